import { exp, ln } from '../random/elementary.ts'
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
 * Mean of one value per replication, with the interval of {@link skewedInterval}. O(n).
 *
 * The figures for skewed values are in the test of this file. No values: mean NaN.
 */
export function estimateMean(values: ArrayLike<number>): Estimate {
  const moments = new Moments()
  for (let i = 0; i < values.length; i += 1) moments.add(values[i]!)
  return { mean: moments.mean, ci95: skewedInterval(moments.mean, moments) }
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
  return { mean: ratio, ci95: skewedInterval(ratio, momentsOf(deviations)) }
}

/** Fewer values say too little of their skewness: Student's interval is then as good and much narrower. */
const LEAST_FOR_SKEWNESS = 10

/**
 * The 95 % interval around `centre` for the mean of independent values of which these are the moments: Student's on n − 1 degrees
 * of freedom for fewer than ten, and from there on with the correction for their skewness of R. Willink 2005 (a cubic of
 * P. Hall 1992). Rare long queues carry a mean wait: it lies more often above Student's interval than the 2.5 %. Unknown below two.
 */
export function skewedInterval(
  centre: number,
  { standardError, count, skewness }: Pick<Moments, 'count' | 'skewness' | 'standardError'>,
): readonly [low: number, high: number] {
  const a = skewness / (6 * Math.sqrt(count))
  // Below it the correction is smaller than the rounding of its own formula.
  if (count < LEAST_FOR_SKEWNESS || !(Math.abs(a) > 1e-6)) return studentInterval(centre, standardError, count)
  const t = studentQuantile(0.975, count - 1)
  const corrected = (r: number) => (cubeRoot(1 + 6 * a * (r - a)) - 1) / (2 * a)
  return [centre - corrected(t) * standardError, centre - corrected(-t) * standardError]
}

/** The same bits on every platform. */
function cubeRoot(x: number): number {
  return x === 0 ? 0 : Math.sign(x) * exp(ln(Math.abs(x)) / 3)
}

/** Moments of a list. */
export function momentsOf(values: Iterable<number>): Moments {
  const moments = new Moments()
  for (const value of values) moments.add(value)
  return moments
}

/** Student's 95 % interval around `centre` for `count` independent replications; unknown below two. */
export function studentInterval(
  centre: number,
  standardError: number,
  count: number,
): readonly [low: number, high: number] {
  if (count < 2 || !(standardError < Infinity)) return UNKNOWN
  const half = studentQuantile(0.975, count - 1) * standardError
  return [centre - half, centre + half]
}
