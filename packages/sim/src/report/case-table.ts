import type { CaseTable } from '../measure/case-figures.ts'
import { duration, figure, range } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import { table } from './table.ts'

/** Tables of cases, one for each matter. */
export function caseTables(tables: readonly CaseTable[], language: Language): string[] {
  return tables.map(({ label, lines }) =>
    table([
      [
        `${say(TEXT.cases, language)}: ${say(label, language)}`,
        say(TEXT.estimate, language),
        say(TEXT.interval, language),
      ],
      ...lines.map(({ label: name, unit, estimate }) => [
        say(name, language),
        // Cases take hours and days, not seconds.
        unit === 'ms' ? long(estimate.mean) : figure(estimate.mean, unit),
        unit === 'ms' ? range(estimate, 'ms', long) : range(estimate, unit),
      ]),
    ]),
  )
}

function long(ms: number): string {
  return Number.isFinite(ms) ? duration(ms) : '–'
}
