import type { RecordedContacts } from '../model/arrivals.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { DetailSpec } from './detail.ts'
import type { Observation } from './observation.ts'
import type { OutsideSpec } from './outside/outside.ts'

/** Replications of one scenario that are to be run. Plain data: it can be sent to another thread. */
export interface Batch {
  readonly scenario: Scenario
  /** Contacts of a log by type id, for a replay. */
  readonly recorded?: ReadonlyMap<string, RecordedContacts>
  readonly seed: number
  /** Their numbers, each once. */
  readonly replications: readonly number[]
  /** Replications 2k and 2k + 1 are a pair: the callers of replication k, and their mirror image. */
  readonly antithetic?: boolean
  /** Also count by interval and population. */
  readonly detail?: DetailSpec
  /** A host that does with the engine what no scenario can say. */
  readonly outside?: OutsideSpec
}

/** Told after each replication; in no particular order. */
export type OnObservation = (replication: number, observation: Observation) => void

/** Runs replications somewhere: in this thread, on several, or out of a file that holds them already. */
export interface Runner {
  /**
   * Runs a batch. The observations are in the order of its replications and the same bytes whoever runs them.
   *
   * @throws what the scenario or the policy throws; a batch that failed has no result
   */
  readonly run: (batch: Batch, onObservation?: OnObservation) => Promise<readonly Observation[]>
}

/** The numbers `from`, `from + 1`, …, `to − 1`. */
export function replicationsFrom(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}
