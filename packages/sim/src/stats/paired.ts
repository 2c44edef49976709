import { type Estimate, estimateMean, momentsOf, skewedInterval } from './estimate.ts'
import { jackknifeRatio } from './jackknife.ts'

/** Numerators and denominators of one ratio, one pair per replication, in the order of the replications. */
export interface RatioSample {
  readonly numerators: ArrayLike<number>
  readonly denominators: ArrayLike<number>
}

/**
 * Mean of b − a over replications in which both saw the same random numbers, with the interval of {@link estimateMean}. O(n).
 *
 * What the common random numbers do to both cancels in each difference: that is the narrower interval.
 *
 * @throws RangeError when the lengths differ.
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>): Estimate {
  requireSameLength(a.length, b.length)
  return estimateMean(Float64Array.from({ length: a.length }, (_, i) => b[i]! - a[i]!))
}

/**
 * Ratio b − ratio a over replications in which both saw the same random numbers. O(n).
 *
 * The interval is {@link skewedInterval} on the differences of the two jackknifes' deviations, replication by replication.
 *
 * @throws RangeError when the lengths differ.
 */
export function pairedRatioDifference(a: RatioSample, b: RatioSample): Estimate {
  const first = jackknifeRatio(a.numerators, a.denominators)
  const second = jackknifeRatio(b.numerators, b.denominators)
  requireSameLength(first.deviations.length, second.deviations.length)
  const mean = second.ratio - first.ratio
  const deviations = first.deviations.map((deviation, i) => second.deviations[i]! - deviation)
  return { mean, ci95: skewedInterval(mean, momentsOf(deviations)) }
}

function requireSameLength(a: number, b: number): void {
  if (a !== b) throw new RangeError(`both sides need the same replications, got ${a} and ${b}`)
}
