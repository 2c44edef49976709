import { estimateOf } from '../measure/estimates.ts'
import { type MeasureName, measureNamed } from '../measure/measure.ts'
import { overall } from '../measure/population.ts'
import { replicationsFrom, type Runner } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'
import { type Replications, replicationsOf, wholePairs } from '../run/replications.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Estimate } from '../stats/estimate.ts'

/** How exact a figure must be, and how long to try. */
export interface PrecisionTarget {
  /** Relative error γ in (0, 1): 0.01 is 1 % of the figure itself. */
  readonly relative: number
  /** Measures of the whole floor that must all be so exact; at least one. */
  readonly measures: readonly MeasureName[]
  readonly seed: number
  /** Replications to begin with; at least 2, better 10. */
  readonly first: number
  /** Replications after which the procedure gives up. */
  readonly most: number
  readonly antithetic?: boolean
  /** Called when a round begins, with the replications it will have in all, and after each replication. */
  readonly onProgress?: (done: number, of: number) => void
}

/** What a sequential run came to. */
export interface Precise extends Replications {
  /** Whether every measure is as exact as asked for. */
  readonly reached: boolean
  /** Largest relative error over the measures at the end. */
  readonly relative: number
}

/** Replications grow by at most this factor from one look to the next: an early guess of the variance is poor. */
const LARGEST_GROWTH = 2
/** And by at least this share, so that looks are few: each look is a chance to stop on a narrow interval by luck. */
const SMALLEST_GROWTH = 0.1

/**
 * Replications until the 95 % interval of every named measure is within a relative error γ: half its width at most
 * γ / (1 + γ) of the estimate, which is γ of the true value (A. Law, Simulation Modeling and Analysis, 5th ed. 2015, §9.4.1;
 * Y. Chow & H. Robbins 1965). The n-th replication is the same whatever the target.
 *
 * A measure that stays at 0 never gets there: the run then ends at `most`.
 */
export async function replicateUntil(runner: Runner, scenario: Scenario, target: PrecisionTarget): Promise<Precise> {
  const { seed, antithetic = false, relative } = target
  const most = wholePairs(target.most, antithetic)
  const observations: Observation[] = []
  let size = Math.min(most, wholePairs(target.first, antithetic))
  for (;;) {
    let done = observations.length
    const batch = { scenario, seed, antithetic, replications: replicationsFrom(done, size) }
    observations.push(...(await runner.run(batch, () => target.onProgress?.((done += 1), size))))
    const replications = replicationsOf(batch, observations)
    const worst = largestError(replications, target.measures)
    const reached = worst <= relative / (1 + relative)
    if (reached || size >= most) return { ...replications, reached, relative: worst / (1 - Math.min(worst, 1)) }
    size = Math.min(most, wholePairs(nextSize(size, worst * ((1 + relative) / relative)), antithetic))
  }
}

/** Half-widths shrink with the root of the number: so many replications should do, within the bounds of one step. */
function nextSize(size: number, excess: number): number {
  const wanted = size * excess ** 2
  return Math.ceil(Math.min(size * LARGEST_GROWTH, Math.max(size * (1 + SMALLEST_GROWTH), wanted)))
}

function largestError(replications: Replications, measures: readonly MeasureName[]): number {
  const samples = overall(replications.observations)
  return Math.max(...measures.map((name) => relativeError(estimateOf(measureNamed(name), samples))))
}

/** Half the interval over the estimate; Infinity where either is unknown or the estimate is 0. */
function relativeError({ mean, ci95: [low, high] }: Estimate): number {
  const error = (high - low) / 2 / Math.abs(mean)
  return Number.isFinite(error) ? error : Infinity
}
