import { nonNegative, positive } from '../random/argument.ts'

/** Calls of a day by intervals of one length, and how long one takes. */
export interface OfferedLoadInput {
  readonly intervalMs: number
  /** Calls per hour in each interval, ≥ 0. */
  readonly perHour: readonly number[]
  readonly meanHandlingMs: number
}

const MS_PER_HOUR = 3_600_000

/**
 * Mean number of agents at work in each interval, in erlangs, if nobody ever had to wait: M(t)/M/∞ from empty (S. Eick,
 * W. Massey & W. Whitt 1993). It lags behind rate × handling time by about a handling time. Exact for exponential
 * handling times. O(intervals).
 *
 * @throws RangeError when an input is out of its range.
 */
export function offeredLoad({ intervalMs, perHour, meanHandlingMs }: OfferedLoadInput): number[] {
  const handlings = positive('intervalMs', intervalMs) / positive('meanHandlingMs', meanHandlingMs)
  let now = 0
  return perHour.map((rate) => {
    const final = (nonNegative('perHour', rate) * meanHandlingMs) / MS_PER_HOUR
    const mean = final + ((now - final) * -Math.expm1(-handlings)) / handlings
    now = final + (now - final) * Math.exp(-handlings)
    return mean
  })
}
