import { StrowgerError } from '../errors/strowger-error.ts'
import { HoursCalendar } from './hours-calendar.ts'
import { type AnyDayConfig, compilePlans, zoneOf } from './plans.ts'
import type { RoutedHoursConfig, RoutingTableConfig } from './schedule-config.ts'
import { numberIn } from './weekly-schedule.ts'

/**
 * Which queue, group or number applies when: exceptions before holidays before the week before the default, by the clock
 * of a time zone and its changes. Instants are epoch milliseconds, and always given.
 */
export class RoutingTable {
  readonly #calendar: HoursCalendar
  readonly #values: string[]

  /** @throws StrowgerError with the path of the first mistake, e.g. `holidays[2].hours[0].value` */
  constructor(config: RoutingTableConfig) {
    this.#values = [checked(config.default, 'default')]
    const valueOf = ({ value }: RoutedHoursConfig, path: string): number =>
      numberIn(this.#values, checked(value, `${path}.value`))
    const days: {
      holidays: readonly AnyDayConfig<RoutedHoursConfig>[]
      exceptions: readonly AnyDayConfig<RoutedHoursConfig>[]
    } = { holidays: config.holidays ?? [], exceptions: config.exceptions ?? [] }
    const wholeDay = (value: string): RoutedHoursConfig => ({ from: '00:00', to: '24:00', value })
    this.#calendar = new HoursCalendar(
      zoneOf(config.timeZone),
      compilePlans({ weekly: config.weekly, ...days }, valueOf, wholeDay),
      0,
    )
  }

  /** Every value that the table can give, the default first; for checking them against what exists. */
  get values(): readonly string[] {
    return this.#values
  }

  /** The value that applies at an instant. O(hours of a day). @throws StrowgerError `time` */
  valueAt(nowMs: number): string {
    return this.#values[this.#calendar.valueAt(nowMs)]!
  }

  /**
   * The first instant after `nowMs` at which {@link valueAt} says something else, to the millisecond; Infinity when it
   * never does. O(1) when asked again before then. @throws StrowgerError `time`
   */
  nextChangeMs(nowMs: number): number {
    return this.#calendar.nextChangeMs(nowMs)
  }
}

function checked(value: string, path: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new StrowgerError('value', path, value, 'the name of what applies, not empty')
}
