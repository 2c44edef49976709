import { type Estimate, estimateRatio } from './estimate.ts'
import { jackknifeRatio } from './jackknife.ts'

/** An estimate from one long run, and whether its batches may count as independent. */
export interface BatchEstimate extends Estimate {
  readonly batches: number
  /** Correlation of neighbouring batches. */
  readonly correlation: number
  /** False where even the fewest batches follow each other: the run is too short for its interval to be believed. */
  readonly independent: boolean
}

const MOST_BATCHES = 64
const FEWEST_BATCHES = 8
/** One-sided 5 % point of the normal law. */
const CRITICAL = 1.6448536269514722

/**
 * Σ numerators / Σ denominators of a long stationary series, with the interval of non-overlapping batch means.
 *
 * As many batches, from 64 down to 8 by halves, as are not correlated with their neighbours by von Neumann's test at 5 %
 * (J. von Neumann 1941; G. Fishman 1978). The interval is Student's over batches, of the jackknifed ratio.
 *
 * @throws RangeError when the lengths differ
 */
export function batchRatio(numerators: ArrayLike<number>, denominators: ArrayLike<number>): BatchEstimate {
  let batches = Math.min(MOST_BATCHES, 2 ** Math.floor(Math.log2(Math.max(FEWEST_BATCHES, numerators.length))))
  for (; ; batches /= 2) {
    const over = sums(numerators, batches)
    const under = sums(denominators, batches)
    const correlation = lag1(jackknifeRatio(over, under).deviations)
    const limit = CRITICAL * Math.sqrt((batches - 2) / (batches * batches - 1))
    const independent = !(correlation > limit)
    if (!independent && batches > FEWEST_BATCHES) continue
    return { ...estimateRatio(over, under), batches, correlation, independent }
  }
}

/** Sums over equal stretches; what is left over at the end is dropped. */
function sums(values: ArrayLike<number>, batches: number): Float64Array {
  const size = Math.floor(values.length / batches)
  return Float64Array.from({ length: batches }, (_, batch) => {
    let sum = 0
    for (let at = batch * size; at < (batch + 1) * size; at += 1) sum += values[at]!
    return sum
  })
}

/** Correlation of neighbours by von Neumann's ratio, corrected for the ends. */
function lag1(values: ArrayLike<number>): number {
  const n = values.length
  let mean = 0
  for (let i = 0; i < n; i += 1) mean += values[i]! / n
  let squares = 0
  let steps = 0
  for (let i = 0; i < n; i += 1) {
    squares += (values[i]! - mean) ** 2
    if (i > 0) steps += (values[i]! - values[i - 1]!) ** 2
  }
  const ends = (values[0]! - mean) ** 2 + (values[n - 1]! - mean) ** 2
  return squares === 0 ? 0 : 1 - (steps + ends) / (2 * squares)
}
