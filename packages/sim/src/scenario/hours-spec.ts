import type { RoutedDayConfig, RoutedHoursConfig, SpecialDayConfig, WeekConfig, HoursConfig } from '@strowger/acd'

/** The clock that the engine's rules read, and when services are open by it. */
export interface HoursSpec {
  /** IANA name: time zero is when this clock shows the start of the run. */
  readonly timeZone: string
  /** By the names under which conditions ask. */
  readonly schedules: Readonly<Record<string, ScheduleSpec>>
}

/** When a service is open. */
export interface ScheduleSpec {
  readonly timeZone: string
  readonly weekly: WeekConfig<HoursConfig>
  readonly holidays: readonly SpecialDayConfig[]
  readonly exceptions: readonly SpecialDayConfig[]
}

/** Which type the contacts of a type become, by the clock. */
export interface TypeHoursSpec {
  /** Absent: the scenario's. */
  readonly timeZone?: string
  /** Id of the type that they become at other times; absent: they stay what they are. */
  readonly default?: string
  readonly weekly: WeekConfig<RoutedHoursConfig>
  readonly holidays: readonly RoutedDayConfig[]
  readonly exceptions: readonly RoutedDayConfig[]
}
