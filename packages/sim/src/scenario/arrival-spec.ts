/**
 * When contacts come: a Poisson process of constant rate; one whose rate is constant in each interval from time zero
 * on, or straight between its values at their ends (the intervals cover the run's duration exactly); one whose rate
 * changes at random; the contacts of a file; or the arrivals of a log that is replayed.
 */
export type ArrivalSpec = (
  | { readonly kind: 'constant'; readonly perHour: number }
  | { readonly kind: 'piecewise'; readonly intervalMs: number; readonly perHour: readonly number[] }
  | { readonly kind: 'linear'; readonly intervalMs: number; readonly perHourAt: readonly number[] }
  | { readonly kind: 'modulated'; readonly phases: readonly ArrivalPhase[] }
  | { readonly kind: 'trace'; readonly trace: TraceSpec }
  | { readonly kind: 'recorded' }
) & {
  /** Sizes of batches, shares adding up to 1; absent: contacts come one at a time. Rates are then of batches. */
  readonly batch?: readonly BatchSize[]
}

/** A phase of modulated arrivals: it lasts an exponential time. */
export interface ArrivalPhase {
  readonly perHour: number
  readonly meanMs: number
}

/** A number of contacts that come together, and the share of such batches. */
export interface BatchSize {
  readonly size: number
  readonly share: number
}

/** Contacts read from a file. */
export interface TraceSpec {
  /** Ascending, from time zero of the run; only those inside the run. */
  readonly timesMs: readonly number[]
  /** Talk time of each; absent when the file has none. */
  readonly handlingMs?: readonly number[]
  /** Share that is kept; above 1: copies of each. */
  readonly share: number
  /** A copy comes up to so much later than its original. */
  readonly spreadMs: number
}

/** How much busier or quieter than others days are; see `BusyDays`. */
export interface BusyDaySpec {
  readonly law: 'gamma' | 'lognormal'
  /** Names of the contact types as the file writes them; parts of a split share their factors. */
  readonly families: readonly string[]
  /** Coefficient of variation of the factor, by family. */
  readonly cvs: readonly number[]
  /** Lower triangular root of the correlation of the normals, by family. */
  readonly root: readonly (readonly number[])[]
  /** Each interval has a factor of its own; Infinity: one for the whole run. */
  readonly intervalMs: number
  /** Correlation of the normals from an interval to the next. */
  readonly betweenIntervals: number
}
