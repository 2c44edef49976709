import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import { type Weekday, WEEKDAYS } from './civil-date.ts'
import { type DayPlan, planDay } from './day-plan.ts'
import type { Plans } from './hours-calendar.ts'
import type { DatesConfig, HoursConfig, WeekConfig } from './schedule-config.ts'
import { SpecialDays } from './special-days.ts'
import { TimeZone } from './time-zone.ts'

/** A special day of a schedule or of a routing table. */
export type AnyDayConfig<H> = DatesConfig & {
  readonly closed?: true
  readonly hours?: readonly H[]
  readonly as?: Weekday
  readonly value?: string
}

/** The hours of a schedule or of a routing table. */
export interface HoursPlanConfig<H> {
  readonly weekly: WeekConfig<H>
  readonly holidays?: readonly AnyDayConfig<H>[]
  readonly exceptions?: readonly AnyDayConfig<H>[]
}

/**
 * Checks a schedule and numbers what applies in its hours.
 *
 * @param valueOf - the number of what applies in hours that stand at a path
 * @param wholeDay - hours over all of a day with a value of their own; undefined where days are closed instead
 * @throws StrowgerError with the path of the first mistake
 */
export function compilePlans<H extends HoursConfig>(
  config: HoursPlanConfig<H>,
  valueOf: (hours: H, path: string) => number,
  wholeDay?: (value: string) => H,
): Plans {
  if (typeof config.weekly !== 'object' || config.weekly === null) {
    throw new StrowgerError('hours', 'weekly', config.weekly, 'hours by weekday: { mon: [{ from, to }] }')
  }
  for (const name of Object.keys(config.weekly)) weekdayNumber(name, `weekly.${name}`)
  const plan = (hours: readonly H[], path: string): DayPlan => {
    if (!Array.isArray(hours)) throw new StrowgerError('hours', path, hours, 'a list of hours: [{ from, to }]')
    return planDay(hours, (each) => valueOf(each, `${path}[${hours.indexOf(each)}]`), path)
  }
  const week = WEEKDAYS.map((name) => plan(config.weekly[name] ?? [], `weekly.${name}`))
  const special = (days: readonly AnyDayConfig<H>[], where: string): SpecialDays => {
    const result = new SpecialDays()
    for (const [at, day] of days.entries()) {
      const path = `${where}[${at}]`
      result.add(day, planOf(day, path), path)
    }
    return result
  }
  const planOf = (day: AnyDayConfig<H>, path: string): DayPlan => {
    const { as, hours, value } = day
    if (as !== undefined) return week[weekdayNumber(as, `${path}.as`)]!
    if (hours !== undefined) return plan(hours, `${path}.hours`)
    if (wholeDay === undefined && day.closed === true) return plan([], path)
    if (wholeDay !== undefined && value !== undefined)
      return planDay([wholeDay(value)], (all) => valueOf(all, path), path)
    const one = wholeDay === undefined ? 'closed: true' : 'value'
    throw new StrowgerError('special-day', path, day.date, `${one}, hours, or as (a day of the week) beside the date`)
  }
  return {
    week,
    holidays: special(config.holidays ?? [], 'holidays'),
    exceptions: special(config.exceptions ?? [], 'exceptions'),
  }
}

/**
 * Zones that were named. The platform takes 0.2 ms to make one, and each engine would have one for each of its schedules: a sixth of the time
 * of examples/scenarios/opening-hours. What a zone keeps of answers is the same for all.
 */
const NAMED = new Map<string, TimeZone>()

/** The zone that a configuration names or brings. @throws StrowgerError `unknown-time-zone` */
export function zoneOf(timeZone: string | TimeZone): TimeZone {
  if (timeZone instanceof TimeZone) return timeZone
  const zone = NAMED.get(timeZone) ?? new TimeZone(timeZone)
  NAMED.set(timeZone, zone)
  return zone
}

function weekdayNumber(name: string, path: string): number {
  const number = WEEKDAYS.findIndex((each) => each === name)
  if (number < 0) throw new StrowgerError('unknown-weekday', path, name, suggest(name, WEEKDAYS))
  return number
}
