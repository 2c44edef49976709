import type { AgentGroupSpec } from '../scenario.ts'
import type { OverflowSpec, RoutingSpec } from '../routing-spec.ts'
import { POLICIES_OF_KEY, type PolicyName } from '../policies.ts'
import type { RawRouting } from '../schema/routing.ts'
import type { Context } from './context.ts'
import { wholesFirst } from './selector.ts'
import { qualifies } from './requirement.ts'
import { addLacksSkill, findGroup, resolveAgentTiers, resolveContactTiers } from './tiers.ts'
import type { Roster } from './tiers.ts'
import { durationMs } from './time.ts'
import { resolveTuned } from './tuned.ts'

/** The routing policy with complete tables. */
export function resolveRouting(raw: RawRouting | undefined, roster: Roster, context: Context): RoutingSpec {
  const policy = raw?.policy ?? 'longest-idle'
  addMisplaced(raw, policy, context)
  if (policy !== 'ranked') return resolveTuned(policy, raw, roster, context)
  const agentTiers = resolveAgentTiers(raw?.agents, roster, context)
  return { policy, agentTiers, contactTiers: resolveContactTiers(raw?.contacts, agentTiers, roster, context) }
}

/** Adds mistakes for keys that the policy does not have. */
function addMisplaced(raw: RawRouting | undefined, policy: PolicyName, context: Context): void {
  for (const [key, owners] of POLICIES_OF_KEY) {
    if (raw === undefined || !(key in raw) || owners.includes(policy)) continue
    const what = owners.includes('ranked') ? 'tiers have' : `${key} has`
    const remedy = `write policy: ${owners.join(' or ')}, or remove ${owners.includes('ranked') ? 'the tiers' : key}`
    context.issues.add('conflicting-keys', ['routing', key], `${what} no meaning under policy ${policy}`, remedy)
  }
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
      const able = types.filter((type) => qualifies(group.skills, type))
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
