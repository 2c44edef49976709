import fc from 'fast-check'
import type { AnyDayConfig } from '../../src/schedule/plans.ts'
import { type RoutedHoursConfig, WEEKDAYS } from '../../src/index.ts'

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Hours that do not overlap; often near the small hours, where clocks are changed, and sometimes over midnight. */
const hours: fc.Arbitrary<RoutedHoursConfig[]> = fc
  .tuple(
    fc.uniqueArray(
      fc.oneof(
        fc.nat(5 * 4).map((quarter) => quarter * 15),
        fc.nat(1439),
      ),
      { maxLength: 6 },
    ),
    fc.boolean(),
    fc.array(fc.constantFrom('day', 'night', 'desk'), { minLength: 3, maxLength: 3 }),
  )
  .map(([times, overnight, values]) => {
    const sorted = times.toSorted((a, b) => a - b)
    const spans: RoutedHoursConfig[] = []
    for (let at = 0; at + 1 < sorted.length; at += 2) {
      spans.push({ from: clock(sorted[at]!), to: clock(sorted[at + 1]!), value: values[at / 2]! })
    }
    const [odd] = sorted.length % 2 === 1 ? sorted.slice(-1) : []
    const end = overnight ? Math.min(sorted[0] ?? 0, odd ?? 0) : 1440
    if (odd !== undefined && odd > 0 && end !== odd) spans.push({ from: clock(odd), to: clock(end), value: 'late' })
    return spans
  })

const week = fc.record(Object.fromEntries(WEEKDAYS.map((name) => [name, hours])), { requiredKeys: [] })

const special = (date: string): fc.Arbitrary<AnyDayConfig<RoutedHoursConfig>> =>
  fc.oneof(
    hours.map((each) => ({ date, hours: each })),
    fc.constantFrom(...WEEKDAYS).map((as) => ({ date, as })),
    fc.constantFrom('holiday', 'default').map((value) => ({ date, value })),
  )

/** Routing tables whose special days lie among `dates`; a closed day is one whose hours are none. */
export function tables(dates: readonly string[]) {
  const yearly = dates.map((date) => date.slice(5))
  const rules = fc
    .uniqueArray(fc.constantFrom(...dates, ...yearly), { maxLength: 2 })
    .chain((chosen) => fc.tuple(...chosen.map(special)))
  return fc.record({ weekly: week, holidays: rules, exceptions: rules })
}
