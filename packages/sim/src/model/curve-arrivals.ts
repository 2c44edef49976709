import { ln } from '../random/elementary.ts'
import type { Uniforms } from '../random/uniform-block.ts'
import type { ArrivalProcess } from './arrival-process.ts'
import type { RateCurve } from './rate-curve.ts'

const MS_PER_HOUR = 3_600_000

/** A Poisson process whose rate follows a curve, by inversion of the cumulated rate: one uniform per contact. */
export class CurveArrivals implements ArrivalProcess {
  readonly handlingMs: number = NaN
  readonly #stream: Uniforms
  readonly #breaksMs: Float64Array
  readonly #fromPerMs: Float64Array
  /** Change of the rate per ms, by piece. */
  readonly #slope: Float64Array
  #piece = 0
  #lastMs: number

  constructor({ breaksMs, fromPerHour, toPerHour }: RateCurve, stream: Uniforms) {
    this.#stream = stream
    this.#breaksMs = Float64Array.from(breaksMs)
    this.#fromPerMs = Float64Array.from(fromPerHour, (rate) => rate / MS_PER_HOUR)
    this.#slope = Float64Array.from(
      fromPerHour,
      (rate, at) => (toPerHour[at]! - rate) / MS_PER_HOUR / (breaksMs[at + 1]! - breaksMs[at]!),
    )
    this.#lastMs = breaksMs[0] ?? 0
  }

  nextMs(): number {
    let expected = -ln(this.#stream.uniform())
    for (; this.#piece < this.#slope.length; this.#piece += 1) {
      const slope = this.#slope[this.#piece]!
      const rate = this.#fromPerMs[this.#piece]! + slope * (this.#lastMs - this.#breaksMs[this.#piece]!)
      const endMs = this.#breaksMs[this.#piece + 1]!
      const leftMs = endMs - this.#lastMs
      const left = leftMs * (rate + (slope * leftMs) / 2)
      if (expected < left) {
        // rate·x + slope·x²/2 = expected, in the form that does not cancel.
        const x = (2 * expected) / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * expected)))
        this.#lastMs = Math.min(this.#lastMs + x, endMs)
        return this.#lastMs
      }
      expected -= left
      this.#lastMs = endMs
    }
    return Infinity
  }
}
