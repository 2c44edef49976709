import type { Estimates } from '../measure/estimates.ts'
import { type MeasureName, measureNamed, MEASURES } from '../measure/measure.ts'
import type { RemarkedRows } from '../replay/read-log.ts'
import type { Weekday } from '../scenario/clock.ts'
import type { Label } from '../scenario/scenario.ts'
import { duration, figure, range, signed } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import type { AgentSource, ReplaySummary } from './replay-summary.ts'
import { footnotes, measureLabel } from './run-report.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
/** Measures of the tables by type and by day. */
const COLUMNS: readonly MeasureName[] = ['abandonRate', 'meanWaitMs', 'serviceLevel']

const WORDS = {
  days: { en: 'days', zh: '天' },
  calls: { en: 'calls', zh: '个来话' },
  from: { en: 'from', zh: '自' },
  to: { en: 'to', zh: '至' },
  day: { en: 'day', zh: '日期' },
  agentsOfScenario: { en: 'agents: those of the scenario', zh: '座席：取自场景' },
  agentsOfLog: {
    en: 'agents: those of the log, there from call to call unless the pause was longer than',
    zh: '座席：取自日志；两次通话间隔不超过以下时长视为在席：',
  },
  agentsOfModel: { en: 'agents: those of the log, inferred with', zh: '座席：由日志推断，模型文件' },
  handlingOfScenario: { en: 'handling times: drawn from the scenario', zh: '处理时长：由场景抽取' },
  handlingForecast: {
    en: 'handling times: drawn from the scenario, longer or shorter as the days before in the log say',
    zh: '处理时长：由场景抽取，并按日志中前几日的水平调整',
  },
  overlapping: {
    en: 'conversations cut short because their agent answered the next call',
    zh: '因座席已接下一来话而截短的通话',
  },
  dropped: { en: 'Rows of the log that were dropped', zh: '日志中被舍弃的行' },
  mended: { en: 'Rows that were kept although something in them is wrong', zh: '有误但保留的行' },
  rows: { en: 'rows', zh: '行数' },
  firstLine: { en: 'first on line', zh: '首见行号' },
  outsideWindow: { en: 'calls outside the window of the run', zh: '仿真时段之外的来话' },
  none: { en: 'none', zh: '无' },
  unknown: {
    en:
      'A log knows neither after-call work nor free agents: the recorded handling time is the conversation alone, ' +
      'and there is no recorded occupancy. A priority in the log counts only where the scenario has a type for it ' +
      '(PS-2 for PS of priority 2).',
    zh: '日志不含事后处理与空闲座席：记录的处理时长仅为通话时间，且无实际占用率。日志中的优先级仅在场景设有对应类型时采用（如 PS 优先级 2 对应 PS-2）。',
  },
} as const satisfies Record<string, Label>

const HANDLING = { scenario: WORDS.handlingOfScenario, forecast: WORDS.handlingForecast } as const

const WEEKDAY: Readonly<Record<Weekday, Label>> = {
  mon: { en: 'Mon', zh: '周一' },
  tue: { en: 'Tue', zh: '周二' },
  wed: { en: 'Wed', zh: '周三' },
  thu: { en: 'Thu', zh: '周四' },
  fri: { en: 'Fri', zh: '周五' },
  sat: { en: 'Sat', zh: '周六' },
  sun: { en: 'Sun', zh: '周日' },
}

/** What `replay` prints for people. */
export function replayReport(summary: ReplaySummary, again: string, language: Language): string {
  const parts = [heading(summary, language), overallTable(summary, language)]
  if (summary.replayed.byType.size > 1) parts.push(typeTable(summary, language))
  if (summary.days.length > 1) parts.push(dayTable(summary, language))
  parts.push(
    remarks(WORDS.dropped, summary.log.dropped, language),
    remarks(WORDS.mended, summary.log.mended, language),
    `${say(WORDS.outsideWindow, language)}: ${summary.outsideWindow}\n${say(WORDS.overlapping, language)}: ${summary.overlapping}`,
    `${wrapped(say(WORDS.unknown, language), WIDTH, '')}\n${footnotes(summary.replayed, again, language)}`,
  )
  return `${parts.join('\n\n')}\n`
}

