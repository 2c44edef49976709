import { type RecordedDay, recordedDays } from '../../src/replay/recorded-day.ts'
import { meanPresent, shiftsOf, wholeAgents } from '../../src/replay/recorded-staffing.ts'
import { MS_PER_DAY, WEEKDAYS } from '../../src/scenario/clock.ts'
import type { RunSpec, ShiftSpec } from '../../src/scenario/scenario.ts'
import { bankLog, type Month } from './bank-log.ts'

/** Pause between two calls up to which an agent counts as there in the timetable; chosen so that the three months together have the recorded abandonment. */
export const TIMETABLE_PAUSE_MIN = 20

const SLOT_MS = 30 * 60_000

const WHOLE_DAY: RunSpec = {
  mode: 'day',
  startsAtMs: 0,
  durationMs: MS_PER_DAY,
  warmUpMs: 0,
  replications: 1,
  seed: 1,
  weekday: 'mon',
}

/** The days of some months, from midnight to midnight. */
export function daysOf(months: readonly Month[]): readonly RecordedDay[] {
  const calls = months.flatMap((month) => bankLog(month).calls)
  return recordedDays(calls, WHOLE_DAY).days
}

/** Shifts with the mean number of agents by half-hour and weekday. */
export function timetable(days: readonly RecordedDay[], longestPauseMs: number): ShiftSpec[] {
  return WEEKDAYS.flatMap((weekday) => {
    const agents = wholeAgents(meanPresent(days, weekday, { longestPauseMs, slotMs: SLOT_MS }))
    // Nobody starts a shift after midnight to finish what others began before.
    return shiftsOf(agents, SLOT_MS, [weekday]).filter((shift) => shift.fromMs < MS_PER_DAY)
  })
}
