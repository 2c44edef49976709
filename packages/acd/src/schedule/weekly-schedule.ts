import { HoursCalendar } from './hours-calendar.ts'
import { compilePlans, zoneOf } from './plans.ts'
import type { WeeklyScheduleConfig } from './schedule-config.ts'

/**
 * When a service is open: hours by weekday, holidays, exceptions, by the clock of a time zone and its changes.
 *
 * Instants are epoch milliseconds, and always given: nothing here reads a clock.
 */
export class WeeklySchedule {
  readonly #open: HoursCalendar
  readonly #named: HoursCalendar
  readonly #names: string[] = []

  /** @throws StrowgerError with the path of the first mistake, e.g. `weekly.mon[1].to` */
  constructor(config: WeeklyScheduleConfig) {
    const zone = zoneOf(config.timeZone)
    this.#open = new HoursCalendar(
      zone,
      compilePlans(config, () => 0),
    )
    this.#named = new HoursCalendar(
      zone,
      compilePlans(config, ({ name }) => numberIn(this.#names, name ?? '')),
    )
  }

  /** True when the service is open at an instant. O(hours of a day). @throws StrowgerError `time` */
  isOpen(nowMs: number): boolean {
    return this.#open.valueAt(nowMs) >= 0
  }

  /**
   * The first instant after `nowMs` at which {@link isOpen} says something else, to the millisecond; Infinity when it
   * never does. O(1) when asked again before then. @throws StrowgerError `time`
   */
  nextChangeMs(nowMs: number): number {
    return this.#open.nextChangeMs(nowMs)
  }

  /** The name of the hours that run at an instant; empty when closed, or when they have none. */
  hoursAt(nowMs: number): string {
    return this.#names[this.#named.valueAt(nowMs)] ?? ''
  }
}

/** The place of a text in a list, to which it is added when new. O(length). */
export function numberIn(texts: string[], text: string): number {
  const known = texts.indexOf(text)
  return known < 0 ? texts.push(text) - 1 : known
}
