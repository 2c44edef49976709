import type { Label } from '../scenario/scenario.ts'
import { type Estimate, estimateMean, estimateRatio } from '../stats/estimate.ts'

/** What a line's figure is in: `calls` for each contact, `lasting` for what takes hours and days, money as the scenario has it. */
export type LineUnit = 'calls' | 'contacts' | 'lasting' | 'money' | 'ms' | 'share'

/** A line of a table beside the measures. */
export interface Line {
  readonly name: string
  readonly label: Label
  readonly unit: LineUnit
  /** Of each replication: a count, or a ratio of two. */
  readonly estimate: Estimate
  /** True for a part of the last line that is no part. */
  readonly isPart?: boolean
}

/** A figure of tallies: their mean per replication, or a ratio. */
export interface TallyFigure<T> extends Pick<Line, 'label' | 'name' | 'unit'> {
  readonly over: (tally: T) => number
  readonly under?: (tally: T) => number
}

/** Lines of tallies, one per replication; what never happened, or of which there is nothing to take a share of, is left out. */
export function linesOf<T>(figures: readonly TallyFigure<T>[], tallies: readonly T[]): Line[] {
  return figures.flatMap(({ name, label, unit, over, under }): Line[] => {
    const counts = tallies.map(under ?? over)
    if (counts.every((count) => count === 0)) return []
    const estimate = under === undefined ? estimateMean(counts) : estimateRatio(tallies.map(over), counts)
    return [{ name, label, unit, estimate }]
  })
}
