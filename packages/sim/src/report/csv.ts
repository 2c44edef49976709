import type { Daily } from '../measure/daily.ts'
import type { Estimates } from '../measure/estimates.ts'
import { MEASURES } from '../measure/measure.ts'
import type { DailyFigures, Summary } from './summary.ts'

const HEAD = ['scenario', 'population', 'name', 'measure', 'unit', 'mean', 'ci95_low', 'ci95_high']

/** Every estimate of every scenario, one a line (RFC 4180, header first, new line at the end). Empty: no figure. */
export function csv(summaries: readonly Summary[]): string {
  const lines = [HEAD]
  for (const summary of summaries) {
    const { file } = summary
    lines.push(...rows(file, 'all', '', summary.measures))
    for (const [type, estimates] of summary.byType) lines.push(...rows(file, 'type', type, estimates))
    for (const [by, parts] of summary.byPart) {
      for (const [part, estimates] of parts) lines.push(...rows(file, by, part, estimates))
    }
    for (const [group, estimates] of summary.byGroup) lines.push(...rows(file, 'group', group, estimates))
    for (const [tenant, estimates] of summary.byTenant) lines.push(...rows(file, 'tenant', tenant, estimates))
    if (summary.days !== undefined) lines.push(...dayRows(file, summary.days))
  }
  return csvText(lines)
}

/** The average of days, and the chance that one meets the target; a target of 80 % is `dayMeets0.8`. */
function dayRows(file: string, { all, byType, byTenant }: DailyFigures): string[][] {
  const of = (population: string, name: string, { average, meets, target }: Daily) =>
    [['dailyServiceLevel', average] as const, [`dayMeets${target}`, meets] as const].map(
      ([measure, { mean, ci95 }]) => [file, population, name, measure, 'share', ...[mean, ...ci95].map(csvNumber)],
    )
  return [
    ...of('all', '', all),
    ...[...byType].flatMap(([name, each]) => of('type', name, each)),
    ...[...byTenant].flatMap(([name, each]) => of('tenant', name, each)),
  ]
}

/** Rows as CSV (RFC 4180). */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

/** A number as a cell; empty where there is no figure. */
export function csvNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : ''
}

function rows(file: string, population: string, name: string, estimates: Estimates): string[][] {
  return MEASURES.map((measure) => {
    const { mean, ci95 } = estimates[measure.name]
    return [file, population, name, measure.name, measure.unit, csvNumber(mean), csvNumber(ci95[0]), csvNumber(ci95[1])]
  })
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
