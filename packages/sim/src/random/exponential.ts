import { positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { expm1, ln1p } from './elementary.ts'
import { figure } from './figure.ts'

/** The exponential law: memoryless, the M of M/M/n. */
export class Exponential implements Distribution {
  readonly mean: number = NaN
  readonly cv2: number = 1

  /** @throws RangeError unless mean is finite and > 0. */
  constructor(mean: number) {
    this.mean = positive('mean', mean)
  }

  quantile(u: number): number {
    return -this.mean * ln1p(-u)
  }

  cdf(x: number): number {
    return x > 0 ? -expm1(-x / this.mean) : x <= 0 ? 0 : NaN
  }

  describe(): string {
    return `exponential, mean ${figure(this.mean)}`
  }
}
