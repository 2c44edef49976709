import type { RecordedContacts } from '../model/arrivals.ts'
import { MS_PER_DAY, type Weekday } from '../scenario/clock.ts'
import type { RunSpec } from '../scenario/scenario.ts'
import { dateOf, dayNumberOf, weekdayOf } from '../scenario/calendar.ts'
import type { RecordedCall } from './recorded-call.ts'

/** The calls of one day of a log that fall into the window of a scenario. */
export interface RecordedDay {
  /** The date of time zero, as `1999-01-31`. */
  readonly date: string
  /** Days from 1970-01-01. */
  readonly number: number
  /** The weekday of time zero. */
  readonly weekday: Weekday
  /** In order of arrival; never empty. */
  readonly calls: readonly DayCall[]
}

/** A call and when it came, ms from time zero of its day. */
export interface DayCall extends RecordedCall {
  readonly timeMs: number
}

/** A log cut into days. */
export interface RecordedDays {
  /** In order of date; days without calls in the window are missing. */
  readonly days: readonly RecordedDay[]
  /** Calls before or after the window of the scenario. */
  readonly outsideWindow: number
}

/**
 * Cuts calls into days, each the window of the run, which is at most 24 h long and may go past midnight: the small
 * hours then belong to the day before. O(n log n).
 */
export function recordedDays(calls: readonly RecordedCall[], run: RunSpec): RecordedDays {
  const byDay = new Map<number, DayCall[]>()
  let outsideWindow = 0
  for (const call of calls) {
    const sinceStartMs = call.arrivedMs - run.startsAtMs
    const isSmallHours = sinceStartMs < 0
    const timeMs = isSmallHours ? sinceStartMs + MS_PER_DAY : sinceStartMs
    if (timeMs >= run.durationMs) {
      outsideWindow += 1
      continue
    }
    const number = dayNumberOf(call.date) - (isSmallHours ? 1 : 0)
    const day = byDay.get(number)
    if (day === undefined) byDay.set(number, [{ ...call, timeMs }])
    else day.push({ ...call, timeMs })
  }
  const days = [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([number, of]) => ({
      date: dateOf(number),
      number,
      weekday: weekdayOf(number),
      calls: of.sort((a, b) => a.timeMs - b.timeMs),
    }))
  return { days, outsideWindow }
}

/**
 * A day's contacts by type, as the model takes them. Callers who gave up have no handling time (NaN): should they be
 * answered in the replay, theirs is drawn from the scenario's distribution.
 *
 * @param hasHandling - false: so is everybody's
 */
export function recordedContacts(day: RecordedDay, hasHandling = true): ReadonlyMap<string, RecordedContacts> {
  const byType = new Map<string, DayCall[]>()
  for (const call of day.calls) {
    const same = byType.get(call.type)
    if (same === undefined) byType.set(call.type, [call])
    else same.push(call)
  }
  return new Map(
    [...byType].map(([type, calls]) => [
      type,
      {
        timesMs: Float64Array.from(calls, (call) => call.timeMs),
        handlingMs: Float64Array.from(calls, (call) => (hasHandling ? call.handlingMs : NaN)),
      },
    ]),
  )
}
