import { type Estimate, skewedInterval } from '../stats/estimate.ts'
import { Moments } from '../stats/moments.ts'
import type { Measure } from './measure.ts'
import type { Samples } from './population.ts'

/** A population cut into parts (by city, say): the samples of each part, all over the same replications. */
export type Parts = readonly Samples[]

/**
 * How unevenly a measure is spread over parts: the standard deviation between the parts' values, each part weighted by
 * its denominator; in the unit of the measure. `a` less `b`, on the same callers, with the jackknife's interval
 * (leave one replication out). Parts without a denominator count nothing.
 */
export function spreadDifference(measure: Measure, a: Parts, b: Parts): Estimate {
  return jackknife(a[0]?.length ?? 0, (without) => spread(measure, a, without) - spread(measure, b, without))
}

/** Replication `without` is left out; −1 leaves out none. */
function spread(measure: Measure, parts: Parts, without: number): number {
  let weight = 0
  let weightedSum = 0
  const values: { value: number; weight: number }[] = []
  for (const samples of parts) {
    let numerator = 0
    let denominator = 0
    for (const [replication, sample] of samples.entries()) {
      if (replication === without) continue
      numerator += measure.numerator(sample)
      denominator += measure.denominator(sample)
    }
    if (denominator === 0) continue
    values.push({ value: numerator / denominator, weight: denominator })
    weight += denominator
    weightedSum += numerator
  }
  const mean = weightedSum / weight
  const square = values.reduce((sum, each) => sum + each.weight * (each.value - mean) ** 2, 0)
  return Math.sqrt(square / weight)
}

function jackknife(replications: number, statistic: (without: number) => number): Estimate {
  const mean = statistic(-1)
  const deviations = new Moments()
  for (let without = 0; without < replications; without += 1) {
    deviations.add((replications - 1) * (mean - statistic(without)))
  }
  return { mean, ci95: skewedInterval(mean, deviations) }
}
