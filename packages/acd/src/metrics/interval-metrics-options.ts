import type { Accounting } from './accounting.ts'
import type { CallerKey } from './repeat-calls.ts'
import type { SketchedParties } from './time-sketches.ts'

/** Who called, for first-contact resolution. */
export interface CallerIdentity {
  /** The caller behind a contact, by the number the host gave with it; undefined when it is not known. */
  readonly keyOf: (ref: number, type: number) => CallerKey | undefined
  /** How long before and after a contact another one of the same caller counts, ms. */
  readonly windowMs: number
  /** Callers remembered at most. Default 100,000. */
  readonly capacity?: number
}

/** What is measured, in which intervals, by which rules. */
export interface IntervalMetricsOptions {
  /** Number of contact types and of agent groups, as configured. */
  readonly types: number
  readonly groups: number
  readonly accounting: Accounting
  /** Length of an interval, ms. Default 15 min. */
  readonly intervalMs?: number
  /** Intervals kept; older ones go into the total. Default 96. */
  readonly intervals?: number
  /** A moment at which an interval starts, ms. Default 0. */
  readonly originMs?: number
  /** Tenant of each type and of each group, by number. */
  readonly tenantOfType?: readonly string[]
  readonly tenantOfGroup?: readonly string[]
  /** Weight of a contact of each type, and what an agent of each group can have in hand, by number. Default: 1. */
  readonly weightOfType?: readonly number[]
  readonly capacityOfGroup?: readonly number[]
  readonly caller?: CallerIdentity
  /** Whose quantiles are kept. Default: those of types. */
  readonly sketched?: SketchedParties
  /** Relative error of quantiles. Default 0.01. */
  readonly relativeError?: number
}
