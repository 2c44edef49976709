import type { Batch, OnObservation, Runner } from '../run/batch.ts'
import { inThread } from '../run/in-thread.ts'
import type { Observation } from '../run/observation.ts'
import { WorkerPool } from './worker-pool.ts'

/** What has taken this long here will likely take as long again: about what it costs to start the threads. */
const WORTH_THREADS_MS = 500

/**
 * Runs replications in the calling thread until they have taken as long as threads take to start, over all batches, and
 * the rest on a {@link WorkerPool}: a small experiment pays nothing for threads, a large one next to nothing for having
 * waited. Which thread runs a replication changes none of its bytes. Call `close`.
 */
export class SparingRunner implements Runner {
  readonly #workers: number
  readonly #nowMs: () => number
  #pool: WorkerPool | undefined
  #spentMs = 0

  /**
   * @param workers - threads of the pool, at least 1
   * @param nowMs - a clock that never goes back
   */
  constructor(workers: number, nowMs: () => number = () => performance.now()) {
    this.#workers = workers
    this.#nowMs = nowMs
  }

  /** Whether threads were started. */
  get threaded(): boolean {
    return this.#pool !== undefined
  }

  /** {@inheritDoc Runner.run} */
  readonly run = async (batch: Batch, onObservation?: OnObservation): Promise<readonly Observation[]> => {
    const { replications } = batch
    const observations: Observation[] = []
    // Portions that double: the model is compiled anew for each.
    for (let size = 1; observations.length < replications.length && this.#spentMs < WORTH_THREADS_MS; size *= 2) {
      const from = observations.length
      const begunMs = this.#nowMs()
      const portion = { ...batch, replications: replications.slice(from, from + size) }
      observations.push(...(await inThread.run(portion, onObservation)))
      this.#spentMs += this.#nowMs() - begunMs
    }
    if (observations.length === replications.length) return observations
    this.#pool ??= new WorkerPool(this.#workers)
    const rest = { ...batch, replications: replications.slice(observations.length) }
    return [...observations, ...(await this.#pool.run(rest, onObservation))]
  }

  /** Ends the threads, if there are any. */
  async close(): Promise<void> {
    await this.#pool?.close()
  }
}
