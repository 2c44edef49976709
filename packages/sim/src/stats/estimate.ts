import { jackknifeRatio } from './jackknife.ts'
import { Moments } from './moments.ts'
import { studentQuantile } from './student.ts'

/** A figure estimated from independent replications, with its 95 % confidence interval, in the unit of the figure. */
export interface Estimate {
  readonly mean: number
  /**
   * Low and high end. [−Infinity, Infinity] when one replication, or no data, leaves it unknown.
   *
   * Not clipped to the range of the figure: an interval of a fraction that reaches below 0 says that there are too few
   * replications, which a clipped one would hide. Width 0 says that no variation was seen, not that there is none.
   */
  readonly ci95: readonly [low: number, high: number]
}

const UNKNOWN: readonly [low: number, high: number] = [-Infinity, Infinity]

/**
 * Mean of one value per replication, with Student's interval on n − 1 degrees of freedom. O(n).
 *
 * Exact for normal values; the figures for skewed ones are in the test of this file. No values: mean NaN.
 */
export function estimateMean(values: ArrayLike<number>): Estimate {
  const moments = new Moments()
  for (let i = 0; i < values.length; i += 1) moments.add(values[i]!)
  return { mean: moments.mean, ci95: interval(moments.mean, moments.standardError, moments.count) }
}

/**
 * Σ numerators / Σ denominators over replications, with the jackknife's interval. O(n).
 *
 * The sum first, then the quotient: a replication with few calls counts little, one without calls hardly at all. All
 * denominators zero: mean NaN. All but one zero: interval unknown, since one replication then carries all there is.
 *
 * @throws RangeError when the lengths differ.
 */
export function estimateRatio(numerators: ArrayLike<number>, denominators: ArrayLike<number>): Estimate {
  const { ratio, deviations } = jackknifeRatio(numerators, denominators)
  const spread = new Moments()
  for (const deviation of deviations) spread.add(deviation)
  return { mean: ratio, ci95: interval(ratio, spread.standardError, spread.count) }
}

/** Student's 95 % interval around `centre` for `count` independent replications; unknown below two. */
export function interval(centre: number, standardError: number, count: number): readonly [low: number, high: number] {
  if (count < 2 || !(standardError < Infinity)) return UNKNOWN
  const half = studentQuantile(0.975, count - 1) * standardError
  return [centre - half, centre + half]
}
