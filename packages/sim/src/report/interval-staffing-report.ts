import { measureNamed } from '../measure/measure.ts'
import { formatClock } from '../scenario/clock.ts'
import type { Label } from '../scenario/scenario.ts'
import { probabilityMet, type TargetResult } from '../staffing/evaluate.ts'
import { intervalSpan, type IntervalProblem, planHours } from '../staffing/interval/problem.ts'
import type { IntervalResult } from '../staffing/interval/search.ts'
import { csvNumber, csvText } from './csv.ts'
import { duration, figure, range } from './figure.ts'
import { textPlot } from './interval-plot.ts'
import { jsonEstimate } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110

const WORDS = {
  interval: { en: 'interval', zh: '时段' },
  offered: { en: 'offered', zh: '呼入量' },
  load: { en: 'erlangs', zh: '话务量' },
  needed: { en: 'needed', zh: '需要座席' },
  there: { en: 'scheduled', zh: '排班座席' },
  target: { en: 'target, over the whole run', zh: '目标（全程）' },
  onSample: { en: 'independent sample', zh: '独立样本' },
  probability: { en: 'probability that it is met', zh: '达标概率' },
  shift: { en: 'shift', zh: '班次' },
  breaks: { en: 'breaks', zh: '休息' },
  agents: { en: 'agents', zh: '座席数' },
  cost: { en: 'cost', zh: '成本' },
  inAll: { en: 'in all', zh: '合计' },
  hours: { en: 'agent-hours needed', zh: '所需人时' },
  cover: {
    en: 'cost of the cheapest cover of what is needed, before simulation',
    zh: '仿真调整前最便宜覆盖方案的成本',
  },
  assumed: {
    en:
      'With the numbers needed every target was met in every interval on the callers of the search. No agent of one interval alone ' +
      'could be taken out, but for those whom the check on other callers put in. ' +
      'The plot is of an independent sample: callers that the search did not see. ' +
      'Contacts belong to the interval in which they come; the load is that of callers who never wait.',
    zh:
      '所需座席数在搜索所用的来话上使每个时段均达到各目标；除独立检验后增加的座席外，任一时段单独减少一名座席即不达标。图示为独立样本（搜索未使用的来话）。' +
      '来话计入其到达的时段；话务量按无人等待计。',
  },
  searched: { en: 'replications simulated', zh: '次仿真' },
} as const satisfies Record<string, Label>

/** What `staff --by` prints for people. */
export function intervalStaffingReport(
  problem: IntervalProblem,
  result: IntervalResult,
  again: string,
  language: Language,
): string {
  const word = (label: Label) => say(label, language)
  const { check, plan, roster } = result
  const blocks = [
    problem.name,
    intervalTable(problem, result, language),
    ...problem.targets.map((target, at) =>
      textPlot({
        title: `${target.text} (${word(WORDS.onSample)})`,
        unit: unitOf(target),
        rows: check.results.map((results, interval) => ({
          name: spanText(problem, interval),
          estimate: results[at]!.estimate,
        })),
      }),
    ),
    table([
      [word(WORDS.target), word(WORDS.onSample), word(TEXT.interval), word(WORDS.probability)],
      ...check.day.map((each) => [
        each.target.text,
        figure(each.estimate.mean, unitOf(each.target)),
        range(each.estimate, unitOf(each.target)),
        percent(probabilityMet(each)),
      ]),
    ]),
  ]
  if (roster !== undefined) blocks.push(rosterTable(problem, roster, language))
  blocks.push(
    [
      `${word(WORDS.hours)}: ${Number(planHours(problem, plan).toFixed(2))} (${word(WORDS.cost)} ${money(result.cost)})`,
      ...(roster === undefined ? [] : [`${word(WORDS.cover)}: ${money(roster.coverCost)}`]),
      wrapped(word(WORDS.assumed), WIDTH, ''),
      `${result.simulations} ${word(WORDS.searched)}`,
      `${word(TEXT.runAgain)}: ${again}`,
    ].join('\n'),
  )
  return `${blocks.join('\n\n')}\n`
}

/** A row an interval: what comes, who is needed, who is there, and the chance that each target is met. */
function intervalTable(problem: IntervalProblem, result: IntervalResult, language: Language): string {
  const word = (label: Label) => say(label, language)
  const { variables, targets } = problem
  const { plan, roster, load, check } = result
  const name = (label: Label, variable: string) => (variables.length === 1 ? word(label) : `${variable} ${word(label)}`)
  const rows = plan.map((staffing, at) => [
    spanText(problem, at),
    figure(sum(check.offered[at]!), 'contacts'),
    load[at]!.toFixed(1),
    ...variables.flatMap((_, variable) => [
      String(staffing[variable]),
      ...(roster === undefined ? [] : [String(roster.onDuty[at]![variable])]),
    ]),
    ...check.results[at]!.map((each) => percent(probabilityMet(each))),
  ])
  const head = [
    word(WORDS.interval),
    word(WORDS.offered),
    word(WORDS.load),
    ...variables.flatMap((variable) => [
      name(WORDS.needed, variable.name),
      ...(roster === undefined ? [] : [name(WORDS.there, variable.name)]),
    ]),
    ...targets.map(({ text }) => `P(${text})`),
  ]
  return table([head, ...rows])
}

