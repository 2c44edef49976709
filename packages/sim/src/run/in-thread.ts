import { compileModel } from '../model/compile.ts'
import type { Model } from '../model/model.ts'
import type { Batch, OnObservation, Runner } from './batch.ts'
import { RandomStream } from '../random/stream.ts'
import { DetailCollector } from './detail.ts'
import type { Observation } from './observation.ts'
import { type Outside, outsideOf, type OutsideSpec } from './outside/outside.ts'
import { Simulation } from './simulation.ts'

/** Runs replications one after the other in the calling thread. */
export const inThread: Runner = {
  run: (batch, onObservation) => Promise.resolve(batchInThread(batch, onObservation)),
}

/** What decides a replication beside its number. */
type Replicated = Pick<Batch, 'antithetic' | 'detail' | 'outside' | 'seed'>

/** Replication `replication` of a batch with this seed; see {@link Batch.antithetic}. */
export function replicationOf(model: Model, batch: Replicated, replication: number): Observation {
  const { seed, antithetic = false, detail, outside } = batch
  const mirrored = antithetic && replication % 2 === 1
  const number = antithetic ? (replication - (mirrored ? 1 : 0)) / 2 : replication
  if (outside !== undefined) return observedFrom(outside, model, seed, number)
  if (detail === undefined) return new Simulation(model, seed, number, { antithetic: mirrored }).run()
  const collector = new DetailCollector(model, detail)
  const simulation = new Simulation(model, seed, number, { antithetic: mirrored, observe: collector.observe })
  const observation = simulation.run()
  return { ...observation, detail: collector.detail(simulation.nowMs) }
}

function observedFrom(outside: OutsideSpec, model: Model, seed: number, number: number): Observation {
  const hosts: Outside[] = []
  const simulation = new Simulation(model, seed, number, { observe: (event) => hosts[0]?.observe(event) })
  hosts.push(outsideOf(outside, simulation.world, RandomStream.named(seed, number, 'outside')))
  return simulation.run()
}

function batchInThread(batch: Batch, onObservation: OnObservation | undefined): Observation[] {
  const model = compileModel(batch.scenario, batch.recorded)
  return batch.replications.map((replication) => {
    const observation = replicationOf(model, batch, replication)
    onObservation?.(replication, observation)
    return observation
  })
}
