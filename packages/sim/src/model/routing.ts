import {
  AccumulatingPriority,
  type ByName,
  Combined,
  ExpectedDelay,
  FairThreshold,
  FewestContacts,
  FixedQueueRatio,
  GeneralizedCMu,
  LeastOccupied,
  LeastSkilled,
  LongestIdle,
  LongestWeightedWait,
  MostSkilled,
  PercentAllocation,
  PerType,
  QueueRatio,
  RandomAgent,
  RankedLists,
  Reservation,
  RoundRobin,
  type RoutingPolicy,
  ServiceObjective,
  ShadowRouting,
  type StageConfig,
  WaitAndIdleWeights,
  WeightedIdle,
} from '@strowger/acd'
import { seedState } from '../random/seed-state.ts'
import { allows } from '../scenario/allows.ts'
import type { ByGroupParameter, ByPairParameter, ByTypeParameter } from '../scenario/policies.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { RoutingSpec, Tiers, TunedRouting } from '../scenario/routing-spec.ts'

/**
 * The policy that a scenario names, fresh for every run; `seed` is for policies that draw lots.
 */
export function policyOf({ routing }: { readonly routing: RoutingSpec }): (seed: number) => RoutingPolicy {
  return (seed) => policyFor(routing, seed)
}

function policyFor(routing: RoutingSpec, seed: number): RoutingPolicy {
  if ('byType' in routing) return tuned(routing, seed)
  switch (routing.policy) {
    case 'ranked':
      return new RankedLists({ agents: byId(routing.agentTiers), contacts: byId(routing.contactTiers) })
    case 'expected-delay': {
      const { agentTiers, targetMs, handlingMs } = routing
      return new ExpectedDelay({ agents: byId(agentTiers), targetMs, ...(handlingMs !== undefined && { handlingMs }) })
    }
    case 'load-ratio':
      return new QueueRatio({ agents: byId(routing.agentTiers), target: routing.target })
    case 'fair-threshold':
      return new FairThreshold({ bands: routing.bands })
    case 'combined':
      return new Combined({
        agents: policyFor(routing.agentsBy, innerSeed(seed, 0)),
        contacts: policyFor(routing.contactsBy, innerSeed(seed, 1)),
      })
    case 'per-type': {
      const { policies, otherwise, across } = routing
      // One object for all types of an entry: it decides between them.
      const byType = policies.flatMap(({ types, by }, at) => {
        const policy = policyFor(by, innerSeed(seed, at))
        return types.map((type) => [type, policy] as const)
      })
      return new PerType({
        types: Object.fromEntries(byType),
        otherwise: policyFor(otherwise, innerSeed(seed, policies.length)),
        across: policyFor(across, innerSeed(seed, policies.length + 1)),
      })
    }
  }
}

function byId(tiers: ReadonlyMap<string, Tiers>): Record<string, Tiers> {
  return Object.fromEntries(tiers)
}

/** Seed of the lots of a policy inside another, by its place: hashed, so that no two draw the same, however deep they stand. */
function innerSeed(seed: number, place: number): number {
  return seedState([`${seed}`, `${place}`])[0] >>> 0
}

function tuned({ policy, byType, byGroup, byPair, single }: TunedRouting, seed: number): RoutingPolicy {
  const types = (key: ByTypeParameter): ByName => Object.fromEntries(byType.get(key) ?? [])
  const groups = (key: ByGroupParameter): ByName => Object.fromEntries(byGroup.get(key) ?? [])
  const pairs = (key: ByPairParameter): Record<string, ByName> =>
    Object.fromEntries([...(byPair.get(key) ?? [])].map(([type, groups]) => [type, Object.fromEntries(groups)]))
  switch (policy) {
    case 'longest-idle':
      return new LongestIdle()
    case 'least-occupied': {
      const windowMs = single.get('window')
      return new LeastOccupied(windowMs === undefined ? {} : { windowMs })
    }
    case 'most-skilled':
      return new MostSkilled()
    case 'least-skilled':
      return new LeastSkilled()
    case 'round-robin':
      return new RoundRobin()
    case 'random':
      return new RandomAgent({ seed })
    case 'fewest-contacts':
      return new FewestContacts()
    case 'longest-weighted-wait':
      return new LongestWeightedWait({ weights: types('weights') })
    case 'accumulating-priority': {
      const perPriority = single.get('perPriority') ?? 0
      return new AccumulatingPriority({ rates: types('rates'), offsets: types('offsets'), perPriority })
    }
    case 'service-objective':
      return new ServiceObjective({ objectives: types('objectives') })
    case 'queue-ratio':
      return new FixedQueueRatio({ ratios: types('ratios') })
    case 'generalized-c-mu': {
      const handlingTimes = pairs('handlingTimes')
      return new GeneralizedCMu({ linear: types('linear'), quadratic: types('quadratic'), handlingTimes })
    }
    case 'reservation':
      return new Reservation({ keep: pairs('keep') })
    case 'wr':
      return new WaitAndIdleWeights({ base: pairs('base'), wait: pairs('wait'), idle: pairs('idle') })
    case 'weighted-idle':
      return new WeightedIdle({ weights: groups('idleWeights') })
    case 'percent-allocation': {
      const memory = single.get('memory')
      return new PercentAllocation({ shares: pairs('shares'), ...(memory !== undefined && { memory }) })
    }
    case 'shadow-routing':
      return new ShadowRouting({ handlingTimes: pairs('handlingTimes'), agents: groups('sizes') })
  }
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
  const { routing, types, groups } = scenario
  const tenant = types.find(({ id }) => id === typeId)?.tenant
  if (groups.find(({ id }) => id === groupId)?.tenant !== tenant) return false
  if (groupId === scenario.supervision?.group) return false
  // A reserve is told to the engine as such.
  const reserves = types.find(({ id }) => id === typeId)?.reserves ?? []
  if (reserves.some((reserve) => reserve.groups.includes(groupId))) return false
  return allows(routing, typeId, groupId)
}
