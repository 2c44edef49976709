import { compileModel } from '../model/compile.ts'
import type { Model } from '../model/model.ts'
import type { Batch, OnObservation, Runner } from './batch.ts'
import type { Observation } from './observation.ts'
import { Simulation } from './simulation.ts'

/** Runs replications one after the other in the calling thread. */
export const inThread: Runner = {
  run: (batch, onObservation) => Promise.resolve(batchInThread(batch, onObservation)),
}

/** Replication `replication` of a batch with this seed; see {@link Batch.antithetic}. */
export function replicationOf(
  model: Model,
  { seed, antithetic = false }: Pick<Batch, 'antithetic' | 'seed'>,
  replication: number,
): Observation {
  if (!antithetic) return new Simulation(model, seed, replication).run()
  const mirrored = replication % 2 === 1
  return new Simulation(model, seed, (replication - (mirrored ? 1 : 0)) / 2, { antithetic: mirrored }).run()
}

function batchInThread(batch: Batch, onObservation: OnObservation | undefined): Observation[] {
  const model = compileModel(batch.scenario, batch.recorded)
  return batch.replications.map((replication) => {
    const observation = replicationOf(model, batch, replication)
    onObservation?.(replication, observation)
    return observation
  })
}
