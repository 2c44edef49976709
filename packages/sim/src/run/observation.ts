import type { AgentActivity, Tally } from '@strowger/acd'
import type { CallerTally } from './caller-tallies.ts'
import type { CallsTally } from './dialling-tally.ts'
import type { Detail } from './detail.ts'
import type { FlowTally } from './flow-tally.ts'

/** What one replication showed: raw counts and times, from which measures are formed over all replications. */
export interface Observation {
  readonly byType: readonly Tally[]
  readonly byGroup: readonly Tally[]
  /** Agents' time per group and activity inside the counted window, ms. */
  readonly agentMs: readonly Readonly<Record<AgentActivity, number>>[]
  /** What callers did, by type. */
  readonly callers: readonly CallerTally[]
  /** What became of callers in flows, where there are any. */
  readonly flows?: FlowTally
  /** Callbacks and outbound contacts by type, where there are any. */
  readonly calls?: readonly CallsTally[]
  /** Counted contacts that had not ended when nothing more could happen. */
  readonly unfinished: number
  /** All contacts simulated, counted or not: the work done. */
  readonly simulated: number
  /** By interval and population, where asked for. */
  readonly detail?: Detail
}
