import { nonNegative } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { figure } from './figure.ts'

/** The triangular law: least, likeliest and largest value, for when nothing else is known. */
export class Triangular implements Distribution {
  readonly mean: number
  readonly cv2: number
  readonly #low: number = NaN
  readonly #mode: number = NaN
  readonly #high: number = NaN

  /** @throws RangeError unless 0 ≤ low ≤ mode ≤ high, low < high, all finite. */
  constructor(low: number, mode: number, high: number) {
    this.#low = nonNegative('low', low)
    this.#mode = nonNegative('mode', mode)
    this.#high = nonNegative('high', high)
    if (!(low <= mode && mode <= high && low < high)) {
      throw new RangeError(`low <= mode <= high and low < high are needed, got ${low}, ${mode}, ${high}`)
    }
    this.mean = (low + mode + high) / 3
    const variance = (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18
    this.cv2 = variance / (this.mean * this.mean)
  }

  quantile(u: number): number {
    const width = this.#high - this.#low
    const rise = this.#mode - this.#low
    if (u * width < rise) return this.#low + Math.sqrt(u * width * rise)
    return this.#high - Math.sqrt((1 - u) * width * (this.#high - this.#mode))
  }

  cdf(x: number): number {
    if (!(x > this.#low)) return x <= this.#low ? 0 : NaN
    if (x >= this.#high) return 1
    const width = this.#high - this.#low
    if (x < this.#mode) return ((x - this.#low) * (x - this.#low)) / (width * (this.#mode - this.#low))
    return 1 - ((this.#high - x) * (this.#high - x)) / (width * (this.#high - this.#mode))
  }

  describe(): string {
    return `triangular, ${figure(this.#low)} to ${figure(this.#high)}, mode ${figure(this.#mode)}`
  }
}
