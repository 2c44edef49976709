import type { EstimatorScore, ExpectedWaitStudy } from '../expected-wait/study.ts'
import type { Label } from '../scenario/scenario.ts'
import { csvNumber, csvText } from './csv.ts'
import { duration, figure, range, signed, squareSeconds } from './figure.ts'
import { jsonEstimate, jsonLeftOut } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { leftOut } from './left-out.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110

const WORDS = {
  estimator: { en: 'estimator', zh: '预计等待估计法' },
  mse: { en: 'mean squared error', zh: '均方误差' },
  behind: { en: 'above the best', zh: '与最优之差' },
  mae: { en: 'mean absolute error', zh: '平均绝对误差' },
  bias: { en: 'mean error', zh: '平均误差' },
  counted: { en: 'contacts that waited and were answered', zh: '个排队后接通的来话' },
  meanWait: { en: 'mean wait', zh: '平均等待' },
  unserved: {
    en: 'that waited and were not answered are left out: how long they would have had to wait is not known',
    zh: '个排队后未接通的来话不计：其应等待的时间未知',
  },
  unestimated: {
    en: 'that were answered are left out because an estimator had nothing to go on, or nobody was signed in',
    zh: '个已接通的来话不计：某估计法尚无依据，或当时无座席签入',
  },
  how: {
    en:
      'Each estimator is asked by the engine when a contact begins to wait; error = estimate − wait until the answer. All see the ' +
      'same contacts. Above the best: paired difference of mean squared errors; an interval that holds 0 tells no difference. Each ' +
      'interval is of 95 % by itself.',
    zh: '来话开始排队时由引擎询问每种估计法；误差 = 估计值 − 至接通的实际等待。所有估计法面对相同来话。“与最优之差”为均方误差的配对差值，区间含 0 即不能区分。各区间单独按 95% 计。',
  },
} as const satisfies Record<string, Label>

const NAMES: ReadonlyMap<string, Label> = new Map([
  ['queue-length-with-abandonment', { en: 'queue length with abandonment', zh: '队长法（计放弃）' }],
  ['queue-length', { en: 'queue length', zh: '队长法（不计放弃）' }],
  ['skill-model', { en: 'skill model', zh: '技能模型' }],
  ['position', { en: 'position', zh: '位置推进法' }],
  ['last-to-enter-service', { en: 'last to enter service', zh: '最近接通者等待' }],
  ['smoothed-last-to-enter-service', { en: 'last to enter service, smoothed', zh: '最近接通者等待（平滑）' }],
  ['head-of-line', { en: 'head of line', zh: '队首已等待' }],
  ['recently-completed-service', { en: 'recently completed service', zh: '最近完成服务者等待' }],
  ['mean-wait', { en: '(mean of all waits so far)', zh: '（历史平均等待）' }],
])

/** What `expected-wait` prints for people. */
export function expectedWaitReport(study: ExpectedWaitStudy, again: string, language: Language): string {
  const { scenario, seed, replications, counted, unserved, unestimated, meanWait, scores } = study
  const { run } = scenario
  const name = language === 'zh' ? (scenario.nameZh ?? scenario.name) : scenario.name
  const words = (label: Label) => say(label, language)
  const warmUp = run.warmUpMs > 0 ? ` ${words(TEXT.afterWarmUp)} ${duration(run.warmUpMs)}` : ''
  const how = `${replications} ${words(TEXT.replications)} ${words(TEXT.of)} ${duration(run.durationMs)}${warmUp}, ${words(TEXT.seed)} ${seed}`
  const seen = `${counted} ${words(WORDS.counted)}; ${words(WORDS.meanWait)} ${figure(meanWait.mean, 'ms')} (${range(meanWait, 'ms')})`
  const head = [
    WORDS.estimator,
    WORDS.mse,
    TEXT.interval,
    WORDS.behind,
    TEXT.interval,
    WORDS.mae,
    TEXT.interval,
    WORDS.bias,
  ]
  const left = [
    `${unserved} ${words(WORDS.unserved)}`,
    ...(unestimated > 0 ? [`${unestimated} ${words(WORDS.unestimated)}`] : []),
    words(WORDS.how),
    `${words(TEXT.leftOut)}: ${leftOut(scenario)
      .map(words)
      .join(language === 'zh' ? '；' : '; ')}`,
  ]
  const notes = left.map((note) => wrapped(note, WIDTH, '')).join('\n')
  const rows = scores.map((score, at) => row(score, at === 0, language))
  return `${name}\n${how}\n${seen}\n\n${table([head.map(words), ...rows])}\n\n${notes}\n${words(TEXT.runAgain)}: ${again}\n`
}

function row({ name, mse, behind, mae, bias }: EstimatorScore, isBest: boolean, language: Language): string[] {
  const label = NAMES.get(name)
  return [
    label === undefined ? name : say(label, language),
    squareSeconds(mse.mean),
    range(mse, 'ms', squareSeconds),
    isBest ? '' : squareSeconds(behind.mean),
    isBest ? '' : range(behind, 'ms', squareSeconds),
    figure(mae.mean, 'ms'),
    range(mae, 'ms'),
    signed(bias.mean, 'ms'),
  ]
}

/** The same for machines; times in ms, squares in ms². */
export function jsonExpectedWait(study: ExpectedWaitStudy): Record<string, unknown> {
  const { scenario, counted, unserved, unestimated, meanWait, scores } = study
  return {
    name: scenario.name,
    counted,
    unserved,
    unestimated,
    meanWaitMs: jsonEstimate(meanWait),
    estimators: scores.map(({ name, mse, behind, mae, bias }) => ({
      name,
      meanSquaredErrorMs2: jsonEstimate(mse),
      aboveTheBestMs2: jsonEstimate(behind),
      meanAbsoluteErrorMs: jsonEstimate(mae),
      meanErrorMs: jsonEstimate(bias),
    })),
    leftOut: jsonLeftOut(scenario),
  }
}

/** One figure of one estimator a line. */
export function expectedWaitCsv({ scores }: ExpectedWaitStudy): string {
  const rows = scores.flatMap(({ name, mse, behind, mae, bias }) =>
    Object.entries({ meanSquaredError: mse, aboveTheBest: behind, meanAbsoluteError: mae, meanError: bias }).map(
      ([figure, { mean, ci95 }]) => [
        name,
        figure,
        figure.startsWith('meanS') || figure === 'aboveTheBest' ? 'ms2' : 'ms',
        ...[mean, ...ci95].map(csvNumber),
      ],
    ),
  )
  return csvText([['estimator', 'figure', 'unit', 'mean', 'ci95_low', 'ci95_high'], ...rows])
}
