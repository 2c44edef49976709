import type { AcdEvent } from '../event/event.ts'
import { ForgettingMean } from './forgetting.ts'
import { drainMs } from './queue-drain.ts'
import { ServiceTimes } from './service-times.ts'
import { certainWaitMs, type WaitEstimator, type WaitQuery } from './wait-estimator.ts'

/** How fast an estimator forgets, and whether callers give up. */
export interface QueueLengthOptions {
  /** Weight of the newest handling time and wait. Default 0.01: about the last hundred count. */
  readonly weight?: number
  /** Default true. False: the classic formula, which overrates long queues whose callers give up. */
  readonly abandonment?: boolean
}

/** What a queue-length estimator has learnt. */
type QueueLengthMemory = {
  readonly handlingMs: readonly [count: number, mean: number | null]
  readonly waitMs: readonly [count: number, mean: number | null]
  readonly abandons: readonly [count: number, mean: number | null]
  readonly talkMs: readonly (number | null)[]
}

/**
 * Queue length: those ahead and itself, times the mean handling time, divided by the agents; with callers who give up
 * at the rate at which callers have done so of late (Whitt 1999). The best there is where one kind of contact has its
 * own agents (Ibrahim & Whitt, M&SOM 11(3) 2009).
 */
export class QueueLengthEstimator implements WaitEstimator {
  readonly name: string
  readonly #services: ServiceTimes = new ServiceTimes()
  readonly #handlingMs: ForgettingMean
  readonly #waitMs: ForgettingMean
  readonly #abandons: ForgettingMean
  readonly #abandonment: boolean

  constructor({ weight = 0.01, abandonment = true }: QueueLengthOptions = {}) {
    this.name = abandonment ? 'queue-length-with-abandonment' : 'queue-length'
    this.#abandonment = abandonment
    this.#handlingMs = new ForgettingMean(weight)
    this.#waitMs = new ForgettingMean(weight)
    this.#abandons = new ForgettingMean(weight)
  }

  observe(event: AcdEvent): void {
    if (event.kind === 'connected' || event.kind === 'abandoned') {
      this.#waitMs.add(event.durationMs)
      this.#abandons.add(event.kind === 'abandoned' ? 1 : 0)
      return
    }
    const handlingMs = this.#services.completed(event)
    if (!Number.isNaN(handlingMs)) this.#handlingMs.add(handlingMs)
  }

  memory(): QueueLengthMemory {
    return {
      handlingMs: this.#handlingMs.memory,
      waitMs: this.#waitMs.memory,
      abandons: this.#abandons.memory,
      talkMs: this.#services.memory,
    }
  }

  recall(memory: QueueLengthMemory): void {
    this.#handlingMs.recall(memory.handlingMs)
    this.#waitMs.recall(memory.waitMs)
    this.#abandons.recall(memory.abandons)
    this.#services.recall(memory.talkMs)
  }

  expectedWaitMs(query: WaitQuery): number {
    const certain = certainWaitMs(query)
    if (certain !== undefined) return certain
    return drainMs(query.ahead, query.staffed / this.#handlingMs.value, this.#abandonPerMs())
  }

  /** Abandonments per ms of waiting: the maximum-likelihood rate of exponential patience. */
  #abandonPerMs(): number {
    const waitMs = this.#waitMs.value
    return this.#abandonment && waitMs > 0 ? this.#abandons.value / waitMs : 0
  }
}
