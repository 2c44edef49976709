import type { AcdEvent, WaitEstimator, WaitQuery } from '@strowger/acd'
import { Moments } from '../stats/moments.ts'

/** The mean of all waits of the type so far, of those who waited and were answered: knows nothing of the queue as it is. */
export class MeanWait implements WaitEstimator {
  readonly name = 'mean-wait'
  readonly #waits: Moments[] = []

  observe(event: AcdEvent): void {
    if (event.kind === 'connected' && event.durationMs > 0)
      (this.#waits[event.type] ??= new Moments()).add(event.durationMs)
  }

  expectedWaitMs({ type }: WaitQuery): number {
    return this.#waits[type]?.mean ?? Number.NaN
  }
}
