import { DAY_MS, weekdayOf } from './civil-date.ts'
import { type DayPlan, NOTHING, valueInPlan } from './day-plan.ts'
import type { SpecialDays } from './special-days.ts'
import type { TimeZone } from './time-zone.ts'

/** The Gregorian calendar repeats itself, weekdays included, after 400 years: what has not come by then never comes. */
const CYCLE_DAYS = 146_097
/** After so long, the local clock is past every reading it had before; no zone's offsets differ by more than 31 h. */
const SETTLED_MS = 36 * 3_600_000

/** The plans of all dates: exceptions before holidays before the week. */
export interface Plans {
  /** By weekday, Monday first. */
  readonly week: readonly DayPlan[]
  readonly holidays: SpecialDays
  readonly exceptions: SpecialDays
}

/**
 * What the local clock of a zone says by a plan of hours. The reading decides, date and time of day: where the clock is
 * put back, hours are met twice; where it is put forward, the skipped part of them does not happen.
 *
 * Hours that begin on a date go before those that run over from the date before.
 */
export class HoursCalendar {
  readonly #zone: TimeZone
  readonly #plans: Plans
  readonly #otherwise: number
  /** The last day on which hours of a full date can run; what follows repeats itself. */
  readonly #lastDay: number
  /** The value of all time after that day, when it is one and the same; NaN when it is not. */
  readonly #lastValue: number
  /** The stretch last found by {@link nextChangeMs}, in which nothing changes. */
  #sinceMs = Infinity
  #untilMs = -Infinity
  #value = NOTHING

  /** @param otherwise - the value of time that no hours cover */
  constructor(zone: TimeZone, plans: Plans, otherwise: number = NOTHING) {
    this.#zone = zone
    this.#plans = plans
    this.#otherwise = otherwise
    const { exceptions, holidays, week } = plans
    this.#lastDay = Math.max(exceptions.lastDated, holidays.lastDated) + 1
    const values = [...week, ...holidays.yearlyPlans, ...exceptions.yearlyPlans].map((plan) => allDay(plan, otherwise))
    this.#lastValue = values.every((value) => value === values[0]) ? values[0]! : Number.NaN
  }

  /** The value at an instant. O(hours of a day). @throws StrowgerError `time` */
  valueAt(nowMs: number): number {
    if (nowMs >= this.#sinceMs && nowMs < this.#untilMs) return this.#value
    return this.#valueOn(this.#zone.localMs(Math.floor(nowMs)))
  }

  /**
   * The first instant after `nowMs` at which the value is another; Infinity when it never is. O(1) within a stretch that
   * was asked about before, otherwise a few days of hours and the next special days. @throws StrowgerError `time`
   */
  nextChangeMs(nowMs: number): number {
    if (nowMs >= this.#sinceMs && nowMs < this.#untilMs) return this.#untilMs
    // Whole ms add up exactly; changes come at whole ms.
    const wholeMs = Math.floor(nowMs)
    const value = this.#valueOn(this.#zone.localMs(wholeMs))
    this.#untilMs = this.#search(wholeMs, value)
    this.#sinceMs = wholeMs
    this.#value = value
    return this.#untilMs
  }

  #search(nowMs: number, value: number): number {
    let atMs = nowMs
    for (;;) {
      const offsetMs = this.#zone.offsetMs(atMs)
      const steadyUntilMs = this.#zone.steadyUntilMs(atMs)
      const changeMs = this.#nextLocalChangeMs(atMs + offsetMs, value) - offsetMs
      if (changeMs < steadyUntilMs) return changeMs
      // Once no reading can come again, no shift of the clock matters until shortly before the change.
      const shortlyBeforeMs = changeMs - SETTLED_MS
      const leaps = steadyUntilMs >= nowMs + SETTLED_MS && shortlyBeforeMs > steadyUntilMs
      atMs = leaps ? shortlyBeforeMs : steadyUntilMs
      if (atMs === Infinity) return Infinity
      if (this.#valueOn(this.#zone.localMs(atMs)) !== value) return atMs
    }
  }

  #planOf(day: number): DayPlan {
    const { exceptions, holidays, week } = this.#plans
    return exceptions.planOf(day) ?? holidays.planOf(day) ?? week[weekdayOf(day)]!
  }

  #nextSpecial(from: number): number {
    return Math.min(this.#plans.exceptions.nextFrom(from), this.#plans.holidays.nextFrom(from))
  }

  #valueOn(localMs: number): number {
    const day = Math.floor(localMs / DAY_MS)
    const afterMidnightMs = localMs - day * DAY_MS
    const begun = valueInPlan(this.#planOf(day), afterMidnightMs)
    if (begun !== NOTHING) return begun
    const runsOver = valueInPlan(this.#planOf(day - 1), afterMidnightMs + DAY_MS)
    return runsOver === NOTHING ? this.#otherwise : runsOver
  }

  /** The first clock reading after `localMs` with another value, on a clock that is never put back or forward. */
  #nextLocalChangeMs(localMs: number, value: number): number {
    let day = Math.floor(localMs / DAY_MS)
    const lastDay = day + CYCLE_DAYS
    let ordinaryDays = 0
    // Nine ordinary days in a row show every weekday after an ordinary one; then only special days can differ, and
    // the days after them, into which their hours run.
    let enough = 9
    let special = this.#nextSpecial(day)
    while (day <= lastDay) {
      if (day > this.#lastDay && this.#lastValue === value) return Infinity
      const changeMs = this.#changeOn(day, localMs, value)
      if (changeMs < Infinity) return changeMs
      if (day === special) {
        ordinaryDays = 0
        special = this.#nextSpecial(day + 1)
      } else ordinaryDays += 1
      day += 1
      if (ordinaryDays >= enough) {
        enough = 1
        day = special
      }
    }
    return Infinity
  }

  /** The first reading of a date, after `localMs`, with another value; Infinity when there is none. O(hours²). */
  #changeOn(day: number, localMs: number, value: number): number {
    const midnightMs = day * DAY_MS
    const { fromMs, toMs } = this.#planOf(day)
    const before = this.#planOf(day - 1)
    const runsOverMs = (before.toMs[before.toMs.length - 1] ?? 0) - DAY_MS
    let firstMs = this.#differsAt(midnightMs, localMs, value)
    if (runsOverMs > 0) firstMs = Math.min(firstMs, this.#differsAt(midnightMs + runsOverMs, localMs, value))
    for (let at = 0; at < fromMs.length; at += 1) {
      firstMs = Math.min(firstMs, this.#differsAt(midnightMs + fromMs[at]!, localMs, value))
      // What ends after midnight is found on the next date.
      if (toMs[at]! < DAY_MS) firstMs = Math.min(firstMs, this.#differsAt(midnightMs + toMs[at]!, localMs, value))
    }
    return firstMs
  }

  #differsAt(candidateMs: number, localMs: number, value: number): number {
    return candidateMs > localMs && this.#valueOn(candidateMs) !== value ? candidateMs : Infinity
  }
}

/** The value of a plan that is one and the same all day; NaN when it is not. */
function allDay({ fromMs, toMs, value }: DayPlan, otherwise: number): number {
  if (fromMs.length === 0) return otherwise
  return fromMs.length === 1 && fromMs[0] === 0 && toMs[0] === DAY_MS ? value[0]! : Number.NaN
}
