import type { DistributionSpec } from './distribution-spec.ts'

/** With at least so many ahead, callers hang up with this probability rather than wait; ascending by `ahead`. */
export interface BalkingSpec {
  readonly ahead: number
  readonly probability: number
}

/** An announcement to a waiting caller, and what it does. */
export interface AnnouncementSpec {
  readonly afterMs: number
  /** Infinity: heard once. */
  readonly everyMs: number
  readonly leave: number
  /** Factor on the rest of the patience. */
  readonly patienceFactor: number
}

/** When waiting callers are told where they stand and how long it may take. */
export interface WaitAnnouncementSpec {
  readonly firstMs: number
  readonly everyMs: number
  /** Waits that can be spoken, rising; absent: the engine's. */
  readonly stepsMs?: readonly number[]
  readonly neverLonger: boolean
  readonly repeatSame: boolean
}

/** How callers call again. */
export interface ReturnSpec {
  readonly probability: number
  /** From the end of one call to the next. */
  readonly after: DistributionSpec
  /** Infinity: no limit. */
  readonly atMost: number
  /** Id of the type of the next call; absent: the same. */
  readonly as?: string
}
