import type { Evaluation } from './evaluate.ts'
import type { Staffing } from './problem.ts'

/** How hard to look. */
export interface StaffingOptions {
  readonly seed: number
  /** Replications of a staffing while the search is far from its end. */
  readonly replications: number
  /** Replications at most of a staffing that lies so near a bound that fewer do not tell. */
  readonly most: number
  /** Staffings simulated at most to prove that nothing cheaper will do. */
  readonly proof: number
  readonly onProgress?: (what: StaffingPhase, staffings: number, cheapest: number | undefined) => void
}

/** What the search is doing. */
export type StaffingPhase = 'start' | 'cuts' | 'descent' | 'proof' | 'check'

/** The cheapest staffing found, what cheaper ones were excluded, and how it does on callers it was not chosen by. */
export interface StaffingResult {
  readonly staffing: Staffing
  readonly cost: number
  /** On the callers of the search. */
  readonly chosenOn: Evaluation
  /** On an independent sample. */
  readonly check: Evaluation
  /** No staffing below this cost meets the targets; what that rests on is in `proven`. */
  readonly lowerBound: number
  /** Cost of the work alone: needs no simulation. */
  readonly workBound: number
  /**
   * `optimal`: every cheaper staffing has no more of anything than one that missed a target with 99.9 % confidence.
   * `sample`: the same, but some of those missed it only on this sample. `open`: some cheaper ones were not looked at.
   */
  readonly proven: 'open' | 'optimal' | 'sample'
  /** Staffings that missed by less than can be told, the most expensive first. */
  readonly nearMisses: readonly Evaluation[]
  readonly staffings: number
  readonly simulations: number
}