function rosterTable(
  problem: IntervalProblem,
  roster: NonNullable<IntervalResult['roster']>,
  language: Language,
): string {
  const word = (label: Label) => say(label, language)
  const { scenario, variables, columns } = problem
  const clock = (ms: number) => formatClock(scenario.run.startsAtMs + ms)
  const used = [...columns.keys()].filter((at) => roster.counts[at]! > 0)
  const places = (at: number) => variables[columns[at]!.variable]!.places.length
  return table(
    [
      [word(TEXT.group), word(WORDS.shift), word(WORDS.breaks), word(WORDS.agents), word(WORDS.cost)],
      ...used.map((at) => {
        const { variable, fromMs, toMs, breaks, cost } = columns[at]!
        const each = roster.counts[at]!
        return [
          variables[variable]!.name,
          `${clock(fromMs)}–${clock(toMs)}`,
          breaks.map(({ atMs, lengthMs }) => `${clock(atMs)} ${duration(lengthMs)}`).join(', '),
          places(at) === 1 ? `${each}` : `${places(at)} × ${each}`,
          money(cost * each),
        ]
      }),
      [word(WORDS.inAll), '', '', String(sum(used.map((at) => places(at) * roster.counts[at]!))), money(roster.cost)],
    ],
    '  ',
    3,
  )
}

/** The same for machines; times from the start of the run. */
export function jsonIntervalStaffing(problem: IntervalProblem, result: IntervalResult): Record<string, unknown> {
  const { variables, columns, intervalMs } = problem
  const { plan, roster, load, check } = result
  const named = (staffing: readonly number[]) =>
    Object.fromEntries(variables.map(({ name }, at) => [name, staffing[at]]))
  return {
    intervalMs,
    cost: result.cost,
    agentHours: planHours(problem, plan),
    intervals: plan.map((staffing, at) => {
      const [fromMs, toMs] = intervalSpan(problem, at)
      return {
        fromMs,
        toMs,
        offered: sum(check.offered[at]!),
        loadErlangs: load[at],
        agents: named(staffing),
        ...(roster !== undefined && { scheduled: named(roster.onDuty[at]!) }),
        targets: check.results[at]!.map(jsonTarget),
      }
    }),
    targets: check.day.map(jsonTarget),
    ...(roster !== undefined && {
      roster: {
        cost: roster.cost,
        coverCost: roster.coverCost,
        shifts: columns.flatMap(({ variable, fromMs, toMs, breaks, cost }, at) => {
          const agents = roster.counts[at]!
          if (agents === 0) return []
          const each = breaks.map(({ atMs, lengthMs }) => ({ fromMs: atMs, toMs: atMs + lengthMs }))
          return [{ group: variables[variable]!.name, fromMs, toMs, breaks: each, agents, cost: cost * agents }]
        }),
      },
    }),
    simulations: result.simulations,
  }
}

/** One interval a line. */
export function intervalStaffingCsv(problem: IntervalProblem, { plan, roster, load, check }: IntervalResult): string {
  const { variables, targets } = problem
  const head = [
    'from_ms',
    'to_ms',
    'offered',
    'load_erlangs',
    ...variables.flatMap(({ name }) => [`${name} agents`, ...(roster === undefined ? [] : [`${name} scheduled`])]),
    ...targets.flatMap(({ text }) => [text, `${text} ci95_low`, `${text} ci95_high`, `${text} probability`]),
  ]
  const rows = plan.map((staffing, at) => [
    ...intervalSpan(problem, at).map(String),
    csvNumber(sum(check.offered[at]!)),
    csvNumber(load[at]!),
    ...variables.flatMap((_, variable) => [
      String(staffing[variable]),
      ...(roster === undefined ? [] : [String(roster.onDuty[at]![variable])]),
    ]),
    ...check.results[at]!.flatMap((each) =>
      [each.estimate.mean, ...each.estimate.ci95, probabilityMet(each)].map(csvNumber),
    ),
  ])
  return csvText([head, ...rows])
}

function jsonTarget(each: TargetResult): Record<string, unknown> {
  const probability = probabilityMet(each)
  return {
    target: each.target.text,
    ...jsonEstimate(each.estimate),
    probabilityMet: Number.isFinite(probability) ? probability : null,
  }
}

function spanText(problem: IntervalProblem, interval: number): string {
  const { startsAtMs } = problem.scenario.run
  return intervalSpan(problem, interval)
    .map((ms) => formatClock(startsAtMs + ms))
    .join('–')
}

function unitOf(target: TargetResult['target']): 'contacts' | 'ms' | 'share' {
  return target.onShareOfDays === undefined ? measureNamed(target.measure).unit : 'share'
}

function percent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  return share > 0.9995 ? '> 99.9 %' : share < 0.0005 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`
}

function money(cost: number): string {
  return String(Number(cost.toPrecision(6)))
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0)
}
