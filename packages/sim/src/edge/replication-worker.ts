import { parentPort } from 'node:worker_threads'
import { invariant } from '../errors/invariant.ts'
import { compileModel } from '../model/compile.ts'
import type { Model } from '../model/model.ts'
import type { Batch } from '../run/batch.ts'
import { replicationOf } from '../run/in-thread.ts'
import type { WorkerAnswer, WorkerRequest } from './worker-message.ts'

/** Batches whose models are kept: a staffing search goes through thousands. */
const KEPT_MODELS = 64

interface Known {
  readonly model: Model
  readonly batch: Omit<Batch, 'replications'>
}

const known = new Map<number, Known>()

function knownBatch({ batchId, batch }: WorkerRequest): Known {
  if (batch !== undefined) {
    if (known.size === KEPT_MODELS) known.delete(known.keys().next().value!)
    known.set(batchId, { model: compileModel(batch.scenario, batch.recorded), batch })
  }
  const found = known.get(batchId)
  // The pool asks for fewer batches at a time than are kept, and sends each with its first request.
  invariant(found !== undefined, 'the batch was sent')
  return found
}

function answer(request: WorkerRequest): WorkerAnswer {
  try {
    const { model, batch } = knownBatch(request)
    const observations = request.replications.map((replication) => replicationOf(model, batch, replication))
    return { job: request.job, observations }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { job: request.job, mistake: { name, message } }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  parentPort?.postMessage(answer(request))
})
