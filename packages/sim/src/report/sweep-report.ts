import type { SweepResult } from '../experiment/sweep.ts'
import { type MeasureName, measureNamed, MEASURES } from '../measure/measure.ts'
import type { Label } from '../scenario/scenario.ts'
import { csvNumber, csvText } from './csv.ts'
import { figure, range } from './figure.ts'
import { svgCurves } from './interval-plot.ts'
import { jsonEstimates } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { table } from './table.ts'

const SAME_CALLERS: Label = {
  en: 'All points have the same callers as far as the file allows: differences between rows are smaller in error than the intervals.',
  zh: '各点在场景允许范围内使用相同来话：行间差值的误差小于区间所示。',
}

/** Lines that can be told apart. */
const MOST_CURVES = 6

/** What a sweep shows. */
export interface SweepTable {
  readonly title: string
  /** Of the factors. */
  readonly names: readonly string[]
  readonly results: readonly SweepResult[]
  readonly shown: readonly MeasureName[]
  readonly again: string
}

/** What `sweep` prints for people: one line a point. */
export function sweepReport({ title, names, results, shown, again }: SweepTable, language: Language): string {
  const measures = shown.map(measureNamed)
  const head = [...names, ...measures.flatMap(({ label }) => [say(label, language), say(TEXT.interval, language)])]
  const rows = results.map(({ values, measures: estimates }) => [
    ...values,
    ...measures.flatMap(({ name, unit }) => [figure(estimates[name].mean, unit), range(estimates[name], unit)]),
  ])
  const notes = `${say(SAME_CALLERS, language)}\n${say(TEXT.runAgain, language)}: ${again}\n`
  return [title, table([head, ...rows]), notes].join('\n\n')
}

/** One measure over the first factor, a line for each combination of the others; points by number where it has none. */
export function sweepPlot(
  title: string,
  names: readonly string[],
  results: readonly SweepResult[],
  measure: MeasureName,
  language: Language,
): string {
  const { label, unit } = measureNamed(measure)
  const curves = new Map<string, { x: number; estimate: SweepResult['measures'][MeasureName] }[]>()
  for (const [at, { values, measures }] of results.entries()) {
    const [first = '', ...others] = values
    const name = others.map((value, other) => `${names[other + 1]} ${value}`).join(', ')
    const x = Number.parseFloat(first)
    const points = curves.get(name) ?? []
    points.push({ x: Number.isFinite(x) ? x : at, estimate: measures[measure] })
    curves.set(name, points)
  }
  const drawn = [...curves].slice(0, MOST_CURVES).map(([name, points]) => ({ name, points }))
  return svgCurves(`${title}: ${say(label, language)}`, `${names[0]} — ${say(label, language)}`, drawn, unit)
}

/** Every measure of every point, for machines. */
export function jsonSweep(names: readonly string[], results: readonly SweepResult[]): unknown[] {
  return results.map(({ values, measures }) => ({
    values: Object.fromEntries(names.map((name, at) => [name, values[at]])),
    measures: jsonEstimates(measures),
  }))
}

/** One point and measure a line, the factors in columns of their own. */
export function sweepCsv(names: readonly string[], results: readonly SweepResult[]): string {
  const rows = results.flatMap(({ values, measures }) =>
    MEASURES.map(({ name, unit }) => {
      const { mean, ci95 } = measures[name]
      return [...values, name, unit, ...[mean, ...ci95].map(csvNumber)]
    }),
  )
  return csvText([[...names, 'measure', 'unit', 'mean', 'ci95_low', 'ci95_high'], ...rows])
}
