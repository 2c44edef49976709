import { type Daily, dayQuantile } from '../measure/daily.ts'
import { families } from '../measure/population.ts'
import type { Label } from '../scenario/scenario.ts'
import { figure, range } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import type { Summary } from './summary.ts'
import { table } from './table.ts'

const WORDS = {
  days: { en: 'service level day by day', zh: '逐日服务水平' },
  average: { en: 'average of days', zh: '日均值' },
  meets: { en: 'chance that a day has', zh: '单日达标概率，目标' },
  tenth: { en: 'one day in ten has at most', zh: '十日中一日不高于' },
} as const satisfies Record<string, Label>

/** How the service level of days is spread, of all contacts and of every tenant, or else of every type; empty with fewer than two days. */
export function daysTable({ days, scenario }: Summary, language: Language): string {
  if (days === undefined || days.all.values.length < 2) return ''
  const typed = families(scenario)
  const types = typed.map(({ id, label }): [string, Daily] => [say(label, language), days.byType.get(id)!])
  const parts = days.byTenant.size > 0 ? [...days.byTenant] : types
  const rows: [string, Daily][] = [[say(TEXT.all, language), days.all], ...(parts.length > 1 ? parts : [])]
  const percent = `≥ ${figure(days.all.target, 'share').replace(/\.00 /, ' ')}`
  return table([
    [
      say(WORDS.days, language),
      say(WORDS.average, language),
      say(TEXT.interval, language),
      `${say(WORDS.meets, language)} ${percent}`,
      say(TEXT.interval, language),
      say(WORDS.tenth, language),
    ],
    ...rows.map(([name, daily]) => [
      name,
      figure(daily.average.mean, 'share'),
      range(daily.average, 'share'),
      figure(daily.meets.mean, 'share'),
      range(daily.meets, 'share'),
      figure(dayQuantile(daily, 0.1), 'share'),
    ]),
  ])
}
