import { nonNegative } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { figure } from './figure.ts'

/** Always the same value. */
export class Deterministic implements Distribution {
  readonly mean: number = NaN
  readonly cv2: number = 0

  /** @throws RangeError unless value is finite and ≥ 0. */
  constructor(value: number) {
    this.mean = nonNegative('value', value)
  }

  quantile(_u: number): number {
    return this.mean
  }

  cdf(x: number): number {
    return x >= this.mean ? 1 : 0
  }

  describe(): string {
    return `deterministic, ${figure(this.mean)}`
  }
}
