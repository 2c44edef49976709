import { csvNumber, csvText } from '../../../report/csv.ts'
import { duration, figure } from '../../../report/figure.ts'
import { jsonText } from '../../../report/json.ts'
import { say } from '../../../report/language.ts'
import { table } from '../../../report/table.ts'
import type { Label } from '../../../scenario/scenario.ts'
import { version } from '../../../version.ts'
import { type OutputOptions, writeResults } from '../../options.ts'

/** What a figure of theory is: as JSON by its name, for people with label and unit. */
export interface Measure {
  readonly name: string
  readonly label: Label
  readonly unit: 'share' | 'ms' | 'contacts'
}

/** A column of figures, one for each measure: a model, a class, a period. NaN where there is none. */
export interface Column {
  /** In JSON and CSV; undefined when there is only one column. */
  readonly key: string | undefined
  readonly label: Label
  readonly values: readonly number[]
}

/** What a model of theory answers. */
export interface Answer {
  readonly title: string
  /** What was asked, for JSON. */
  readonly asked: Readonly<Record<string, unknown>>
  readonly measures: readonly Measure[]
  readonly columns: readonly Column[]
  /** What people should know of the figures; below the table. */
  readonly notes?: readonly Label[]
}

/** Labels of the figures that most models have. */
export const WAITED: Label = { en: 'waited', zh: '需等待' }
/** Mean wait. */
export const MEAN_WAIT: Label = { en: 'mean wait', zh: '平均等待时间' }
/** Busy share of the agents' time. */
export const OCCUPANCY: Label = { en: 'occupancy', zh: '员工占用率' }
/** Mean queue length. */
export const QUEUE: Label = { en: 'mean number waiting', zh: '平均排队数' }
/** Abandoned share. */
export const ABANDONED: Label = { en: 'abandoned', zh: '放弃率' }
/** Blocked share. */
export const BLOCKED: Label = { en: 'blocked', zh: '呼损率' }
/** Mean wait of the served. */
export const ASA: Label = { en: 'speed of answer (ASA), of the served', zh: '平均应答速度' }

/** Label of the strictest service level. */
export function serviceLevelLabel(thresholdMs: number): Label {
  const within = duration(thresholdMs)
  return { en: `answered within ${within} ÷ offered`, zh: `${within} 内接通量 ÷ 呼入量` }
}

/** A share of contacts. */
export function share(name: string, label: Label): Measure {
  return { name, label, unit: 'share' }
}

/** A time. */
export function time(name: string, label: Label): Measure {
  return { name, label, unit: 'ms' }
}

/** A number of contacts. */
export function count(name: string, label: Label): Measure {
  return { name, label, unit: 'contacts' }
}

/** Writes an answer as the options say. */
export function writeAnswer(model: string, options: OutputOptions, answer: Answer): void {
  writeResults(options, {
    json: () => jsonText(document(model, answer)),
    csv: () => csv(answer),
    report: () => report(answer, options.lang),
  })
}

/** A number for JSON: null for what is not finite. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function document(model: string, { asked, measures, columns }: Answer): unknown {
  const figures = ({ values }: Column) =>
    Object.fromEntries(measures.map(({ name }, at) => [name, finite(values[at]!)]))
  const [only] = columns
  return {
    command: `theory ${model}`,
    version,
    ...asked,
    ...(only !== undefined && only.key === undefined
      ? { measures: figures(only) }
      : { results: columns.map((column) => ({ name: column.key, measures: figures(column) })) }),
  }
}

function csv({ measures, columns }: Answer): string {
  const named = columns.some(({ key }) => key !== undefined)
  return csvText([
    [...(named ? ['name'] : []), 'measure', 'unit', 'value'],
    ...columns.flatMap(({ key, values }) =>
      measures.map(({ name, unit }, at) => [...(named ? [key ?? ''] : []), name, unit, csvNumber(values[at]!)]),
    ),
  ])
}

function report({ title, measures, columns, notes = [] }: Answer, language: OutputOptions['lang']): string {
  const [only] = columns
  const rows =
    only !== undefined && only.key === undefined
      ? measures.map(({ label, unit }, at) => [
          say(label, language),
          figure(only.values[at]!, unit),
          exactText(only.values[at]!),
        ])
      : tall(measures, columns, language)
  return [title, table(rows), ...notes.map((note) => say(note, language))].join('\n').concat('\n')
}

/** One line for each column: there may be more of them than a page is wide. */
function tall(measures: readonly Measure[], columns: readonly Column[], language: OutputOptions['lang']): string[][] {
  return [
    ['', ...measures.map(({ label }) => say(label, language))],
    ...columns.map(({ label, values }) => [
      say(label, language),
      ...measures.map(({ unit }, at) => figure(values[at]!, unit)),
    ]),
  ]
}

/** The figure as it was computed, for those who check it against a table. */
function exactText(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(8) : String(value)
}
