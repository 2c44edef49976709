import { TimeZone } from '@strowger/acd'
import { dayNumberOf } from './calendar.ts'
import { MS_PER_DAY, WEEKDAYS } from './clock.ts'
import type { RunSpec } from './scenario.ts'

/** A Monday: a run without a date is on its weekday of that week. */
const SOME_MONDAY = '2026-01-05'

/** Epoch ms at which the clock of a zone shows the start of the run, or of the same run so many days later. */
export function timeZeroMs({ date, weekday, startsAtMs }: RunSpec, zoneName: string, daysLater = 0): number {
  const day = date === undefined ? dayNumberOf(SOME_MONDAY) + WEEKDAYS.indexOf(weekday) : dayNumberOf(date)
  const localMs = (day + daysLater) * MS_PER_DAY + startsAtMs
  const zone = new TimeZone(zoneName)
  // The offset at about the time, then at the time itself: they differ only around a change of the clock.
  return localMs - zone.offsetMs(localMs - zone.offsetMs(localMs))
}
