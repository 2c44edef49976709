import type { Estimates } from '../measure/estimates.ts'
import type { Line } from '../measure/line.ts'
import { type MeasureName, measureNamed, MEASURES } from '../measure/measure.ts'
import { families } from '../measure/population.ts'
import type { Label } from '../scenario/scenario.ts'
import { daysTable } from './days-table.ts'
import { duration, figure, range } from './figure.ts'
import { flowTables, ratingTable } from './flow-table.ts'
import { type Language, say, TEXT } from './language.ts'
import { leftOut } from './left-out.ts'
import { linesTable } from './lines-table.ts'
import { salesTable } from './sales-table.ts'
import { ofThoseWhoWaited, serviceLevelFormulas, thresholdWords } from './service-level.ts'
import type { Summary } from './summary.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
/** Columns of the tables by type and by group. */
const COLUMNS: readonly MeasureName[] = [
  'offered',
  'answered',
  'serviceLevel',
  'asaMs',
  'abandonRate',
  'occupancy',
  'ahtMs',
]

/** What `run` prints for people. */
export function runReport(summary: Summary, again: string, language: Language): string {
  const parts = [
    heading(summary, language),
    table([
      [say(TEXT.measure, language), say(TEXT.estimate, language), say(TEXT.interval, language)],
      ...MEASURES.map((measure) => [
        measureLabel(measure.name, summary, language),
        figure(summary.measures[measure.name].mean, measure.unit),
        range(summary.measures[measure.name], measure.unit),
      ]),
    ]),
  ]
  for (const { what, rows } of breakdowns(summary))
    if (rows.length > 1) parts.push(breakdown(what, rows, summary, language))
  const days = daysTable(summary, language)
  if (days !== '') parts.push(days)
  const lines = (title: string, of: readonly Line[]) => (of.length > 0 ? [linesTable(title, of, language)] : [])
  const titled = (what: Label, label: Label) => `${say(what, language)}: ${say(label, language)}`
  parts.push(
    ...lines(say(TEXT.ends, language), summary.ends),
    ...(summary.flows === undefined ? [] : flowTables(summary.flows, language)),
    ...lines(say(TEXT.sites, language), summary.moved),
    ...ratingTable(summary.ratings, language),
    ...salesTable(summary.sales, language),
    ...summary.cases.map((each) => linesTable(titled(TEXT.cases, each.label), each.lines, language)),
    ...lines(say(TEXT.beside, language), summary.beside),
    ...summary.calls.map((each) => linesTable(titled(TEXT[each.what], each.label), each.lines, language)),
  )
  if (summary.byGroup.size > 1) parts.push(wrapped(say(TEXT.ofGroups, language), WIDTH, ''))
  parts.push(footnotes(summary, again, language))
  return `${parts.join('\n\n')}\n`
}

/** Title of a scenario: its name and how it was run. */
export function heading(summary: Summary, language: Language): string {
  const { scenario, seed, replications } = summary
  const { run } = scenario
  const name = language === 'zh' ? (scenario.nameZh ?? scenario.name) : scenario.name
  const warmUp = run.warmUpMs === 0 ? '' : ` ${say(TEXT.afterWarmUp, language)} ${duration(run.warmUpMs)}`
  const how = `${replications} ${say(TEXT.replications, language)} ${say(TEXT.of, language)} ${duration(run.durationMs)}`
  return `${name}\n${how}${warmUp}, ${say(TEXT.seed, language)} ${seed}`
}

/** Name of a measure; the service level with its threshold. */
export function measureLabel(name: MeasureName, summary: Summary, language: Language): string {
  const label = say(measureNamed(name).label, language)
  return name === 'serviceLevel' ? `${label} (${say(thresholdWords(summary.scenario), language)})` : label
}

/** How the figures are formed, what is left out, and the command that gives the same figures again. */
export function footnotes(summary: Summary, again: string, language: Language): string {
  const level = say(measureNamed('serviceLevel').label, language)
  const formulas = [
    ...serviceLevelFormulas(summary.scenario).map((formula) => `${level} = ${say(formula, language)}`),
    ...(['asaMs', 'abandonRate', 'occupancy', 'ahtMs'] as const).map((name) => {
      const { label, formula } = measureNamed(name)
      return [say(label, language), '=', say(ofThoseWhoWaited(formula, summary.scenario), language)].join(' ')
    }),
  ]
  const left = leftOut(summary.scenario)
    .map((label) => say(label, language))
    .join(language === 'zh' ? '；' : '; ')
  const parts = [
    `${say(TEXT.formulas, language)}:\n${formulas.map((formula) => wrapped(formula, WIDTH)).join('\n')}`,
    `${say(TEXT.leftOut, language)}:\n${wrapped(left, WIDTH)}`,
    `${say(TEXT.runAgain, language)}: ${again}`,
  ]
  if (summary.unfinished > 0) parts.unshift(`! ${summary.unfinished} ${say(TEXT.unfinished, language)}`)
  return parts.join('\n')
}

/** A table of the report: a kind of population, and its members. */
interface Breakdown {
  readonly what: Label
  readonly rows: readonly (readonly [label: Label, estimates: Estimates])[]
}

/** By type as the scenario writes them, by what they are split by, by tenant, by group. */
function breakdowns({ scenario, byType, byPart, byGroup, byTenant }: Summary): Breakdown[] {
  const partLabels = new Map(scenario.types.map(({ split }) => [split?.value ?? '', split?.label]))
  return [
    { what: TEXT.type, rows: families(scenario).map(({ id, label }) => [label, byType.get(id)!]) },
    ...[...byPart].map(([by, parts]) => ({
      what: { en: by, zh: by },
      rows: [...parts].map(([part, estimates]) => [partLabels.get(part)!, estimates] as const),
    })),
    { what: TEXT.tenant, rows: [...byTenant].map(([id, each]) => [{ en: id, zh: id }, each] as const) },
    { what: TEXT.group, rows: scenario.groups.map(({ id, label }) => [label, byGroup.get(id)!]) },
  ]
}

function breakdown(what: Label, rows: Breakdown['rows'], summary: Summary, language: Language): string {
  const head = [say(what, language), ...COLUMNS.map((name) => measureLabel(name, summary, language))]
  const lines = rows.map(([label, estimates]) => [
    say(label, language),
    ...COLUMNS.map((name) => figure(estimates[name].mean, measureNamed(name).unit)),
  ])
  return table([head, ...lines])
}
