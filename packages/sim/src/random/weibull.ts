import { positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { exp, expm1, ln1p, pow } from './elementary.ts'
import { figure } from './figure.ts'
import { lnGamma } from './ln-gamma.ts'

/** The Weibull law: P(X > x) = exp(−(x/scale)^shape). Shape below 1: the longer the wait, the likelier it goes on. */
export class Weibull implements Distribution {
  readonly scale: number = NaN
  readonly shape: number
  readonly mean: number
  readonly cv2: number
  readonly #inverseShape: number = NaN

  /** @throws RangeError unless both are finite and > 0. */
  constructor(scale: number, shape: number) {
    this.scale = positive('scale', scale)
    this.shape = positive('shape', shape)
    this.#inverseShape = 1 / shape
    const lnMean = lnGamma(1 + 1 / shape)
    this.mean = scale * exp(lnMean)
    this.cv2 = expm1(lnGamma(1 + 2 / shape) - 2 * lnMean)
  }

  /**
   * The Weibull law with this mean and shape.
   *
   * @throws RangeError unless both are finite and > 0.
   */
  static ofMean(mean: number, shape: number): Weibull {
    return new Weibull(positive('mean', mean) / exp(lnGamma(1 + 1 / positive('shape', shape))), shape)
  }

  quantile(u: number): number {
    return this.scale * pow(-ln1p(-u), this.#inverseShape)
  }

  cdf(x: number): number {
    return x > 0 ? -expm1(-pow(x / this.scale, this.shape)) : x <= 0 ? 0 : NaN
  }

  describe(): string {
    return `weibull, mean ${figure(this.mean)}, shape ${figure(this.shape)}`
  }
}
