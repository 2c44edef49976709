import { positive } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { figure } from './figure.ts'
import { invertCdf } from './invert.ts'

/**
 * One of several laws, each with its probability: callers who hang up at once among patient ones, quick questions among
 * long ones. Drawn by inversion of the whole, so that one uniform still gives one variate, monotonely
 * but for neighbours within 10⁻¹⁵ of 1, where the distribution function has no digits left to tell them apart.
 */
export class Mixture implements Distribution {
  readonly mean: number
  readonly cv2: number
  readonly #laws: readonly Distribution[]
  readonly #weights: Float64Array

  /** @throws RangeError unless there are as many shares, finite and > 0, as laws, and at least one. */
  constructor(laws: readonly Distribution[], shares: readonly number[]) {
    if (laws.length === 0 || laws.length !== shares.length) {
      throw new RangeError(`as many shares as laws are needed, got ${shares.length} and ${laws.length}`)
    }
    const total = shares.reduce((sum, share, at) => sum + positive(`shares[${at}]`, share), 0)
    this.#laws = laws
    this.#weights = Float64Array.from(shares, (share) => share / total)
    let mean = 0
    let square = 0
    for (const [at, law] of laws.entries()) {
      const weight = this.#weights[at]!
      mean += weight * law.mean
      square += weight * (law.mean * law.mean + law.cv2 * law.mean * law.mean)
    }
    this.mean = mean
    this.cv2 = mean === 0 ? 0 : square / (mean * mean) - 1
  }

  /** Between the least and the largest quantile of its laws, where the mixture's must lie. */
  quantile(u: number): number {
    let low = Infinity
    let high = 0
    for (const law of this.#laws) {
      const x = law.quantile(u)
      if (x < low) low = x
      if (x > high) high = x
    }
    // Laws without an end leave a share of all that no quantile reaches.
    if (high === Infinity) {
      high = this.#largestFinite(u)
      if (high === Infinity) return Infinity
    }
    return low < high ? invertCdf(this, u, low, high) : high
  }

  cdf(x: number): number {
    let sum = 0
    for (let at = 0; at < this.#laws.length; at += 1) sum += this.#weights[at]! * this.#laws[at]!.cdf(x)
    return sum
  }

  describe(): string {
    const parts = this.#laws.map((law, at) => `${figure(this.#weights[at]!)} × ${law.describe()}`)
    return `mixture of ${parts.join(' and ')}`
  }

  /** An x at which the finite laws alone have reached u; Infinity when they never do. */
  #largestFinite(u: number): number {
    const finite = this.#laws.filter((law) => law.mean < Infinity)
    const reach = finite.reduce((sum, law) => sum + this.#weights[this.#laws.indexOf(law)]!, 0)
    if (!(u < reach)) return Infinity
    return Math.max(...finite.map((law) => law.quantile(Math.min(u / reach, 1 - 2 ** -53))))
  }
}
