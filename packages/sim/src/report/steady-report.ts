import type { SteadyState } from '../experiment/steady-state.ts'
import { measureNamed } from '../measure/measure.ts'
import type { Label } from '../scenario/scenario.ts'
import { csvNumber, csvText } from './csv.ts'
import { duration, figure, range } from './figure.ts'
import { jsonEstimate } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110

const WORDS = {
  one: { en: 'one run of', zh: '单次长仿真，时长' },
  found: { en: 'warm-up found by MSER-5', zh: 'MSER-5 确定的预热期' },
  short: {
    en: '! The end of the warm-up was not seen: make the run longer with --length.',
    zh: '! 未见预热结束：请用 --length 加长仿真。',
  },
  batches: { en: 'batches', zh: '批数' },
  correlation: { en: 'correlation', zh: '相邻批相关' },
  correlated: {
    en: '! Batches of some measures follow each other: their intervals are too narrow. Make the run longer with --length.',
    zh: '! 部分指标相邻批相关，区间偏窄：请用 --length 加长仿真。',
  },
  how: {
    en:
      'Batch means: Student’s interval over batches, from 64 down to 8 until neighbours are not correlated by von Neumann’s ' +
      'test at 5 %. Agents’ time is not estimated this way: use run.',
    zh: '批均值法：按批的 Student 区间，批数自 64 减半至 8，直至相邻批经 von Neumann 检验（5%）不相关。座席时间不以此法估计，请用 run。',
  },
} as const satisfies Record<string, Label>

/** What `steady` prints for people. */
export function steadyReport(state: SteadyState, again: string, language: Language): string {
  const { scenario, lengthMs, warmUpMs, warmUpFound, estimates, seed } = state
  const name = language === 'zh' ? (scenario.nameZh ?? scenario.name) : scenario.name
  const how = `${say(WORDS.one, language)} ${duration(lengthMs)}, ${say(TEXT.seed, language)} ${seed}; ${say(WORDS.found, language)}: ${duration(warmUpMs)}`
  const head = [TEXT.measure, TEXT.estimate, TEXT.interval, WORDS.batches, WORDS.correlation].map((each) =>
    say(each, language),
  )
  const rows = [...estimates].map(([measure, estimate]) => {
    const { unit, label } = measureNamed(measure)
    const { mean, batches, correlation } = estimate
    return [say(label, language), figure(mean, unit), range(estimate, unit), String(batches), correlation.toFixed(2)]
  })
  const warnings = [
    ...(warmUpFound ? [] : [say(WORDS.short, language)]),
    ...([...estimates.values()].every(({ independent }) => independent) ? [] : [say(WORDS.correlated, language)]),
  ]
  const notes = [...warnings, wrapped(say(WORDS.how, language), WIDTH, ''), `${say(TEXT.runAgain, language)}: ${again}`]
  return `${name}\n${how}\n\n${table([head, ...rows])}\n\n${notes.join('\n')}\n`
}

/** The same for machines. */
export function jsonSteady({ lengthMs, warmUpMs, warmUpFound, estimates }: SteadyState): Record<string, unknown> {
  const measures = [...estimates].map(([name, estimate]) => {
    const { batches, correlation, independent } = estimate
    return [name, { ...jsonEstimate(estimate), batches, correlation, independent }]
  })
  return { lengthMs, warmUpMs, warmUpFound, measures: Object.fromEntries(measures) }
}

/** One measure a line. */
export function steadyCsv({ estimates }: SteadyState): string {
  const rows = [...estimates].map(([name, { mean, ci95, batches, independent }]) => [
    name,
    measureNamed(name).unit,
    ...[mean, ...ci95].map(csvNumber),
    String(batches),
    String(independent),
  ])
  return csvText([['measure', 'unit', 'mean', 'ci95_low', 'ci95_high', 'batches', 'independent'], ...rows])
}
