import { finite, positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { exp, expm1, ln, ln1p } from './elementary.ts'
import { figure } from './figure.ts'

const MAX_STEPS = 60

/**
 * Two exponential phases with balanced means: a quick kind of call and a long kind, each half of the work.
 *
 * Balanced: p/rate₁ = (1 − p)/rate₂, which mean and cv² determine (L. Kleinrock 1975, §4.7).
 */
export class Hyperexponential implements Distribution {
  readonly mean: number
  readonly cv2: number
  /** Probability of the quick phase, ≥ ½. */
  readonly p: number = NaN
  readonly #quickRate: number = NaN
  readonly #slowRate: number = NaN

  /** @throws RangeError unless mean is finite and > 0, and cv2 finite and ≥ 1. */
  constructor(mean: number, cv2: number) {
    this.mean = positive('mean', mean)
    this.cv2 = finite('cv2', cv2)
    if (cv2 < 1) throw new RangeError(`cv2 must be >= 1, got ${cv2}`)
    this.p = 0.5 * (1 + Math.sqrt((cv2 - 1) / (cv2 + 1)))
    this.#quickRate = (2 * this.p) / mean
    // (1 − p) from 1 − p² = …: the difference would cancel for large cv².
    this.#slowRate = 1 / ((cv2 + 1) * this.p * mean)
  }

  /** Halley's method on ln P(X > x), from a lower bound that both phases give. About 3 steps. */
  quantile(u: number): number {
    const target = ln1p(-u)
    let x = this.#lowerBound(target)
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const quick = this.p * exp(-this.#quickRate * x)
      const slow = (1 - this.p) * exp(-this.#slowRate * x)
      const survival = quick + slow
      // Near 0 the survival function is 1 − a little: its logarithm is taken from that little.
      const logarithm = x < this.mean * 0.1 ? ln1p(-this.cdf(x)) : ln(survival)
      const hazard = (this.#quickRate * quick + this.#slowRate * slow) / survival
      // The hazard falls with x (a mixture of exponentials), by its variance over the phases still possible.
      const gap = this.#quickRate - this.#slowRate
      const fall = (gap * gap * quick * slow) / (survival * survival)
      const newton = (logarithm - target) / hazard
      const correction = newton / Math.max(0.5, 1 - (0.5 * newton * fall) / hazard)
      x += correction
      if (Math.abs(correction) <= x * 1e-6) break
    }
    return x
  }

  cdf(x: number): number {
    if (!(x > 0)) return x <= 0 ? 0 : NaN
    return -this.p * expm1(-this.#quickRate * x) - (1 - this.p) * expm1(-this.#slowRate * x)
  }

  describe(): string {
    return `hyperexponential, mean ${figure(this.mean)}, cv2 ${figure(this.cv2)}`
  }

  /** Largest of three x with P(X > x) ≥ e^target: the tangent at 0, and each phase alone. */
  #lowerBound(target: number): number {
    const tangent = -target / (this.p * this.#quickRate + (1 - this.p) * this.#slowRate)
    const quick = (ln(this.p) - target) / this.#quickRate
    const slow = (ln1p(-this.p) - target) / this.#slowRate
    return Math.max(tangent, quick, slow)
  }
}
