import { DtmfError } from '../digit/error.ts'
import { ScalarCorrelator, type Correlator, type ProbeLimits } from './correlator.ts'
import { simdCorrelators } from './simd-correlator.ts'

/** The two builds of the front test; both decide the same. */
export type CorrelatorChoice = 'scalar' | 'simd'

/**
 * `count` correlators over windows of `capacity` samples, in SIMD where the engine has it.
 *
 * @throws DtmfError `bad-option` when SIMD is asked for and the engine has none.
 */
export function correlatorsFor(
  count: number,
  capacity: number,
  limits: ProbeLimits,
  choice: CorrelatorChoice | undefined,
): Correlator[] {
  if (choice !== 'scalar') {
    const correlators = simdCorrelators(count, capacity, limits)
    if (correlators) return correlators
    if (choice === 'simd')
      throw new DtmfError('bad-option', 'build', choice, 'must be "scalar": this engine has no SIMD')
  }
  return Array.from({ length: count }, () => new ScalarCorrelator(capacity, limits))
}
