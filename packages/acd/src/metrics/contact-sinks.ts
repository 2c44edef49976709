import type { TallyTable } from './tally-table.ts'
import type { TimeSketches } from './time-sketches.ts'

/** Tallies and sketches that contacts are counted into. */
export interface ContactSinks {
  readonly byType: TallyTable
  readonly byGroup: TallyTable
  readonly byAgent: TallyTable
  readonly times: TimeSketches
}
