import { finite } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { figure } from './figure.ts'

/** The uniform law between two bounds. */
export class Uniform implements Distribution {
  readonly low: number = NaN
  readonly high: number = NaN
  readonly mean: number
  readonly cv2: number

  /** @throws RangeError unless both bounds are finite and low < high. */
  constructor(low: number, high: number) {
    this.low = finite('low', low)
    this.high = finite('high', high)
    if (!(low < high)) throw new RangeError(`high must be above low = ${low}, got ${high}`)
    this.mean = low + (high - low) / 2
    const width = (high - low) / this.mean
    this.cv2 = (width * width) / 12
  }

  quantile(u: number): number {
    return this.low + (this.high - this.low) * u
  }

  cdf(x: number): number {
    if (x <= this.low) return 0
    return x >= this.high ? 1 : (x - this.low) / (this.high - this.low)
  }

  describe(): string {
    return `uniform, ${figure(this.low)} to ${figure(this.high)}`
  }
}
