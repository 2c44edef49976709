import { compileModel, type RecordedContacts } from '../model/compile.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Observation } from './observation.ts'
import { Simulation } from './simulation.ts'

/** How often and from which random numbers; defaults are the scenario's. */
export interface ReplicationOptions {
  readonly replications?: number
  readonly seed?: number
  /** Contacts of a log by type id, for a replay. */
  readonly recorded?: ReadonlyMap<string, RecordedContacts>
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
 * Runs a scenario's replications. The n-th replication of two scenarios with the same seed and type names has the same
 * callers: the same arrivals, patience and needs, under whatever routing and staffing.
 */
export function replicate(scenario: Scenario, options: ReplicationOptions = {}): Replications {
  const count = options.replications ?? scenario.run.replications
  const seed = options.seed ?? scenario.run.seed
  const model = compileModel(scenario, options.recorded)
  const observations: Observation[] = []
  for (let replication = 0; replication < count; replication += 1) {
    observations.push(new Simulation(model, seed, replication).run())
    options.onProgress?.(replication + 1, count)
  }
  return { scenario, seed, observations }
}
