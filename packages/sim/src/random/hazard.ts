import { nonNegative } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { exp, expm1, ln1p } from './elementary.ts'
import { figure } from './figure.ts'

/**
 * The law whose hazard (the rate of ending among those that have lasted so long) is constant from each time to the next.
 *
 * What patience looks like in recorded data: many leave at the first announcement, few in the seconds after it.
 */
export class Hazard implements Distribution {
  readonly mean: number
  readonly cv2: number
  readonly #from: Float64Array
  readonly #rate: Float64Array
  /** Cumulated hazard at each `from`. */
  readonly #cumulated: Float64Array

  /**
   * Copies its arguments.
   *
   * @param from - where each piece begins, ascending, the first 0; the last goes on for ever
   * @param rate - hazard of each piece, per unit of time, 0 or more, the last above 0
   * @throws RangeError for anything else.
   */
  constructor(from: readonly number[], rate: readonly number[]) {
    if (from.length === 0 || from.length !== rate.length) {
      throw new RangeError(`as many rates as beginnings are needed, got ${rate.length} and ${from.length}`)
    }
    for (const [at, begins] of from.entries()) {
      nonNegative(`rate[${at}]`, rate[at]!)
      const right = at === 0 ? begins === 0 : begins > from[at - 1]! && begins < Infinity
      if (!right) throw new RangeError(`from[${at}] must be ${at === 0 ? '0' : 'above the one before'}, got ${begins}`)
    }
    if (!(rate.at(-1)! > 0)) throw new RangeError(`the last rate must be > 0, got ${rate.at(-1)}`)
    this.#from = Float64Array.from(from)
    this.#rate = Float64Array.from(rate)
    this.#cumulated = new Float64Array(from.length)
    for (let at = 1; at < from.length; at += 1) {
      this.#cumulated[at] = this.#cumulated[at - 1]! + rate[at - 1]! * (from[at]! - from[at - 1]!)
    }
    const [mean, square] = this.#moments()
    this.mean = mean
    this.cv2 = square / (mean * mean) - 1
  }

  quantile(u: number): number {
    const needed = -ln1p(-u)
    let at = this.#from.length - 1
    while (at > 0 && this.#cumulated[at]! >= needed) at -= 1
    return this.#from[at]! + (needed - this.#cumulated[at]!) / this.#rate[at]!
  }

  cdf(x: number): number {
    if (!(x > 0)) return x <= 0 ? 0 : NaN
    let at = this.#from.length - 1
    while (this.#from[at]! >= x) at -= 1
    return -expm1(-this.#cumulated[at]! - this.#rate[at]! * (x - this.#from[at]!))
  }

  describe(): string {
    return `hazard of ${this.#from.length} pieces, mean ${figure(this.mean)}`
  }

  /** ∫ P(X > x) dx and 2 ∫ x P(X > x) dx, piece by piece. */
  #moments(): [mean: number, square: number] {
    let mean = 0
    let square = 0
    for (let at = 0; at < this.#from.length; at += 1) {
      const from = this.#from[at]!
      const rate = this.#rate[at]!
      const length = (this.#from[at + 1] ?? Infinity) - from
      const reached = exp(-this.#cumulated[at]!)
      if (rate === 0) {
        mean += reached * length
        square += reached * length * (2 * from + length)
        continue
      }
      const left = length === Infinity ? 0 : exp(-rate * length)
      const area = (1 - left) / rate
      mean += reached * area
      square += 2 * reached * (from * area + (area - (left === 0 ? 0 : length * left)) / rate)
    }
    return [mean, square]
  }
}
