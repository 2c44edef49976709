import { type AcdEvent, emptyTally, type Tally } from '@strowger/acd'

/** Contacts of the whole floor by the interval of their arrival, in little memory: for runs of many thousand intervals. */
export class IntervalSeries {
  readonly #tallies: Tally[]
  readonly #intervalMs: number
  readonly #thresholdsMs: readonly number[]

  /** @param thresholdsMs - of the service level, by type */
  constructor(intervals: number, intervalMs: number, thresholdsMs: readonly number[]) {
    this.#tallies = Array.from({ length: intervals }, emptyTally)
    this.#intervalMs = intervalMs
    this.#thresholdsMs = thresholdsMs
  }

  /** One per interval. Owned by the series: read only. */
  get tallies(): readonly Readonly<Tally>[] {
    return this.#tallies
  }

  /** Takes in an event of the engine. */
  readonly observe = (event: AcdEvent): void => {
    if (event.kind === 'agent') return
    const tally = this.#tallies[Math.floor(event.arrivedMs / this.#intervalMs)]
    if (tally === undefined) return
    if (event.kind === 'arrived') tally.offered += 1
    else if (event.kind === 'blocked') tally.blocked += 1
    else if (event.kind === 'connected') {
      tally.answered += 1
      tally.answeredWaitMs += event.durationMs
      if (event.durationMs <= this.#thresholdsMs[event.type]!) tally.answeredWithin += 1
    } else if (event.kind === 'abandoned') {
      tally.abandoned += 1
      tally.abandonedWaitMs += event.durationMs
    } else if (event.kind === 'released') {
      tally.handled += 1
      tally.talkMs += event.durationMs
    } else if (event.kind === 'wrap-up-ended') tally.wrapUpMs += event.durationMs
  }
}
