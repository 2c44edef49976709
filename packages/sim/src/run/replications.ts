import { compileModel, type RecordedContacts } from '../model/compile.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Batch, replicationsFrom, type Runner } from './batch.ts'
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
  readonly observations: readonly Observation[]
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
  return { scenario, seed: batch.seed, observations }
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
  return { scenario, seed: batch.seed, observations }
}

function batchOf(scenario: Scenario, options: ReplicationOptions): Batch {
  const { recorded, antithetic } = options
  return {
    scenario,
    seed: options.seed ?? scenario.run.seed,
    replications: replicationsFrom(0, options.replications ?? scenario.run.replications),
    ...(recorded === undefined ? {} : { recorded }),
    ...(antithetic === undefined ? {} : { antithetic }),
  }
}
