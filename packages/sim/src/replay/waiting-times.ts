import type { RecordedDay } from './recorded-day.ts'

/**
 * When somebody waited whom an agent with certain skills could have taken, on one day: what tells an agent who is away
 * from one who has nothing to do.
 */
export class WaitingTimes {
  /** Stretches apart from each other, both ends ascending. */
  readonly #fromMs: Float64Array
  readonly #toMs: Float64Array

  /**
   * @param takes - whether the agent takes a type
   * @param graceMs - the switch's own time from a free agent to an answer: who waited no longer did not wait
   */
  constructor(day: RecordedDay, takes: (type: string) => boolean, graceMs: number) {
    const fromMs: number[] = []
    const toMs: number[] = []
    // In order of arrival; stretches that touch become one.
    for (const { type, timeMs, waitMs } of day.calls) {
      if (waitMs <= graceMs || !takes(type)) continue
      const last = toMs.length - 1
      if (last >= 0 && timeMs + graceMs <= toMs[last]!) toMs[last] = Math.max(toMs[last]!, timeMs + waitMs)
      else {
        fromMs.push(timeMs + graceMs)
        toMs.push(timeMs + waitMs)
      }
    }
    this.#fromMs = Float64Array.from(fromMs)
    this.#toMs = Float64Array.from(toMs)
  }

  /** The last instant of a stretch of time at which somebody waited; its start when nobody did. O(log n). */
  last(afterMs: number, beforeMs: number): number {
    let low = 0
    let high = this.#fromMs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#fromMs[middle]! < beforeMs) low = middle + 1
      else high = middle
    }
    return low === 0 ? afterMs : Math.max(afterMs, Math.min(beforeMs, this.#toMs[low - 1]!))
  }
}
