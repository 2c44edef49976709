import { type Estimate, estimateMean, interval } from './estimate.ts'
import { jackknifeRatio } from './jackknife.ts'
import { Moments } from './moments.ts'

/** Numerators and denominators of one ratio, one pair per replication, in the order of the replications. */
export interface RatioSample {
  readonly numerators: ArrayLike<number>
  readonly denominators: ArrayLike<number>
}

/**
 * Mean of b − a over replications in which both saw the same random numbers, with Student's interval. O(n).
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
 * The interval is Student's on the differences of the two jackknifes' deviations, replication by replication.
 *
 * @throws RangeError when the lengths differ.
 */
export function pairedRatioDifference(a: RatioSample, b: RatioSample): Estimate {
  const first = jackknifeRatio(a.numerators, a.denominators)
  const second = jackknifeRatio(b.numerators, b.denominators)
  requireSameLength(first.deviations.length, second.deviations.length)
  const spread = new Moments()
  for (let i = 0; i < first.deviations.length; i += 1) spread.add(second.deviations[i]! - first.deviations[i]!)
  const mean = second.ratio - first.ratio
  return { mean, ci95: interval(mean, spread.standardError, spread.count) }
}

function requireSameLength(a: number, b: number): void {
  if (a !== b) throw new RangeError(`both sides need the same replications, got ${a} and ${b}`)
}
