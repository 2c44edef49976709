import { LongestIdle, RankedLists, type RoutingPolicy, type StageConfig } from '@strowger/acd'
import type { Scenario } from '../scenario/scenario.ts'

/** The policy that a scenario names, fresh for every run. */
export function policyOf(scenario: Scenario): () => RoutingPolicy {
  const { routing } = scenario
  if (routing.policy === 'longest-idle') return () => new LongestIdle()
  const agents = Object.fromEntries(routing.agentTiers)
  const contacts = Object.fromEntries(routing.contactTiers)
  return () => new RankedLists({ agents, contacts })
}

/** Which groups may take a type, at once and after waiting. */
export interface Reach {
  readonly groups: readonly string[]
  readonly stages: readonly StageConfig[]
}

/**
 * Groups that may take a type: those that both its tiers and their own name, less those that help only after a while,
 * who join stage by stage. Skills are checked by the engine on top.
 */
export function reachOf(scenario: Scenario, typeId: string): Reach {
  const allowed = scenario.groups.map((group) => group.id).filter((group) => isAllowed(scenario, typeId, group))
  const delayed = scenario.overflowAfter.filter((each) => each.type === typeId && each.afterMs > 0)
  const afterMs = new Map(delayed.map((each) => [each.group, each.afterMs]))
  const reachAt = (ms: number) => allowed.filter((group) => (afterMs.get(group) ?? 0) <= ms)
  const times = [...new Set(afterMs.values())].sort((a, b) => a - b)
  return { groups: reachAt(0), stages: times.map((ms) => ({ afterMs: ms, groups: reachAt(ms) })) }
}

function isAllowed(scenario: Scenario, typeId: string, groupId: string): boolean {
  const { routing } = scenario
  if (routing.policy === 'longest-idle') return true
  const named = (tiers: readonly (readonly string[])[] | undefined, id: string) =>
    (tiers ?? []).some((tier) => tier.includes(id))
  return named(routing.agentTiers.get(typeId), groupId) && named(routing.contactTiers.get(groupId), typeId)
}
