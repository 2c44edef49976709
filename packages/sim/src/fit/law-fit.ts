import { exp, ln, ln1p } from '../random/elementary.ts'
import type { Distribution } from '../random/distribution.ts'
import { Exponential } from '../random/exponential.ts'
import { Gamma } from '../random/gamma.ts'
import { Hyperexponential } from '../random/hyperexponential.ts'
import { lnGamma } from '../random/ln-gamma.ts'
import { Lognormal } from '../random/lognormal.ts'
import { Weibull } from '../random/weibull.ts'
import type { DistributionSpec } from '../scenario/distribution-spec.ts'
import { minimise } from './minimise.ts'

/** Laws that times are fitted to. */
export type LawName = 'exponential' | 'lognormal' | 'gamma' | 'weibull' | 'hyperexponential'

/** A fitted law as a scenario describes it. */
export type FittedSpec = Extract<DistributionSpec, { readonly distribution: LawName }>

/** A law of most likelihood. */
export interface LawFit {
  readonly law: LawName
  readonly distribution: Distribution
  /** As a scenario writes it. */
  readonly spec: FittedSpec
  readonly lnLikelihood: number
  /** Akaike's criterion, 2 × parameters − 2 ln likelihood: the smaller, the better. */
  readonly aic: number
}

/** The laws, the simplest first. */
export const LAWS: readonly LawName[] = ['exponential', 'lognormal', 'gamma', 'weibull', 'hyperexponential']

const HALF_LN_2PI = 0.918_938_533_204_672_8

/**
 * A law of most likelihood for times that are all known. O(n × iterations).
 *
 * The hyperexponential law is the scenario's, with balanced means: its likelihood is taken at its two parameters.
 *
 * @param values - above 0, at least two of them different
 */
export function fitLaw(law: LawName, values: Float64Array): LawFit {
  const n = values.length
  const mean = sum(values) / n
  const lnSum = sum(values.map(ln))
  switch (law) {
    case 'exponential':
      return fitted(law, new Exponential(mean), { distribution: law, meanMs: mean }, -n * (1 + ln(mean)), 1)
    case 'lognormal': {
      const mu = lnSum / n
      const variance = sum(values.map((value) => (ln(value) - mu) ** 2)) / n
      const lnLikelihood = -lnSum - n * (HALF_LN_2PI + ln(variance) / 2 + 0.5)
      const meanMs = exp(mu + variance / 2)
      const cv = Math.sqrt(exp(variance) - 1)
      return fitted(law, new Lognormal(mu, Math.sqrt(variance)), { distribution: law, meanMs, cv }, lnLikelihood, 2)
    }
    case 'gamma': {
      const lnLikelihood = (shape: number) =>
        n * (shape * ln(shape / mean) - lnGamma(shape)) + (shape - 1) * lnSum - (shape / mean) * mean * n
      // The mean of most likelihood is that of the values; one parameter is left.
      const shape = exp(minimise(([x]) => -lnLikelihood(exp(x!)), [0])[0]!)
      const spec: FittedSpec = { distribution: law, meanMs: mean, cv: 1 / Math.sqrt(shape) }
      return fitted(law, new Gamma(mean, shape), spec, lnLikelihood(shape), 2)
    }
    case 'weibull': {
      const powers = (shape: number) => values.map((value) => exp(shape * ln(value / mean)))
      const scaleOf = (shape: number) => mean * exp(ln(sum(powers(shape)) / n) / shape)
      const lnLikelihood = (shape: number) => n * (ln(shape) - shape * ln(scaleOf(shape))) + (shape - 1) * lnSum - n
      const shape = exp(minimise(([x]) => -lnLikelihood(exp(x!)), [0])[0]!)
      const distribution = new Weibull(scaleOf(shape), shape)
      return fitted(law, distribution, { distribution: law, meanMs: distribution.mean, shape }, lnLikelihood(shape), 2)
    }
    case 'hyperexponential': {
      const [lnMean, lnExcess] = minimise(
        ([m, c]) => -hyperexponentialLnLikelihood(values, exp(m!), 1 + exp(c!)),
        [ln(mean), 0],
      )
      const [meanMs, cv2] = [exp(lnMean!), 1 + exp(lnExcess!)]
      const spec: FittedSpec = { distribution: law, meanMs, cv: Math.sqrt(cv2) }
      const lnLikelihood = hyperexponentialLnLikelihood(values, meanMs, cv2)
      return fitted(law, new Hyperexponential(meanMs, cv2), spec, lnLikelihood, 2)
    }
  }
}

function hyperexponentialLnLikelihood(values: Float64Array, mean: number, cv2: number): number {
  if (!(mean > 0 && cv2 > 1 && cv2 < 1e4)) return -Infinity
  const { p } = new Hyperexponential(mean, cv2)
  const quick = (2 * p) / mean
  const slow = (2 * (1 - p)) / mean
  const lnRatio = ln(((1 - p) * slow) / (p * quick))
  let total = values.length * ln(p * quick)
  for (const value of values) total += -quick * value + ln1p(exp(Math.min(700, lnRatio + (quick - slow) * value)))
  return total
}

function fitted(
  law: LawName,
  distribution: Distribution,
  spec: FittedSpec,
  lnLikelihood: number,
  parameters: number,
): LawFit {
  return { law, distribution, spec, lnLikelihood, aic: 2 * parameters - 2 * lnLikelihood }
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
