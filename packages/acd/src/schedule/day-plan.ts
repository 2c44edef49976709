import { StrowgerError } from '../errors/strowger-error.ts'
import { timeOfDayMs, timeOfDayText } from '../expression/figures.ts'
import { DAY_MS } from './civil-date.ts'
import type { HoursConfig } from './schedule-config.ts'

/** No hours: the value of time that nothing covers. */
export const NOTHING = -1

/**
 * The hours that begin on one date: disjoint, ascending, in ms after its midnight. The last may end after 24:00, on the
 * next date.
 */
export interface DayPlan {
  readonly fromMs: Float64Array
  readonly toMs: Float64Array
  /** What applies in them: a number of the caller's, 0 or more. */
  readonly value: Int32Array
}

/**
 * Checks and sorts the hours of a day.
 *
 * @param valueOf - the number of what applies in hours
 * @throws StrowgerError `time-of-day`, `empty-hours`, `overlap`
 */
export function planDay<H extends HoursConfig>(
  hours: readonly H[],
  valueOf: (hours: H) => number,
  path: string,
): DayPlan {
  const spans = hours.map((each, at) => {
    if (typeof each !== 'object' || each === null) {
      throw new StrowgerError('hours', `${path}[${at}]`, each, "hours such as { from: '08:00', to: '18:00' }")
    }
    const fromMs = clock(each.from, `${path}[${at}].from`, false)
    const endMs = clock(each.to, `${path}[${at}].to`, true)
    if (fromMs === endMs) {
      const remedy = 'a time other than from; the whole day is from 00:00 to 24:00'
      throw new StrowgerError('empty-hours', `${path}[${at}].to`, each.to, remedy)
    }
    return { at, fromMs, toMs: endMs > fromMs ? endMs : endMs + DAY_MS, value: valueOf(each) }
  })
  spans.sort((a, b) => a.fromMs - b.fromMs)
  for (const [place, span] of spans.entries()) {
    const before = spans[place - 1]
    if (before !== undefined && span.fromMs < before.toMs) {
      const remedy = `hours that do not overlap: ${path}[${before.at}] ends at ${timeOfDayText(before.toMs % DAY_MS)}${before.toMs > DAY_MS ? ' of the next day' : ''}`
      throw new StrowgerError('overlap', `${path}[${span.at}].from`, hours[span.at]!.from, remedy)
    }
  }
  return {
    fromMs: Float64Array.from(spans, (span) => span.fromMs),
    toMs: Float64Array.from(spans, (span) => span.toMs),
    value: Int32Array.from(spans, (span) => span.value),
  }
}

/** What the hours that begin on a date say at a time after its midnight (up to 48 h after). O(hours). */
export function valueInPlan({ fromMs, toMs, value }: DayPlan, afterMidnightMs: number): number {
  for (let at = fromMs.length - 1; at >= 0; at -= 1) {
    if (fromMs[at]! <= afterMidnightMs) return afterMidnightMs < toMs[at]! ? value[at]! : NOTHING
  }
  return NOTHING
}

function clock(text: string, path: string, isEnd: boolean): number {
  const ms = typeof text === 'string' ? timeOfDayMs(text) : Number.NaN
  if (ms < DAY_MS || (ms === DAY_MS && isEnd)) return ms
  const remedy = isEnd ? 'a time of day such as 18:00, at most 24:00' : 'a time of day such as 08:00, before 24:00'
  throw new StrowgerError('time-of-day', path, text, remedy)
}
