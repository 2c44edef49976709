import { DtmfError } from '../digit/error.ts'
import { type Front, type ProbeLimits, ScalarFront } from './front.ts'
import { simdFront } from './simd-front.ts'

/** The two builds of the front; both decide the same. */
export type FrontBuild = 'scalar' | 'simd'

/**
 * The front of `channels` channels, in SIMD where the engine has it.
 *
 * @throws DtmfError `bad-option` when SIMD is asked for and the engine has none.
 */
export function frontFor(channels: number, limits: ProbeLimits, choice: FrontBuild | undefined): Front {
  if (choice !== 'scalar') {
    const front = simdFront(channels, limits)
    if (front) return front
    if (choice === 'simd')
      throw new DtmfError('bad-option', 'build', choice, 'must be "scalar": this engine has no SIMD')
  }
  return new ScalarFront(channels, limits)
}
