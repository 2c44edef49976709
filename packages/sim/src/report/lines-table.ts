import type { Line, LineUnit } from '../measure/line.ts'
import { duration, figure, range } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import { table } from './table.ts'

/** A table of lines with their intervals. */
export function linesTable(title: string, lines: readonly Line[], language: Language): string {
  return table([
    [title, say(TEXT.estimate, language), say(TEXT.interval, language)],
    ...lines.map(({ label, unit, estimate, isPart }) => [
      `${isPart === true ? '  ' : ''}${say(label, language)}`,
      shownAs(estimate.mean, unit),
      range(estimate, 'contacts', (value) => shownAs(value, unit)),
    ]),
  ])
}

/** A figure of a line in the unit that people read. */
export function shownAs(value: number, unit: LineUnit): string {
  switch (unit) {
    case 'calls':
      return Number.isFinite(value) ? value.toFixed(2) : '–'
    case 'lasting':
      return Number.isFinite(value) ? duration(value) : '–'
    // An amount is shown as a number of contacts is: in what money is the scenario's to say.
    case 'money':
      return figure(value, 'contacts')
    case 'contacts':
    case 'ms':
    case 'share':
      return figure(value, unit)
  }
}
