import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnyDayConfig } from '../../src/schedule/plans.ts'
import {
  type RoutedDayConfig,
  type RoutedHoursConfig,
  RoutingTable,
  type SpecialDayConfig,
  TimeZone,
  WeeklySchedule,
} from '../../src/index.ts'
import { readings, valueAt } from './oracle.ts'
import { tables } from './random-schedules.ts'

const FROM_MS = -30 * 3_600_000
const UNTIL_MS = 54 * 3_600_000

const asRouted = (days: readonly AnyDayConfig<RoutedHoursConfig>[]) => days as unknown as RoutedDayConfig[]
const asOpening = (days: readonly AnyDayConfig<RoutedHoursConfig>[]) =>
  days.map((day) => (day.value === undefined ? day : { date: day.date, closed: true })) as unknown as SpecialDayConfig[]

test.each([
  ['Europe/Berlin', '2026-03-29', 'forward one hour'],
  ['Europe/Berlin', '2026-10-25', 'back one hour'],
  ['Europe/Berlin', '1945-05-24', 'double summer time'],
  ['America/New_York', '2026-03-08', 'forward'],
  ['America/New_York', '2007-11-04', 'back'],
  ['Australia/Lord_Howe', '2026-04-04', 'back half an hour'],
  ['Australia/Lord_Howe', '2026-10-03', 'forward half an hour'],
  ['Asia/Shanghai', '1986-05-03', 'summer time of its years'],
  ['Asia/Shanghai', '1991-09-14', 'its last end'],
  ['Asia/Shanghai', '2026-10-01', 'no change'],
  ['America/Sao_Paulo', '2018-11-04', 'no midnight'],
  ['America/Havana', '2026-11-01', 'midnight hour twice'],
  ['Pacific/Apia', '2011-12-30', 'a day that was not'],
  ['Pacific/Kwajalein', '1993-08-21', 'another'],
  ['Asia/Pyongyang', '2018-05-04', 'half an hour forward'],
])('%s %s (%s): as a clock on the wall, minute by minute', (timeZone, date) => {
  const midnightMs = Date.parse(date)
  const clock = readings(timeZone, midnightMs + FROM_MS, midnightMs + UNTIL_MS)
  const zone = new TimeZone(timeZone)
  const dates = [-1, 0, 1, 2].map((days) => new Date(midnightMs + days * 86_400_000).toISOString().slice(0, 10))
  fc.assert(
    fc.property(tables(dates), (config) => {
      const { weekly, holidays, exceptions } = config
      const routing = {
        timeZone: zone,
        default: 'default',
        weekly,
        holidays: asRouted(holidays),
        exceptions: asRouted(exceptions),
      }
      const table = new RoutingTable(routing)
      const opening = { weekly, holidays: asOpening(holidays), exceptions: asOpening(exceptions) }
      const schedule = new WeeklySchedule({ timeZone: zone, ...opening })
      const anyOpening = {
        ...opening,
        weekly: onlyHours(weekly),
        holidays: closedDays(opening.holidays),
        exceptions: closedDays(opening.exceptions),
      }
      let value = ''
      let isOpen = false
      let fresh = { value: -1, open: -1 }
      for (const [at, reading] of clock.entries()) {
        const expected = valueAt(config, reading, 'default')
        const expectedOpen = valueAt(anyOpening, reading, 'closed') === 'open'
        same(table.valueAt(reading.atMs), expected)
        same(schedule.isOpen(reading.atMs), expectedOpen)
        // The change that was announced is the first minute at which the oracle says something else.
        if (at > 0) {
          same(fresh.value === reading.atMs, expected !== value)
          same(fresh.open === reading.atMs, expectedOpen !== isOpen)
        }
        value = expected
        isOpen = expectedOpen
        fresh = { value: table.nextChangeMs(reading.atMs + 12_345), open: schedule.nextChangeMs(reading.atMs) }
        // A table that remembers nothing yet says the same.
        if (at % 241 === 0) same(new RoutingTable(routing).nextChangeMs(reading.atMs), fresh.value)
        if (fresh.value !== Infinity) same(table.valueAt(fresh.value) === value, false)
        if (fresh.open !== Infinity) same(schedule.isOpen(fresh.open - 1), isOpen)
      }
    }),
    { seed: 1891, numRuns: 8 },
  )
})

function same(ours: unknown, expected: unknown): void {
  if (!Object.is(ours, expected)) expect(ours).toBe(expected)
}

const onlyHours = (weekly: Readonly<Record<string, readonly RoutedHoursConfig[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(weekly).map(([day, list]) => [day, (list ?? []).map(({ from, to }) => ({ from, to }))]),
  )

const closedDays = (days: readonly SpecialDayConfig[]): AnyDayConfig<{ from: string; to: string }>[] =>
  days.map((day) => ('hours' in day ? { ...day, hours: day.hours.map(({ from, to }) => ({ from, to })) } : day))
