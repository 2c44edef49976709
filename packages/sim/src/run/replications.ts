import { compileModel } from '../model/compile.ts'
import type { RecordedContacts } from '../model/arrivals.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Batch, replicationsFrom, type Runner } from './batch.ts'
import { pairMeans } from './antithetic.ts'
import { replicationOf } from './in-thread.ts'
import type { Observation } from './observation.ts'

/** How often and from which random numbers; defaults are the scenario's. */
export interface ReplicationOptions {
  readonly replications?: number
  readonly seed?: number
  /** Contacts of a log by type id, for a replay. */
  readonly recorded?: ReadonlyMap<string, RecordedContacts>
  /** Replications 2k and 2k + 1 are an antithetic pair: the callers of replication k, and their mirror image. */
  readonly antithetic?: boolean
  /** Called after each replication with the number done. */
  readonly onProgress?: (done: number, of: number) => void
}

/** Observations of a scenario, one per replication, in order. */
export interface Replications {
  readonly scenario: Scenario
  readonly seed: number
  /** With antithetic pairs: the mean of each pair. */
  readonly observations: readonly Observation[]
  /** Replications behind each observation: 2 with antithetic pairs, otherwise 1. */
  readonly perObservation?: number
}

/**
 * Runs a scenario's replications in this thread. The n-th replication of two scenarios with the same seed and type names
 * has the same callers: the same arrivals, patience and needs, under whatever routing and staffing.
 */
export function replicate(scenario: Scenario, options: ReplicationOptions = {}): Replications {
  const batch = batchOf(scenario, options)
  const model = compileModel(scenario, batch.recorded)
  const observations = batch.replications.map((replication, at) => {
    const observation = replicationOf(model, batch, replication)
    options.onProgress?.(at + 1, batch.replications.length)
    return observation
  })
  return replicationsOf(batch, observations)
}

/** As {@link replicate}, with a runner: the same observations, whoever makes them. */
export async function replicateWith(
  runner: Runner,
  scenario: Scenario,
  options: ReplicationOptions = {},
): Promise<Replications> {
  const batch = batchOf(scenario, options)
  let done = 0
  const observations = await runner.run(batch, () => options.onProgress?.((done += 1), batch.replications.length))
  return replicationsOf(batch, observations)
}

/** A batch with what it showed: pairs are joined. */
export function replicationsOf(batch: Batch, observations: readonly Observation[]): Replications {
  const { scenario, seed, antithetic = false } = batch
  if (!antithetic) return { scenario, seed, observations }
  return { scenario, seed, observations: pairMeans(observations), perObservation: 2 }
}

/** An odd number of antithetic replications is made even. */
export function wholePairs(replications: number, antithetic = false): number {
  return antithetic ? 2 * Math.ceil(replications / 2) : replications
}

function batchOf(scenario: Scenario, options: ReplicationOptions): Batch {
  const { recorded, antithetic } = options
  return {
    scenario,
    seed: options.seed ?? scenario.run.seed,
    replications: replicationsFrom(0, wholePairs(options.replications ?? scenario.run.replications, antithetic)),
    ...(recorded === undefined ? {} : { recorded }),
    ...(antithetic === undefined ? {} : { antithetic }),
  }
}
