import { ScalarCorrelator, type Correlator, type ProbeLimits } from './correlator.ts'
import { HOP_SAMPLES } from './plan.ts'

/** The two builds of the front test; both decide the same. */
export type CorrelatorChoice = 'scalar' | 'simd'

/** A correlator over a window of `capacity` samples. */
export function correlatorFor(capacity: number, limits: ProbeLimits, _choice?: CorrelatorChoice): Correlator {
  return new ScalarCorrelator(capacity, limits, HOP_SAMPLES)
}
