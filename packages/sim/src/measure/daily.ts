import { type Estimate, estimateMean } from '../stats/estimate.ts'
import { estimateProportion } from '../stats/proportion.ts'
import type { Measure } from './measure.ts'
import type { Samples } from './population.ts'

/** A share as planners judge days by it: each day (replication) has its own. */
export interface Daily {
  /** One value per day, those without contacts left out. */
  readonly values: readonly number[]
  /** Mean over days, each counting alike however many contacts it had. */
  readonly average: Estimate
  /** Chance that a day is at or above the target. */
  readonly meets: Estimate
  readonly target: number
}

/** Days by one measure. */
export function daily(measure: Measure, samples: Samples, target: number): Daily {
  const values = samples.flatMap((sample) => {
    const below = measure.denominator(sample)
    return below > 0 ? [measure.numerator(sample) / below] : []
  })
  const met = values.filter((value) => (measure.better === 'lower' ? value <= target : value >= target)).length
  return { values, average: estimateMean(values), meets: estimateProportion(met, values.length), target }
}

/** The q-quantile of days, 0 ≤ q ≤ 1, between order statistics (R. Hyndman & Y. Fan 1996, type 7); NaN of none. */
export function dayQuantile({ values }: Daily, q: number): number {
  const sorted = Float64Array.from(values).sort()
  const place = q * (sorted.length - 1)
  const low = Math.floor(place)
  const a = sorted[low] ?? NaN
  return a + (place - low) * ((sorted[low + 1] ?? a) - a)
}

/** The share of days, and what is between them, that planners judge a service level by. */
export const DAY_QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9] as const
