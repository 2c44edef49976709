import type { AnyDayConfig } from '../../src/schedule/plans.ts'
import { WEEKDAYS, type WeekConfig } from '../../src/index.ts'

const MINUTE_MS = 60_000

/** One minute as a clock on the wall shows it, told by the platform and by nothing of ours. */
export interface Reading {
  readonly atMs: number
  readonly date: string
  readonly dateBefore: string
  readonly minute: number
}

/** The readings of every minute from one instant to another. */
export function readings(timeZone: string, fromMs: number, untilMs: number): readonly Reading[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const before = new Map<string, string>()
  const result: Reading[] = []
  for (let atMs = fromMs; atMs < untilMs; atMs += MINUTE_MS) {
    const [date = '', time = ''] = format.format(atMs).split(' ')
    if (!before.has(date)) before.set(date, new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10))
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    result.push({ atMs, date, dateBefore: before.get(date)!, minute: hour * 60 + minute })
  }
  return result
}

interface Hours {
  readonly from: string
  readonly to: string
  readonly value?: string
}

export interface AnyConfig {
  readonly weekly: WeekConfig<Hours>
  readonly holidays?: readonly AnyDayConfig<Hours>[]
  readonly exceptions?: readonly AnyDayConfig<Hours>[]
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

function hoursOf(config: AnyConfig, date: string): readonly Hours[] {
  const matches = (day: AnyDayConfig<Hours>) =>
    day.until === undefined ? day.date === date : day.date <= date && date <= day.until
  const matchesYearly = (day: AnyDayConfig<Hours>) => day.date === date.slice(5)
  for (const rules of [config.exceptions ?? [], config.holidays ?? []]) {
    const rule = rules.find(matches) ?? rules.find(matchesYearly)
    if (rule?.as !== undefined) return config.weekly[rule.as] ?? []
    if (rule?.hours !== undefined) return rule.hours
    if (rule?.value !== undefined) return [{ from: '00:00', to: '24:00', value: rule.value }]
    if (rule !== undefined) return []
  }
  return config.weekly[WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]!] ?? []
}

/** The value at a reading: of hours that began that day, else of hours that run over from the day before. */
export function valueAt(config: AnyConfig, { date, dateBefore, minute }: Reading, otherwise: string): string {
  const found = (day: string, at: number) =>
    hoursOf(config, day).find(({ from, to }) => {
      const start = minutesOf(from)
      const end = minutesOf(to) > start ? minutesOf(to) : minutesOf(to) + 1440
      return start <= at && at < end
    })
  const hours = found(date, minute) ?? found(dateBefore, minute + 1440)
  return hours === undefined ? otherwise : (hours.value ?? 'open')
}
