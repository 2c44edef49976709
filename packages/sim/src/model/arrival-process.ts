import { ln } from '../random/elementary.ts'
import type { Uniforms } from '../random/uniform-block.ts'

const MS_PER_HOUR = 3_600_000

/** When the contacts of one type come. */
export interface ArrivalProcess {
  /** Time of the next contact, ms from time zero, not before the one before; `Infinity` when no more come. */
  nextMs(): number
  /** Talk time of the contact that came last, where the process brings its own (a recorded log); NaN otherwise. */
  readonly handlingMs: number
}

/** A Poisson process of constant rate that never ends. */
export class ConstantArrivals implements ArrivalProcess {
  readonly handlingMs: number = NaN
  declare private readonly stream: Uniforms
  readonly #meanGapMs: number = NaN
  #lastMs = 0

  constructor(perHour: number, stream: Uniforms) {
    this.stream = stream
    this.#meanGapMs = MS_PER_HOUR / perHour
  }

  nextMs(): number {
    this.#lastMs -= this.#meanGapMs * ln(this.stream.uniform())
    return this.#lastMs
  }
}

/**
 * A Poisson process whose rate is constant in each interval, by inversion of the cumulated rate: one uniform per
 * contact, whatever the intervals (Çinlar 1975).
 */
export class PiecewiseArrivals implements ArrivalProcess {
  readonly handlingMs: number = NaN
  declare private readonly stream: Uniforms
  readonly #intervalMs: number = NaN
  readonly #perMs: Float64Array = new Float64Array(0)
  #interval = 0
  #lastMs = 0

  constructor(intervalMs: number, perHour: readonly number[], stream: Uniforms) {
    this.stream = stream
    this.#intervalMs = intervalMs
    this.#perMs = Float64Array.from(perHour, (rate) => rate / MS_PER_HOUR)
  }

  nextMs(): number {
    let expected = -ln(this.stream.uniform())
    while (this.#interval < this.#perMs.length) {
      const rate = this.#perMs[this.#interval]!
      const endMs = (this.#interval + 1) * this.#intervalMs
      const left = (endMs - this.#lastMs) * rate
      if (expected < left) {
        this.#lastMs += expected / rate
        return this.#lastMs
      }
      expected -= left
      this.#lastMs = endMs
      this.#interval += 1
    }
    return Infinity
  }
}

/** Contacts of a recorded log, in order of time. */
export class RecordedArrivals implements ArrivalProcess {
  readonly #timesMs: Float64Array = new Float64Array(0)
  readonly #handlingMs: Float64Array = new Float64Array(0)
  #next = 0

  /**
   * @param timesMs - arrival times from time zero, ascending
   * @param handlingMs - talk time of each, NaN where the log has none; same length
   */
  constructor(timesMs: Float64Array, handlingMs: Float64Array) {
    this.#timesMs = timesMs
    this.#handlingMs = handlingMs
  }

  get handlingMs(): number {
    return this.#handlingMs[this.#next - 1]!
  }

  nextMs(): number {
    if (this.#next === this.#timesMs.length) return Infinity
    this.#next += 1
    return this.#timesMs[this.#next - 1]!
  }
}
