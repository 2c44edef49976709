import { type Estimate, estimateMean, estimateRatio, momentsOf } from '../stats/estimate.ts'
import { jackknifeRatio } from '../stats/jackknife.ts'
import type { Moments } from '../stats/moments.ts'
import { pairedDifference, pairedRatioDifference } from '../stats/paired.ts'
import { type Measure, type MeasureName, MEASURES } from './measure.ts'
import type { Samples } from './population.ts'

/** Every measure of a population with its interval. */
export type Estimates = Readonly<Record<MeasureName, Estimate>>

/** Estimates every measure of a population from its samples. */
export function estimates(samples: Samples): Estimates {
  return forEachMeasure((measure) => estimateOf(measure, samples))
}

/** Estimates one measure of a population. */
export function estimateOf(measure: Measure, samples: Samples): Estimate {
  const numerators = samples.map(measure.numerator)
  if (measure.unit === 'contacts') return estimateMean(numerators)
  return estimateRatio(numerators, samples.map(measure.denominator))
}

/** How the replications of one measure spread around its estimate: their standard error is that of the estimate. */
export function spreadOf(measure: Measure, samples: Samples): Moments {
  const numerators = samples.map(measure.numerator)
  if (measure.unit === 'contacts') return momentsOf(numerators)
  return momentsOf(jackknifeRatio(numerators, samples.map(measure.denominator)).deviations)
}

/**
 * Estimates how much more `a` has of every measure than `b`, whose n-th samples come from the same callers.
 * Far narrower than the difference of two estimates made apart.
 */
export function differences(a: Samples, b: Samples): Estimates {
  return forEachMeasure((measure) => differenceOf(measure, a, b))
}

/** Estimates how much more `a` has of one measure than `b`; see {@link differences}. */
export function differenceOf(measure: Measure, a: Samples, b: Samples): Estimate {
  if (measure.unit === 'contacts') return pairedDifference(b.map(measure.numerator), a.map(measure.numerator))
  return pairedRatioDifference(ratioSample(measure, b), ratioSample(measure, a))
}

function ratioSample(measure: Measure, samples: Samples): { numerators: number[]; denominators: number[] } {
  return { numerators: samples.map(measure.numerator), denominators: samples.map(measure.denominator) }
}

function forEachMeasure(estimate: (measure: Measure) => Estimate): Estimates {
  // MEASURES has an entry for every name: the list and the union are tested against each other.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(MEASURES.map((measure) => [measure.name, estimate(measure)])) as Estimates
}
