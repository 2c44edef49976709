import { differences, type Estimates } from '../measure/estimates.ts'
import { measureNamed, MEASURES } from '../measure/measure.ts'
import { csvNumber, csvText } from './csv.ts'
import { figure, range, signed } from './figure.ts'
import { jsonEstimates } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import type { ReplaySummary } from './replay-summary.ts'
import { measureLabel } from './run-report.ts'
import { table } from './table.ts'

/** A replay of the same callers by another policy than the scenario's. */
export interface PolicyReplay {
  readonly name: string
  readonly summary: ReplaySummary
}

/** Every policy beside the scenario's, and its differences from that on the same callers; empty without any. */
export function policyReport(first: ReplaySummary, others: readonly PolicyReplay[], language: Language): string {
  if (others.length === 0) return ''
  const all = differencesFrom(first, others)
  const rows = MEASURES.filter(({ name }) => name !== 'offered').map(({ name, unit }) => [
    measureLabel(name, first.replayed, language),
    figure(first.replayed.measures[name].mean, unit),
    ...all.flatMap(({ difference, summary }) => [
      figure(summary.replayed.measures[name].mean, unit),
      range(difference[name], unit, signed),
    ]),
  ])
  const scenario = say(TEXT.scenario, language)
  const head = ['', scenario, ...others.flatMap(({ name }) => [name, `${name} − ${scenario}`])]
  return `\n${say(TEXT.withinSameCallers, language)} (${say(TEXT.interval, language)}):\n${table([head, ...rows])}\n`
}

/** The same as plain data. */
export function jsonPolicies(first: ReplaySummary, others: readonly PolicyReplay[]): unknown[] {
  return differencesFrom(first, others).map(({ name, summary, difference }) => ({
    name,
    measures: jsonEstimates(summary.replayed.measures),
    byType: Object.fromEntries([...summary.replayed.byType].map(([type, each]) => [type, jsonEstimates(each)])),
    byGroup: Object.fromEntries([...summary.replayed.byGroup].map(([group, each]) => [group, jsonEstimates(each)])),
    differences: jsonEstimates(difference),
  }))
}

/** Further lines of the CSV of a replay: what a policy showed (`policy`), and how much more than the scenario's (`difference`). */
export function policyCsv(first: ReplaySummary, others: readonly PolicyReplay[]): string {
  const { file } = first.replayed
  const rows = (population: string, name: string, estimates: Estimates) =>
    MEASURES.map((measure) => {
      const { mean, ci95 } = estimates[measure.name]
      const { unit } = measureNamed(measure.name)
      return [file, population, name, measure.name, unit, '', csvNumber(mean), csvNumber(ci95[0]), csvNumber(ci95[1])]
    })
  return csvText(
    differencesFrom(first, others).flatMap(({ name, summary, difference }) => [
      ...rows('policy', name, summary.replayed.measures),
      ...rows('difference', name, difference),
    ]),
  )
}

function differencesFrom(first: ReplaySummary, others: readonly PolicyReplay[]) {
  return others.map((other) => ({
    ...other,
    difference: differences(other.summary.replayed.all, first.replayed.all),
  }))
}
