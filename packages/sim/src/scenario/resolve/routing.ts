import type { AgentGroupSpec, OverflowSpec, RoutingSpec } from '../scenario.ts'
import type { RawRouting } from '../schema/routing.ts'
import type { Context } from './context.ts'
import { wholesFirst } from './selector.ts'
import { covers } from './skills.ts'
import { addLacksSkill, findGroup, resolveAgentTiers, resolveContactTiers } from './tiers.ts'
import type { Roster } from './tiers.ts'
import { durationMs } from './time.ts'

/** The routing policy with complete tables. */
export function resolveRouting(raw: RawRouting | undefined, roster: Roster, context: Context): RoutingSpec {
  if (raw?.policy === 'ranked') {
    const agentTiers = resolveAgentTiers(raw.agents, roster, context)
    return {
      policy: 'ranked',
      agentTiers,
      contactTiers: resolveContactTiers(raw.contacts, agentTiers, roster, context),
    }
  }
  for (const key of ['agents', 'contacts'] as const) {
    if (raw?.[key] === undefined) continue
    const remedy = 'write policy: ranked, or remove the tiers'
    context.issues.add('conflicting-keys', ['routing', key], 'tiers have no meaning under policy longest-idle', remedy)
  }
  return { policy: 'longest-idle' }
}

/** Waiting times before a group may help, in the order of types and groups; only pairs that the skills allow. */
export function resolveOverflow(
  raw: RawRouting['overflowAfter'],
  roster: Roster,
  context: Context,
): readonly OverflowSpec[] {
  const path = ['routing', 'overflowAfter']
  const groups = new Map(roster.groups.map((group) => [group.id, group]))
  const afterMs = new Map<string, Map<AgentGroupSpec, number>>(roster.types.map((type) => [type.id, new Map()]))
  for (const [selector, byGroup] of wholesFirst(raw)) {
    const types = roster.selector.select(selector, [...path, selector])
    for (const [name, after] of Object.entries(byGroup)) {
      const groupPath = [...path, selector, name]
      const group = findGroup(name, groupPath, groups, context)
      if (group === undefined || types.length === 0) continue
      const able = types.filter((type) => covers(group.skills, type.requires))
      if (able.length === 0) addLacksSkill(group, types, groupPath, context)
      for (const type of able) afterMs.get(type.id)?.set(group, durationMs(after))
    }
  }
  return roster.types.flatMap((type) =>
    roster.groups.flatMap((group) => {
      const ms = afterMs.get(type.id)?.get(group)
      return ms === undefined ? [] : [{ type: type.id, group: group.id, afterMs: ms }]
    }),
  )
}