function heading(summary: ReplaySummary, language: Language): string {
  const { files, days, replayed, recorded, handling } = summary
  const { scenario, replications, seed } = replayed
  const name = language === 'zh' ? (scenario.nameZh ?? scenario.name) : scenario.name
  const span = `${say(WORDS.from, language)} ${days[0]!.date} ${say(WORDS.to, language)} ${days.at(-1)!.date}`
  const calls = `${recorded.measures.offered.mean} ${say(WORDS.calls, language)}`
  return [
    name,
    `${files.join(', ')}: ${days.length} ${say(WORDS.days, language)} ${span}, ${calls}`,
    `${replications} ${say(TEXT.replications, language)}, ${say(TEXT.seed, language)} ${seed}; ${agentsText(summary.agents, language)}`,
    ...(handling === 'recorded' ? [] : [say(HANDLING[handling], language)]),
  ].join('\n')
}

function agentsText(agents: AgentSource, language: Language): string {
  if (agents.from === 'scenario') return say(WORDS.agentsOfScenario, language)
  if ('presence' in agents) return `${say(WORDS.agentsOfModel, language)} ${agents.presence}`
  return `${say(WORDS.agentsOfLog, language)} ${duration(agents.longestPauseMs)}`
}

function overallTable({ recorded, replayed }: ReplaySummary, language: Language): string {
  const head = [TEXT.measure, TEXT.recorded, TEXT.replayed, TEXT.interval, TEXT.difference]
  return table([
    head.map((label) => say(label, language)),
    ...MEASURES.map(({ name, unit }) => [
      measureLabel(name, replayed, language),
      figure(recorded.measures[name].mean, unit),
      figure(replayed.measures[name].mean, unit),
      range(replayed.measures[name], unit),
      signed(replayed.measures[name].mean - recorded.measures[name].mean, unit),
    ]),
  ])
}

function typeTable({ recorded, replayed }: ReplaySummary, language: Language): string {
  const rows = replayed.scenario.types.map(({ id, label }) => [
    say(label, language),
    ...pairs(recorded.byType.get(id)!, replayed.byType.get(id)!),
  ])
  return table([pairHead([say(TEXT.type, language)], replayed, language), ...rows])
}

function dayTable({ days, replayed }: ReplaySummary, language: Language): string {
  const rows = days.map((day) => [
    `${day.date} ${say(WEEKDAY[day.weekday], language)}`,
    ...pairs(day.recorded, day.replayed),
  ])
  return table([pairHead([say(WORDS.day, language)], replayed, language), ...rows])
}

/** Recorded → replayed, so that both stand in one column. */
function pairs(recorded: Estimates, replayed: Estimates): string[] {
  const ways = COLUMNS.map((name) => {
    const { unit } = measureNamed(name)
    return `${figure(recorded[name].mean, unit)} → ${figure(replayed[name].mean, unit)}`
  })
  return [String(recorded.offered.mean), ...ways]
}

function pairHead(first: readonly string[], replayed: ReplaySummary['replayed'], language: Language): string[] {
  const arrow = `${say(TEXT.recorded, language)} → ${say(TEXT.replayed, language)}`
  return [
    ...first,
    measureLabel('offered', replayed, language),
    ...COLUMNS.map((name, at) => `${measureLabel(name, replayed, language)}${at === 0 ? `, ${arrow}` : ''}`),
  ]
}

function remarks(title: Label, remarked: readonly RemarkedRows[], language: Language): string {
  if (remarked.length === 0) return `${say(title, language)}: ${say(WORDS.none, language)}`
  const rows = remarked.map(({ label, rows, firstLine }) => [say(label, language), String(rows), String(firstLine)])
  return `${say(title, language)}:\n${table([['', say(WORDS.rows, language), say(WORDS.firstLine, language)], ...rows])}`
}
