import { finite, nonNegative, positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { exp, expm1, ln, ln1p } from './elementary.ts'
import { figure } from './figure.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** The law of exp(μ + σZ), Z standard normal: the usual fit of handling times (L. Brown et al. 2005). */
export class Lognormal implements Distribution {
  /** Mean of the logarithm. */
  readonly mu: number = NaN
  /** Standard deviation of the logarithm. */
  readonly sigma: number = NaN
  readonly mean: number
  readonly cv2: number

  /**
   * Parameters of the logarithm; {@link Lognormal.ofMean} takes those of the variate.
   *
   * @throws RangeError unless mu is finite and sigma finite and ≥ 0.
   */
  constructor(mu: number, sigma: number) {
    this.mu = finite('mu', mu)
    this.sigma = nonNegative('sigma', sigma)
    this.mean = exp(mu + (sigma * sigma) / 2)
    this.cv2 = expm1(sigma * sigma)
  }

  /**
   * The lognormal law with this mean and coefficient of variation cv = standard deviation / mean.
   *
   * @throws RangeError unless mean is finite and > 0, cv finite and ≥ 0.
   */
  static ofMean(mean: number, cv: number): Lognormal {
    const variance = ln1p(nonNegative('cv', cv) * cv)
    return new Lognormal(ln(positive('mean', mean)) - variance / 2, Math.sqrt(variance))
  }

  quantile(u: number): number {
    return exp(this.mu + this.sigma * normalQuantile(u))
  }

  cdf(x: number): number {
    if (!(x > 0)) return x <= 0 ? 0 : NaN
    const distance = ln(x) - this.mu
    // Without this, a law without spread would divide zero by zero at its only value.
    return distance === 0 && this.sigma === 0 ? 1 : normalCdf(distance / this.sigma)
  }

  describe(): string {
    return `lognormal, mean ${figure(this.mean)}, cv ${figure(Math.sqrt(this.cv2))}`
  }
}
