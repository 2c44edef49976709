import type { Distribution } from '../random/distribution.ts'
import { Gamma } from '../random/gamma.ts'
import { Lognormal } from '../random/lognormal.ts'
import { normalCdf, normalQuantile } from '../random/normal.ts'
import type { RandomStream } from '../random/stream.ts'
import type { BusyDaySpec } from '../scenario/arrival-spec.ts'

/** Factors on the rate of one type: one for each interval. */
export interface RateFactors {
  readonly intervalMs: number
  readonly values: Float64Array
}

/** Largest u below 1 that quantile functions are asked for: beyond it the normal distribution function rounds to 1. */
const ALMOST_ONE = 1 - 2 ** -53

/**
 * Days that are busier than others: random factors of mean 1 on the rates, correlated between types and from interval to
 * interval by a Gaussian copula (NORTA, M. Cario & B. Nelson 1997), so that counts are Poisson mixtures (with gamma
 * factors negative binomial; A. Avramidis, A. Deslauriers & P. L'Ecuyer 2004).
 */
export class BusyDays {
  readonly #spec: BusyDaySpec
  readonly #laws: readonly (Distribution | undefined)[]
  readonly #intervals: number

  constructor(spec: BusyDaySpec, durationMs: number) {
    this.#spec = spec
    this.#laws = spec.cvs.map((cv) => (cv === 0 ? undefined : lawOf(spec.law, cv)))
    this.#intervals = Math.max(1, Math.ceil(durationMs / spec.intervalMs))
  }

  /** The factors of one day, by family of types in the order of the spec. */
  draw(stream: RandomStream): readonly RateFactors[] {
    const { intervalMs, root, betweenIntervals } = this.#spec
    const values = this.#laws.map(() => new Float64Array(this.#intervals))
    const fresh = Math.sqrt(1 - betweenIntervals * betweenIntervals)
    const z = this.#laws.map(() => 0)
    for (let interval = 0; interval < this.#intervals; interval += 1) {
      const independent = this.#laws.map(() => normalQuantile(stream.uniform()))
      for (const [family, law] of this.#laws.entries()) {
        const step = root[family]!.reduce((sum, weight, at) => sum + weight * independent[at]!, 0)
        z[family] = interval === 0 ? step : betweenIntervals * z[family]! + fresh * step
        const u = Math.min(normalCdf(z[family] ?? 0), ALMOST_ONE)
        values[family]![interval] = law === undefined ? 1 : law.quantile(Math.max(u, Number.MIN_VALUE))
      }
    }
    return values.map((each) => ({ intervalMs, values: each }))
  }
}

function lawOf(law: BusyDaySpec['law'], cv: number): Distribution {
  return law === 'gamma' ? new Gamma(1, 1 / (cv * cv)) : Lognormal.ofMean(1, cv)
}
