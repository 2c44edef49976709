import type { CallsTable } from '../measure/calls-asked.ts'
import type { Label } from '../scenario/scenario.ts'
import { figure, range } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import { table } from './table.ts'

const WHAT: Readonly<Record<CallsTable['what'], Label>> = {
  callback: { en: 'callbacks', zh: '回呼' },
  campaign: { en: 'campaign', zh: '外呼活动' },
}

/** Tables of callbacks and campaigns. */
export function callsTables(tables: readonly CallsTable[], language: Language): string[] {
  return tables.map(({ what, label, lines }) =>
    table([
      [
        `${say(WHAT[what], language)}: ${say(label, language)}`,
        say(TEXT.estimate, language),
        say(TEXT.interval, language),
      ],
      ...lines.map(({ label: name, unit, estimate }) => [
        say(name, language),
        unit === 'calls' ? calls(estimate.mean) : figure(estimate.mean, unit),
        unit === 'calls' ? range(estimate, 'contacts', calls) : range(estimate, unit),
      ]),
    ]),
  )
}

/** A number of calls for each contact, to two decimals. */
function calls(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '–'
}
