import { positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { exp, ln, pow } from './elementary.ts'
import { figure } from './figure.ts'
import { gammaP, gammaPrefix, lowerSeries, SERIES_REACH, upperFraction } from './incomplete-gamma.ts'
import { lnGamma } from './ln-gamma.ts'
import { normalQuantile } from './normal.ts'

const MAX_STEPS = 40

/** The gamma law: waiting for `shape` exponential stages; cv² = 1/shape. */
export class Gamma implements Distribution {
  readonly mean: number
  readonly shape: number = NaN
  readonly cv2: number
  readonly #scale: number = NaN
  readonly #lnGammaShape1: number = NaN

  /** @throws RangeError unless both are finite and > 0. */
  constructor(mean: number, shape: number) {
    this.mean = positive('mean', mean)
    this.shape = positive('shape', shape)
    this.cv2 = 1 / shape
    this.#scale = mean / shape
    this.#lnGammaShape1 = lnGamma(shape + 1)
  }

  /** Relative error below 1e-12; two or three Halley steps of O(√shape + 30) each. */
  quantile(u: number): number {
    const a = this.shape
    let x = this.#start(u)
    const tolerance = 1e-5 / (1 + Math.sqrt(a))
    for (let step = 0; step < MAX_STEPS && x > 0; step += 1) {
      const prefix = gammaPrefix(a, x)
      // The smaller of the two tails carries the digits.
      const excess = x < a + SERIES_REACH ? u - prefix * lowerSeries(a, x) : prefix * a * upperFraction(a, x) - (1 - u)
      const newton = excess / (prefix * (a / x))
      const curvature = 0.5 * newton * ((a - 1) / x - 1)
      const delta = newton / Math.min(2, Math.max(0.5, 1 + curvature))
      const next = x + delta
      // x·e^… keeps a step that would leave the domain inside it.
      x = next > 0.1 * x ? next : 0.1 * x
      if (Math.abs(delta) < tolerance * x) break
    }
    return x * this.#scale
  }

  cdf(x: number): number {
    return x > 0 ? gammaP(this.shape, x / this.#scale) : x <= 0 ? 0 : NaN
  }

  describe(): string {
    return `gamma, mean ${figure(this.mean)}, shape ${figure(this.shape)}`
  }

  /** Close enough for Halley's method: the power law near 0, E. Wilson & M. Hilferty 1931 elsewhere. */
  #start(u: number): number {
    const a = this.shape
    // P(a, x) = x^a/Γ(a+1)·(1 − a·x/(a+1) + …), inverted to second order.
    const leading = exp((ln(u) + this.#lnGammaShape1) / a)
    const ratio = leading / (a + 1)
    if (ratio < 0.25) return leading * (1 + ratio * (1 + (0.5 * ratio * (3 * a + 5)) / (a + 2)))
    if (a < 0.8) {
      // Q(a, x) ≈ x^(a−1)·e^(−x) / Γ(a) in the tail, solved by substitution.
      const y = -(ln(1 - u) + this.#lnGammaShape1 - ln(a))
      if (y > 2) return y - (1 - a) * ln(y)
      return leading
    }
    const c = 1 / (9 * a)
    const root = 1 - c + normalQuantile(u) * Math.sqrt(c)
    return a * pow(Math.max(root, 0.05), 3)
  }
}
