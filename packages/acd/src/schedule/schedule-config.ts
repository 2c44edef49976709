import type { Weekday } from './civil-date.ts'
import type { TimeZone } from './time-zone.ts'

/**
 * Hours of a day by the local clock, from `from` up to but not including `to`. When `to` is not after `from` they run
 * over midnight into the next date, and still belong to the day on which they begin.
 */
export interface HoursConfig {
  /** `08:00` or `08:00:30`. */
  readonly from: string
  /** `18:00`; `24:00` for the end of the day. */
  readonly to: string
  /** What the hours are called; told by {@link WeeklySchedule.hoursAt}. */
  readonly name?: string
}

/** Hours with what applies in them, e.g. the name of a queue or group. */
export interface RoutedHoursConfig extends HoursConfig {
  readonly value: string
}

/** Hours of the days of a week; a day that is not named has none. */
export type WeekConfig<H> = Readonly<Partial<Record<Weekday, readonly H[]>>>

/** The days that a special rule is about. */
export interface DatesConfig {
  /** `2026-10-01`, or `12-25` for each year. */
  readonly date: string
  /** The last of several dates (a full date, as `date` then is too). */
  readonly until?: string
}

/** Days that differ: their hours stand in place of those of the week. Hours that began the day before still end. */
export type SpecialDayConfig = DatesConfig &
  (
    | { readonly closed: true }
    | { readonly hours: readonly HoursConfig[] }
    /** The day runs as if it were this day of the week. */
    | { readonly as: Weekday }
  )

/** When a service is open, by the clock of a time zone. */
export interface WeeklyScheduleConfig {
  /** An IANA name such as `Asia/Shanghai`, or an object that several schedules share. */
  readonly timeZone: string | TimeZone
  readonly weekly: WeekConfig<HoursConfig>
  readonly holidays?: readonly SpecialDayConfig[]
  /** They go before holidays. */
  readonly exceptions?: readonly SpecialDayConfig[]
}

/** Days that are routed differently; time that its hours do not cover has the default. */
export type RoutedDayConfig = DatesConfig &
  (
    | { readonly value: string }
    | { readonly hours: readonly RoutedHoursConfig[] }
    /** The day runs as if it were this day of the week. */
    | { readonly as: Weekday }
  )

/** What applies when, by the clock of a time zone: exceptions before holidays before the week before the default. */
export interface RoutingTableConfig {
  /** An IANA name such as `Asia/Shanghai`, or an object that several tables share. */
  readonly timeZone: string | TimeZone
  /** What applies when nothing else does. */
  readonly default: string
  readonly weekly: WeekConfig<RoutedHoursConfig>
  readonly holidays?: readonly RoutedDayConfig[]
  /** They go before holidays. */
  readonly exceptions?: readonly RoutedDayConfig[]
}
