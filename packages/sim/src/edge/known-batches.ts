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

/** Batches that a thread has met, with their models. */
export class KnownBatches {
  readonly #known = new Map<number, Known>()

  /** True when requests for the batch need not bring it. */
  has(batchId: number): boolean {
    return this.#known.has(batchId)
  }

  /** Runs what is asked for. A mistake of the scenario is told, not thrown. */
  answer(request: WorkerRequest): WorkerAnswer {
    try {
      const { model, batch } = this.#of(request)
      const observations = request.replications.map((replication) => replicationOf(model, batch, replication))
      return { job: request.job, observations }
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error))
      return { job: request.job, mistake: { name, message } }
    }
  }

  #of({ batchId, batch }: WorkerRequest): Known {
    if (batch !== undefined) {
      if (this.#known.size === KEPT_MODELS) this.#known.delete(this.#known.keys().next().value!)
      this.#known.set(batchId, { model: compileModel(batch.scenario, batch.recorded), batch })
    }
    const found = this.#known.get(batchId)
    // The pool asks for fewer batches at a time than are kept, and sends each with its first request.
    invariant(found !== undefined, 'the batch was sent')
    return found
  }
}
