import type { Side } from '../experiment/experiment.ts'
import type { Finding, JudgedClaim, Verdict } from '../experiment/verdict.ts'
import { differences } from '../measure/estimates.ts'
import { type MeasureName, measureNamed, MEASURES } from '../measure/measure.ts'
import { movedDifference } from '../measure/moved-calls.ts'
import type { Replications } from '../run/replications.ts'
import type { Label } from '../scenario/scenario.ts'
import { figure, range, signed } from './figure.ts'
import { type IntervalPanel, textPlot } from './interval-plot.ts'
import { type Language, say, TEXT } from './language.ts'
import { shownAs } from './lines-table.ts'
import { footnotes, heading, measureLabel } from './run-report.ts'
import type { Summary } from './summary.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
const SPREAD: Label = { en: 'spread of', zh: '不均衡度：' }
const MARK: Readonly<Record<Verdict, string>> = { holds: '✓', fails: '✗', undecided: '?', untested: '–' }

/** A scenario of a comparison with its short name. */
export interface Entry {
  readonly id: string
  readonly summary: Summary
  readonly replications: Replications
}

/** What `compare` prints for people. */
export function compareReport(
  title: string,
  entries: readonly Entry[],
  claims: readonly JudgedClaim[],
  again: string,
  language: Language,
): string {
  const parts = [
    title,
    ...entries.map(({ id, summary }) => `${id}: ${heading(summary, language).replace('\n', ' — ')}`),
  ]
  const blocks = [
    parts.join('\n'),
    estimatesTable(entries, language),
    panels(entries, language).map(textPlot).join('\n'),
    `${say(TEXT.withinSameCallers, language)} (${say(TEXT.interval, language)}):\n${differencesTable(entries, language)}`,
  ]
  if (claims.length > 0) {
    blocks.push(`${say(TEXT.claims, language)}\n${claims.map((claim) => claimText(claim, language)).join('\n')}`)
  }
  blocks.push(footnotes(entries[0]!.summary, again, language))
  return `${blocks.join('\n\n')}\n`
}

/** Measures that are drawn. */
const DRAWN: readonly MeasureName[] = ['serviceLevel', 'abandonRate', 'asaMs', 'occupancy']

/** The scenarios' estimates side by side, a panel a measure. */
export function panels(entries: readonly Entry[], language: Language): IntervalPanel[] {
  return DRAWN.map((name) => ({
    title: measureLabel(name, entries[0]!.summary, language),
    unit: measureNamed(name).unit,
    rows: entries.map(({ id, summary }) => ({ name: id, estimate: summary.measures[name] })),
  }))
}

function estimatesTable(entries: readonly Entry[], language: Language): string {
  return table([
    [say(TEXT.estimate, language), ...entries.map(({ id }) => id)],
    ...MEASURES.map((measure) => [
      measureLabel(measure.name, entries[0]!.summary, language),
      ...entries.map(({ summary }) => figure(summary.measures[measure.name].mean, measure.unit)),
    ]),
    ...movedRows(entries, language),
  ])
}

/** Calls moved between sites and what that costs, where any scenario has sites. */
function movedRows(entries: readonly Entry[], language: Language): string[][] {
  const lines = entries.flatMap(({ summary }) => summary.moved.filter(({ isPart }) => isPart === false))
  const names = [...new Set(lines.map(({ name }) => name))]
  return names.map((each) => {
    const { label } = lines.find(({ name }) => name === each)!
    const cells = entries.map(({ summary }) => {
      const line = summary.moved.find(({ name }) => name === each)
      return line === undefined ? figure(NaN, 'contacts') : shownAs(line.estimate.mean, line.unit)
    })
    return [say(label, language), ...cells]
  })
}

/** Every scenario against the first, and against the one before it. */
function differencesTable(entries: readonly Entry[], language: Language): string {
  const pairs = entries.slice(1).flatMap((entry, at) => {
    const first = [entry, entries[0]!] as const
    return at === 0 ? [first] : [first, [entry, entries[at]!] as const]
  })
  const all = pairs.map(([a, b]) => differences(a.summary.all, b.summary.all))
  const rows = MEASURES.filter((measure) => measure.name !== 'offered').map((measure) => [
    measureLabel(measure.name, entries[0]!.summary, language),
    ...all.map((difference) => range(difference[measure.name], measure.unit, signed)),
  ])
  const moved = pairs.map(([a, b]) => movedDifference(a.replications, b.replications))
  const names = [...new Set(moved.flat().map(({ name }) => name))]
  const movedLines = names.map((each) => {
    const own = moved.map((lines) => lines.find(({ name }) => name === each))
    const label = own.find((line) => line !== undefined)!.label
    return [
      say(label, language),
      ...own.map((line) => (line === undefined ? figure(NaN, 'contacts') : range(line.estimate, 'contacts', signed))),
    ]
  })
  return table([['', ...pairs.map(([a, b]) => `${a.id} − ${b.id}`)], ...rows, ...movedLines])
}

function claimText({ claim, verdict, findings }: JudgedClaim, language: Language): string {
  const head = wrapped(`${MARK[verdict]} ${say(TEXT[verdict], language)}: ${say(claim.text, language)}`, WIDTH)
  const reason = 'untested' in claim ? [wrapped(say(claim.untested, language), WIDTH, '      ')] : []
  return [head, ...reason, ...findings.map((each) => findingText(each, language))].join('\n')
}

function findingText({ expectation, other, difference, verdict }: Finding, language: Language): string {
  const { measure, spreadBy, side } = expectation
  const { unit } = measureNamed(measure)
  const what = spreadBy === undefined ? name(measure, language) : `${say(SPREAD, language)} ${name(measure, language)}`
  const between = `${sideText(side)} − ${sideText(other)}`
  return `      ${what}, ${between}: ${signed(difference.mean, unit)} (${range(difference, unit, signed)}) ${MARK[verdict]}`
}

function name(measure: MeasureName, language: Language): string {
  return say(measureNamed(measure).label, language)
}

function sideText({ contender, type }: Side): string {
  return type === undefined ? contender : `${contender} ${type}`
}
