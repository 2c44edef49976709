import type { AgentGroupSpec } from '../scenario.ts'
import { show } from '../issue.ts'
import type { FairThresholdRouting, OverflowSpec, PerTypeRouting, RoutingSpec } from '../routing-spec.ts'
import { isTuned, POLICIES_OF_KEY, type PolicyName } from '../policies.ts'
import type { RawPolicy, RawRouting } from '../schema/routing.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { isPart, wholesFirst } from './selector.ts'
import { qualifies } from './requirement.ts'
import {
  addLacksSkill,
  checkGroupTiers,
  findGroup,
  resolveAgentTiers,
  resolveContactTiers,
  resolveGivenTiers,
} from './tiers.ts'
import type { Roster } from './tiers.ts'
import { durationMs } from './time.ts'
import { resolveTuned } from './tuned.ts'

/** The routing policy with complete tables, and those inside it. @param at - where it stands */
export function resolveRouting(
  raw: RawPolicy | undefined,
  roster: Roster,
  context: Context,
  at: Path = ['routing'],
): RoutingSpec {
  const policy = raw?.policy ?? 'longest-idle'
  const given = raw ?? {}
  addMisplaced(given, policy, at, context)
  if (isTuned(policy)) return resolveTuned(policy, given, at, roster, context)
  const inside = (key: 'agentsBy' | 'contactsBy' | 'otherwise' | 'across') =>
    resolveRouting(given[key], roster, context, [...at, key])
  switch (policy) {
    case 'ranked': {
      const agentTiers = resolveAgentTiers(given.agents, at, roster, context)
      return { policy, agentTiers, contactTiers: resolveContactTiers(given.contacts, agentTiers, at, roster, context) }
    }
    case 'expected-delay': {
      const { agents, targetDelay, assumedHandlingTime } = given
      if (targetDelay === undefined) addMissing([...at, 'targetDelay'], 'write a waiting time, such as "10s"', context)
      return {
        policy,
        agentTiers: resolveGivenTiers(agents, at, roster, context),
        targetMs: durationMs(targetDelay ?? 0),
        ...(assumedHandlingTime !== undefined && { handlingMs: durationMs(assumedHandlingTime) }),
      }
    }
    case 'load-ratio': {
      const { agents, targetLoad } = given
      if (targetLoad === undefined) addMissing([...at, 'targetLoad'], 'write contacts per agent, such as 0.85', context)
      return { policy, agentTiers: resolveGivenTiers(agents, at, roster, context), target: targetLoad ?? 0 }
    }
    case 'fair-threshold':
      return { policy, bands: resolveBands(given.bands, [...at, 'bands'], roster, context) }
    case 'combined':
      return { policy, agentsBy: inside('agentsBy'), contactsBy: inside('contactsBy') }
    case 'per-type': {
      const policies = resolveTypePolicies(given.policies, [...at, 'policies'], roster, context)
      return { policy, policies, otherwise: inside('otherwise'), across: inside('across') }
    }
  }
}

/** Adds mistakes for keys that the policy does not have. */
function addMisplaced(raw: RawPolicy, policy: PolicyName, at: Path, context: Context): void {
  for (const [key, owners] of POLICIES_OF_KEY) {
    if (!(key in raw) || owners.includes(policy)) continue
    const isTiers = owners.includes('ranked')
    const what = isTiers ? 'tiers have' : `${key} has`
    const remedy = `write policy: ${owners.join(' or ')}, or remove ${isTiers ? 'the tiers' : key}`
    context.issues.add('conflicting-keys', [...at, key], `${what} no meaning under policy ${policy}`, remedy)
  }
}

function addMissing(path: Path, remedy: string, { issues }: Context): void {
  issues.add('missing-key', path, 'is missing', remedy)
}

/** Bands in ascending order, the last without end. */
function resolveBands(
  raw: RawPolicy['bands'],
  path: Path,
  roster: Roster,
  context: Context,
): FairThresholdRouting['bands'] {
  if (raw === undefined) {
    addMissing(path, 'write bands, such as [{ upTo: 20, agents: [[slow], [fast]] }, { agents: [[fast]] }]', context)
    return []
  }
  for (const [index, { upTo = Infinity }] of raw.entries()) {
    const least = raw[index - 1]?.upTo ?? 0
    const isLast = index === raw.length - 1
    if (isLast && upTo < Infinity) {
      const problem = 'nothing is said of more than that'
      context.issues.add('out-of-range', [...path, index, 'upTo'], problem, 'leave upTo of the last band out')
    } else if (!isLast && !(upTo > least && upTo < Infinity)) {
      const problem = upTo === Infinity ? 'the bands after it would never hold' : `${upTo} is not above ${least}`
      const remedy = 'write upTo for all bands but the last, in ascending order'
      context.issues.add('out-of-range', [...path, index, ...(upTo < Infinity ? ['upTo'] : [])], problem, remedy)
    }
  }
  return raw.map(({ upTo = Infinity, agents }, index) => {
    checkGroupTiers(agents, [], [...path, index, 'agents'], roster, context)
    return { upTo, agents }
  })
}

/** Policies with the ids of their types; a part of a split that is named itself is where it is named. */
function resolveTypePolicies(
  raw: RawPolicy['policies'],
  path: Path,
  roster: Roster,
  context: Context,
): PerTypeRouting['policies'] {
  if (raw === undefined) {
    addMissing(path, 'write policies, such as [{ types: [vip], by: { policy: most-skilled } }]', context)
    return []
  }
  const entryOf = new Map<string, number>()
  const seen = new Set<string>()
  for (const [entry, { types }] of raw.entries()) {
    for (const [index, name] of types.entries()) {
      const namePath = [...path, entry, 'types', index]
      if (seen.has(name)) {
        context.issues.add('listed-twice', namePath, `${show(name)} is listed twice`, 'keep one of the two')
      }
      seen.add(name)
      for (const { id } of roster.selector.select(name, namePath)) {
        if (isPart(name) || !entryOf.has(id)) entryOf.set(id, entry)
      }
    }
  }
  return raw.map(({ by }, entry) => ({
    types: roster.types.flatMap(({ id }) => (entryOf.get(id) === entry ? [id] : [])),
    by: resolveRouting(by, roster, context, [...path, entry, 'by']),
  }))
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
