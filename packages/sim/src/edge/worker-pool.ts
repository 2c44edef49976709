import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Batch, OnObservation, Runner } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'
import { KnownBatches } from './known-batches.ts'
import type { WorkerAnswer, WorkerRequest } from './worker-message.ts'

/** Replications are sent in portions: one at a time costs messages, too many leave a worker without work at the end. */
const PORTIONS_PER_WORKER = 8
const LARGEST_PORTION = 16
/** Portions that lie at a worker, so that it need not wait for the next while the calling thread is at one of its own. */
const AHEAD = 2

/** The sources run as they are in tests, and are built to JavaScript otherwise. */
const WORKER_FILE = new URL(
  import.meta.url.endsWith('.ts') ? './replication-worker.ts' : './replication-worker.js',
  import.meta.url,
)

interface Job {
  readonly request: Omit<WorkerRequest, 'batch'>
  readonly batch: Batch
  readonly done: (observations: readonly Observation[]) => void
  readonly failed: (error: Error) => void
}

interface Hand {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
  /** The batch it was sent last: jobs come batch by batch. */
  batchId: number
}

/**
 * Runs replications on several threads, of which the calling one is the first: it has compiled what it runs, which the others
 * have yet to do, and a thread that only hands out work costs as much memory as one that works. Every replication has random
 * numbers of its own, so that its observation does not depend on which thread runs it, nor on how many there are. Workers
 * start with the first batch; call `close`.
 */
export class WorkerPool implements Runner {
  readonly #size: number
  readonly #hands: Hand[] = []
  readonly #queue: Job[] = []
  readonly #own = new KnownBatches()
  #isWorking = false
  #lastJob = 0
  #lastBatch = 0

  /** @param workers - threads, the calling one included: at least 1 */
  constructor(workers: number) {
    if (!(Number.isInteger(workers) && workers >= 1)) {
      throw new RangeError(`workers must be a whole number from 1, got ${workers}`)
    }
    this.#size = workers
  }

  /** {@inheritDoc Runner.run} */
  readonly run = async (batch: Batch, onObservation?: OnObservation): Promise<readonly Observation[]> => {
    const batchId = (this.#lastBatch += 1)
    const { replications } = batch
    const most = Math.ceil(replications.length / (PORTIONS_PER_WORKER * this.#size))
    const portion = Math.max(1, Math.min(LARGEST_PORTION, most))
    const portions: Promise<readonly Observation[]>[] = []
    for (let at = 0; at < replications.length; at += portion) {
      portions.push(this.#portion(batch, batchId, replications.slice(at, at + portion), onObservation))
    }
    void this.#start()
    return (await Promise.all(portions)).flat()
  }

  /** Ends the workers; what they were doing is lost. */
  async close(): Promise<void> {
    await Promise.all(this.#hands.splice(0).map(({ worker }) => worker.terminate()))
  }

  #portion(
    batch: Batch,
    batchId: number,
    replications: readonly number[],
    onObservation: OnObservation | undefined,
  ): Promise<readonly Observation[]> {
    const job = (this.#lastJob += 1)
    return new Promise((done, failed) => {
      const told = (observations: readonly Observation[]) => {
        for (const [at, observation] of observations.entries()) onObservation?.(replications[at]!, observation)
        done(observations)
      }
      this.#queue.push({ request: { job, batchId, replications }, batch, done: told, failed })
    })
  }

  /** Gives work to the workers, and does what is left in this thread, portion by portion. */
  async #start(): Promise<void> {
    while (this.#hands.length < Math.min(this.#size, this.#queue.length) - 1) this.#hire()
    for (const hand of this.#hands) this.#feed(hand)
    if (this.#isWorking) return
    this.#isWorking = true
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      for (const hand of this.#hands) this.#feed(hand)
      this.#do(job)
      // What workers have told meanwhile is heard, and they get more to do.
      await setImmediate()
    }
    this.#isWorking = false
  }

  #do({ request, batch, done, failed }: Job): void {
    const { replications: _, ...shared } = batch
    const known = this.#own.has(request.batchId)
    end(this.#own.answer(known ? request : { ...request, batch: shared }), done, failed)
  }

  #hire(): void {
    const worker = new Worker(WORKER_FILE)
    const hand: Hand = { worker, jobs: new Map(), batchId: 0 }
    worker.on('message', (answer: WorkerAnswer) => this.#take(hand, answer))
    worker.on('error', (error) => this.#lose(hand, error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => this.#lose(hand, new Error('a worker ended')))
    // A pool that waits for work does not keep the process alive; one that has work does, see #feed.
    worker.unref()
    this.#hands.push(hand)
  }

  #feed(hand: Hand): void {
    // The last portions are for whoever is done first.
    if (hand.jobs.size >= (this.#queue.length > this.#size ? AHEAD : 1)) return
    const job = this.#queue.shift()
    if (job === undefined) return
    const { batch, request } = job
    const { replications: _, ...shared } = batch
    const known = hand.batchId === request.batchId
    hand.batchId = request.batchId
    hand.jobs.set(request.job, job)
    hand.worker.ref()
    hand.worker.postMessage(known ? request : { ...request, batch: shared })
  }

  #take(hand: Hand, answer: WorkerAnswer): void {
    const job = hand.jobs.get(answer.job)
    if (job === undefined) return
    hand.jobs.delete(answer.job)
    this.#feed(hand)
    if (hand.jobs.size === 0) hand.worker.unref()
    end(answer, job.done, job.failed)
  }

  /** Whatever a worker that is gone had to do fails; the others go on. */
  #lose(hand: Hand, error: Error): void {
    const at = this.#hands.indexOf(hand)
    if (at >= 0) this.#hands.splice(at, 1)
    for (const job of hand.jobs.values()) job.failed(error)
    hand.jobs.clear()
    if (this.#hands.length > 0) return
    for (const job of this.#queue.splice(0)) job.failed(error)
  }
}

function end(answer: WorkerAnswer, done: Job['done'], failed: Job['failed']): void {
  if ('observations' in answer) done(answer.observations)
  else failed(Object.assign(new Error(answer.mistake.message), { name: answer.mistake.name }))
}
