import type { MeasureName } from '../measure/measure.ts'
import type { TheoryFigures } from '../replay/theory-by-hour.ts'
import type { Label } from '../scenario/scenario.ts'
import { duration, figure, range, signed } from './figure.ts'
import { type Language, say, TEXT } from './language.ts'
import type { ComparedMonth, MonthComparison, PredictedMonth } from './month-comparison.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110

const WORDS = {
  recorded: { en: 'recorded', zh: '实际记录' },
  withRecorded: { en: 'replay, handling times of the log', zh: '重放，日志的处理时长' },
  withForecast: { en: 'replay, handling times forecast day by day', zh: '重放，逐日预测的处理时长' },
  withFitted: { en: 'replay, handling times of the scenario', zh: '重放，场景的处理时长' },
  erlangA: { en: 'Erlang A by the hour', zh: 'Erlang A（逐小时）' },
  erlangC: { en: 'Erlang C by the hour', zh: 'Erlang C（逐小时）' },
  abandoned: { en: 'abandoned', zh: '放弃率' },
  difference: { en: 'less recorded', zh: '与实际之差' },
  meanWait: { en: 'mean wait', zh: '平均等待' },
  serviceLevel: { en: 'service level', zh: '服务水平' },
  days: { en: 'days', zh: '天' },
  calls: { en: 'calls', zh: '个来话' },
  byType: {
    en: 'Abandoned by contact type, recorded → replay with handling times of the log',
    zh: '各类业务放弃率：实际 → 重放（日志的处理时长）',
  },
  notes: {
    en:
      'Service level: answered within the threshold ÷ offered. Mean wait: of all callers, answered or not. The intervals ' +
      'are of the replications: they hold what is drawn (presence, patience, after-call work, handling times), not what the ' +
      'training months may say wrongly of later ones. A forecast handling time is the scenario’s, longer or shorter as the days ' +
      'before in the log say. Erlang A and C: one queue, each hour for itself, with the calls of the ' +
      'log, the means of the scenario and the agents of the replay. Erlang C knows no abandonment: an hour whose load is not ' +
      'below its agents has no mean wait, and with one such hour nor has the month.',
    zh:
      '服务水平：门限内接通量 ÷ 呼入量。平均等待：含放弃者。置信区间只反映重放中的随机抽取（在席、耐心、事后处理、处理时长），' +
      '不反映训练月份对以后月份的偏差。逐日预测：按日志中前几日的水平调整场景的处理时长。Erlang A 与 C：单队列、逐小时，用日志来话量、场景均值与重放的在席人数。' +
      'Erlang C 不含放弃：负荷不低于座席数的小时没有平均等待。',
  },
  overloaded: { en: 'calls in hours that Erlang C cannot carry', zh: 'Erlang C 无法承载的小时中的来话' },
} as const satisfies Record<string, Label>

/** What `replay --compare-theory` prints for people. */
export function monthReport(
  comparison: MonthComparison,
  files: readonly string[],
  again: string,
  language: Language,
): string {
  const { scenario, replications, seed, months } = comparison
  const name = language === 'zh' ? (scenario.nameZh ?? scenario.name) : scenario.name
  const parts = [
    `${name}\n${files.join(', ')}\n${replications} ${say(TEXT.replications, language)}, ${say(TEXT.seed, language)} ${seed}`,
    ...months.map((month) => monthTable(month, scenario.serviceLevel.thresholdMs, language)),
    `${say(WORDS.byType, language)}:\n${typeTable(comparison, language)}`,
    wrapped(say(WORDS.notes, language), WIDTH, ''),
    `${say(TEXT.runAgain, language)}: ${again}`,
  ]
  return `${parts.join('\n\n')}\n`
}

function monthTable(month: ComparedMonth, thresholdMs: number, language: Language): string {
  const was = month.recorded.measures
  const title = `${month.month}: ${month.days} ${say(WORDS.days, language)}, ${was.offered.mean} ${say(WORDS.calls, language)}`
  const serviceLevel = `${say(WORDS.serviceLevel, language)} (${duration(thresholdMs)})`
  const head = ['', say(WORDS.abandoned, language), say(TEXT.interval, language), say(WORDS.difference, language)]
  const overloaded = `${say(WORDS.overloaded, language)}: ${figure(month.theory.erlangC.overloaded, 'share')}`
  const rows = [
    [...head, say(WORDS.meanWait, language), serviceLevel],
    [
      say(WORDS.recorded, language),
      figure(was.abandonRate.mean, 'share'),
      '',
      '',
      figure(was.meanWaitMs.mean, 'ms'),
      figure(was.serviceLevel.mean, 'share'),
    ],
    replayRow(WORDS.withRecorded, month.withRecorded, month, language),
    replayRow(WORDS.withForecast, month.withForecast, month, language),
    replayRow(WORDS.withFitted, month.withFitted, month, language),
    theoryRow(WORDS.erlangA, month.theory.erlangA, month, language),
    theoryRow(WORDS.erlangC, month.theory.erlangC, month, language),
  ]
  return `${title}\n${table(rows)}\n  ${overloaded}`
}

function replayRow(
  label: Label,
  { measures }: PredictedMonth,
  { recorded }: ComparedMonth,
  language: Language,
): string[] {
  return [
    say(label, language),
    figure(measures.abandonRate.mean, 'share'),
    range(measures.abandonRate, 'share'),
    signed(measures.abandonRate.mean - recorded.measures.abandonRate.mean, 'share'),
    figure(measures.meanWaitMs.mean, 'ms'),
    figure(measures.serviceLevel.mean, 'share'),
  ]
}

function theoryRow(label: Label, theory: TheoryFigures, { recorded }: ComparedMonth, language: Language): string[] {
  return [
    say(label, language),
    figure(theory.abandonRate, 'share'),
    '',
    signed(theory.abandonRate - recorded.measures.abandonRate.mean, 'share'),
    figure(theory.meanWaitMs, 'ms'),
    figure(theory.serviceLevel, 'share'),
  ]
}

function typeTable({ scenario, months }: MonthComparison, language: Language): string {
  const measure: MeasureName = 'abandonRate'
  const rows = scenario.types.map(({ id, label }) => [
    say(label, language),
    ...months.map(({ recorded, withRecorded }) => {
      const [was, is] = [recorded.byType.get(id)!, withRecorded.byType.get(id)!]
      return `${figure(was[measure].mean, 'share')} → ${figure(is[measure].mean, 'share')}`
    }),
  ])
  return table([[say(TEXT.type, language), ...months.map(({ month }) => month)], ...rows])
}
