import type { AgentActivity, FloorMetrics, Tally } from '@strowger/acd'
import type { ServiceLevelDefinition } from '../scenario/service-level.ts'
import type { Model } from '../model/model.ts'
import type { CallerTally } from './caller-tallies.ts'
import type { BesideCounts } from './beside-tally.ts'
import type { CaseTally } from './case-tally.ts'
import type { CallsTally } from './dialling-tally.ts'
import type { Detail } from './detail.ts'
import type { FlowTally, RatingTally } from './flow-tally.ts'
import type { SalesTally } from './sales.ts'

/** What one replication showed: raw counts and times, from which measures are formed over all replications. */
export interface Observation {
  readonly byType: readonly Tally[]
  readonly byGroup: readonly Tally[]
  /** What is called service level, by type; absent: answered in time of all who waited. */
  readonly definitions?: readonly ServiceLevelDefinition[]
  /** Agents' time per group and activity inside the counted window, ms. */
  readonly agentMs: readonly Readonly<Record<AgentActivity, number>>[]
  /** What callers did, by type. */
  readonly callers: readonly CallerTally[]
  /** What became of callers in flows, where there are any. */
  readonly flows?: FlowTally
  /** Callbacks and outbound contacts by type, where there are any. */
  readonly calls?: readonly CallsTally[]
  /** Consultations and supervisors' orders, where there are any. */
  readonly beside?: BesideCounts
  /** Calls moved between sites, by their numbers: `from to`; where there are sites. */
  readonly moved?: Readonly<Record<string, number>>
  /** Ratings by type and group, where callers are asked without a flow. */
  readonly ratings?: Readonly<Record<string, RatingTally>>
  /** Offers by type and group, where any are made. */
  readonly sales?: Readonly<Record<string, SalesTally>>
  /** Cases by matter, where conversations open any. */
  readonly cases?: Readonly<Record<string, CaseTally>>
  /** Counted contacts that had not ended when nothing more could happen. */
  readonly unfinished: number
  /** All contacts simulated, counted or not: the work done. */
  readonly simulated: number
  /** By interval and population, where asked for. */
  readonly detail?: Detail
}

/** What a replication has counted, where. */
export interface Counted {
  readonly metrics: FloorMetrics
  /** Agents' time is counted up to then. */
  readonly endedMs: number
  readonly callers: readonly CallerTally[]
  readonly flows: { readonly tally: FlowTally; readonly open: number } | undefined
  readonly calls: readonly CallsTally[] | undefined
  readonly beside: BesideCounts | undefined
  readonly moved: Readonly<Record<string, number>> | undefined
  readonly ratings: Readonly<Record<string, RatingTally>> | undefined
  readonly sales: Readonly<Record<string, SalesTally>> | undefined
  readonly cases: Readonly<Record<string, CaseTally>> | undefined
  readonly simulated: number
}

/** What a replication that is over has shown. */
export function observationOf({ types, groups, definitions }: Model, counted: Counted): Observation {
  const { metrics, endedMs, callers, flows, calls, beside, moved, ratings, sales, cases, simulated } = counted
  metrics.agentTimes.settleAll(endedMs)
  return {
    byType: types.map((_, type) => metrics.ofType(type)),
    byGroup: groups.map((_, group) => metrics.ofGroup(group)),
    ...(definitions !== undefined && { definitions }),
    agentMs: groups.map((_, group) => metrics.agentTimes.of(group)),
    callers,
    ...(flows !== undefined && { flows: flows.tally }),
    ...(calls !== undefined && { calls }),
    ...(beside !== undefined && { beside }),
    ...(moved !== undefined && { moved }),
    ...(ratings !== undefined && { ratings }),
    ...(sales !== undefined && { sales }),
    ...(cases !== undefined && { cases }),
    unfinished: metrics.open + (flows?.open ?? 0),
    simulated,
  }
}
