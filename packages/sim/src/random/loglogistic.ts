import { positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { exp, ln, pow } from './elementary.ts'
import { figure } from './figure.ts'
import { lnGamma } from './ln-gamma.ts'

/** The log-logistic law, P(X ≤ x) = 1 / (1 + (x/scale)^−shape): as the lognormal, with a heavier tail. */
export class Loglogistic implements Distribution {
  readonly mean: number
  readonly cv2: number
  readonly scale: number
  readonly shape: number

  /** @throws RangeError unless mean is finite and > 0, and shape finite and > 2 (below, there is no variance). */
  constructor(mean: number, shape: number) {
    this.mean = positive('mean', mean)
    this.shape = positive('shape', shape)
    if (!(shape > 2)) throw new RangeError(`shape must be > 2, got ${shape}`)
    // E[X^k] / scale^k = Γ(1 + k/shape) Γ(1 − k/shape).
    const lnMoment = (k: number) => lnGamma(1 + k / shape) + lnGamma(1 - k / shape)
    this.scale = mean / exp(lnMoment(1))
    this.cv2 = exp(lnMoment(2) - 2 * lnMoment(1)) - 1
  }

  quantile(u: number): number {
    return this.scale * exp((ln(u) - ln(1 - u)) / this.shape)
  }

  cdf(x: number): number {
    if (!(x > 0)) return x <= 0 ? 0 : NaN
    return 1 / (1 + pow(x / this.scale, -this.shape))
  }

  describe(): string {
    return `loglogistic, mean ${figure(this.mean)}, shape ${figure(this.shape)}`
  }
}
