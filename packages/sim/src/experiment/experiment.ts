import type { MeasureName } from '../measure/measure.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'

/** Scenarios that are compared on the same callers, and what is said of them. */
export interface Experiment {
  readonly name: string
  readonly nameZh?: string
  readonly description?: string
  /** At least two, in the order of the file; the first is the one that the others are compared with. */
  readonly contenders: readonly Contender[]
  readonly claims: readonly Claim[]
  /** Overrules the scenarios' own; absent: that of the first scenario. */
  readonly replications?: number
  readonly seed?: number
}

/** One scenario of an experiment. */
export interface Contender {
  /** What claims and tables call it. */
  readonly id: string
  readonly file: string
  readonly scenario: Scenario
}

/** A sentence about the scenarios, to be tested or honestly left untested. */
export type Claim =
  | { readonly text: Label; readonly expectations: readonly Expectation[] }
  | { readonly text: Label; readonly untested: Label }

/** A measure of one side lies above (or below) that of each of the others. */
export interface Expectation {
  readonly measure: MeasureName
  /** Instead of the measure itself: how unevenly it is spread over the parts of types split by this, e.g. `city`. */
  readonly spreadBy?: string
  readonly direction: 'higher' | 'lower'
  readonly side: Side
  readonly than: readonly Side[]
}

/** A scenario, or one contact type in it. */
export interface Side {
  readonly contender: string
  readonly type?: string
}
