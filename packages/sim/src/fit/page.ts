import { sampler } from '../model/sampler.ts'
import { duration } from '../report/figure.ts'
import { type Language, say } from '../report/language.ts'
import { escaped, type Series, svgPlot } from '../report/plot/svg-plot.ts'
import type { Label } from '../scenario/scenario.ts'
import { AGAIN_WITHIN_MS, type CallsAgain } from './calls-again.ts'
import { doubts } from './doubts.ts'
import { INTERVAL_MS, type LogFit, type TypeFit } from './fit.ts'
import { handlingSpec } from './scenario-text.ts'

/** Words of the page. */
const WORDS = {
  title: { en: 'What the log says', zh: '日志拟合结果' },
  days: { en: 'days', zh: '天' },
  calls: { en: 'calls', zh: '来话' },
  abandoned: { en: 'abandoned', zh: '放弃' },
  doubts: { en: 'Doubts', zh: '疑问' },
  dirt: { en: 'Rows of the log that were dropped or mended', zh: '舍弃或修正的行' },
  rows: { en: 'rows', zh: '行数' },
  firstLine: { en: 'first on line', zh: '首见行号' },
  arrivals: { en: 'arrivals an hour, by weekday', zh: '每小时呼入量（按星期）' },
  hour: { en: 'hour of the day', zh: '时刻' },
  handling: { en: 'handling time: conversations and the best law', zh: '处理时长：通话与最优分布' },
  perMinute: { en: 'density per minute', zh: '每分钟密度' },
  minutes: { en: 'minutes', zh: '分钟' },
  patience: { en: 'patience: share still willing to wait', zh: '耐心：仍愿等待的比例' },
  waited: { en: 'minutes waited', zh: '等待分钟数' },
  hazard: { en: 'giving up, per minute of waiting', zh: '每分钟放弃率' },
  law: { en: 'law', zh: '分布' },
  chosen: { en: 'in the scenario', zh: '写入场景' },
  conversations: { en: 'conversations', zh: '通话' },
  log: { en: 'log (Kaplan–Meier)', zh: '日志（Kaplan–Meier）' },
  again: { en: 'Calling again', zh: '再次来电' },
  afterAbandoning: { en: 'after giving up', zh: '放弃之后' },
  afterService: { en: 'after a conversation', zh: '通话之后' },
  madeBy: { en: 'Made by', zh: '生成命令' },
} as const satisfies Record<string, Label>

const MINUTE_MS = 60_000
const STEPS = 60

/** The page of a fit: plots, tests and doubts, in one file that needs no other. */
export function fitPage(fit: LogFit, files: readonly string[], again: string, language: Language): string {
  const { days, types } = fit
  const span = `${days[0]!.date} – ${days.at(-1)!.date}`
  const body = [
    `<h1>${say(WORDS.title, language)}</h1>`,
    `<p>${escaped(files.join(', '))}: ${days.length} ${say(WORDS.days, language)}, ${span}. ${say(WORDS.madeBy, language)}: <code>${escaped(again)}</code></p>`,
    `<h2>${say(WORDS.doubts, language)}</h2><ul>${doubts(fit)
      .map((doubt) => `<li>${escaped(say(doubt, language))}</li>`)
      .join('')}</ul>`,
    dirt(fit, language),
    ...types.map((type) => typeSection(type, language)),
    againSection(fit, language),
  ]
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${say(WORDS.title, language)}</title>
<style>body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.5}table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}svg{max-width:100%}</style>
</head><body>
${body.join('\n')}
</body></html>
`
}

function dirt({ log, overlapping }: LogFit, language: Language): string {
  const overlap = {
    en: 'conversations cut short: their agent answered the next call',
    zh: '因座席已接下一来话而截短的通话',
  }
  const rows = [...log.dropped, ...log.mended].map(({ label, rows: count, firstLine }) => [
    say(label, language),
    String(count),
    String(firstLine),
  ])
  rows.push([say(overlap, language), String(overlapping), ''])
  return `<h2>${say(WORDS.dirt, language)}</h2>${htmlTable([['', say(WORDS.rows, language), say(WORDS.firstLine, language)], ...rows])}`
}

function typeSection(type: TypeFit, language: Language): string {
  const head = `${type.calls} ${say(WORDS.calls, language)}, ${type.abandoned} ${say(WORDS.abandoned, language)}`
  const parts = [`<h2>${escaped(type.type)}</h2><p>${head}</p>`, arrivalsPlot(type, language)]
  if (type.handling.length > 0) parts.push(handlingPlot(type, language), handlingTable(type, language))
  if (type.survival.length > 0) parts.push(patiencePlot(type, language), hazardPlot(type, language))
  if (type.patience.length > 0) {
    const rows = type.patience.map(({ law, spec, aic }) => [law, duration(sampler(spec).mean), aic.toFixed(1)])
    parts.push(htmlTable([[say(WORDS.law, language), 'mean', 'AIC'], ...rows]))
  }
  return parts.join('\n')
}

function arrivalsPlot({ type, rates }: TypeFit, language: Language): string {
  const series = rates.map(({ weekday, perHour }): Series => ({
    label: weekday,
    kind: 'line',
    points: perHour.map((rate, at) => [((at + 0.5) * INTERVAL_MS) / 3_600_000, rate]),
  }))
  const title = `${type}: ${say(WORDS.arrivals, language)}`
  return svgPlot({ title, x: say(WORDS.hour, language), y: '', series, xTo: 24 })
}

function handlingPlot(fit: TypeFit, language: Language): string {
  const sorted = fit.handlingMs.toSorted()
  const toMs = sorted[Math.floor(0.98 * (sorted.length - 1))]!
  const widthMs = toMs / STEPS
  const counts = new Float64Array(STEPS)
  for (const ms of sorted) if (ms < toMs) counts[Math.floor(ms / widthMs)]! += 1
  const perMinute = (share: number) => (share * MINUTE_MS) / widthMs
  const law = sampler(handlingSpec(fit))
  const series: Series[] = [
    {
      label: say(WORDS.conversations, language),
      kind: 'columns',
      points: [...counts].map((count, at) => [(at * widthMs) / MINUTE_MS, perMinute(count / sorted.length)]),
    },
    {
      label: law.describe().split(',')[0]!,
      kind: 'line',
      points: [...counts].map((_, at) => {
        const share = law.cdf((at + 1) * widthMs) - law.cdf(at * widthMs)
        return [((at + 0.5) * widthMs) / MINUTE_MS, perMinute(share)]
      }),
    },
  ]
  const title = `${fit.type}: ${say(WORDS.handling, language)}`
  return svgPlot({
    title,
    x: say(WORDS.minutes, language),
    y: say(WORDS.perMinute, language),
    series,
    xTo: toMs / MINUTE_MS,
  })
}

function handlingTable(fit: TypeFit, language: Language): string {
  const chosen = handlingSpec(fit)
  const rows = fit.handling.map(({ law, distribution, aic, goodness, spec }) => [
    law,
    duration(distribution.mean),
    aic.toFixed(1),
    `${goodness.ks.toFixed(3)} (p ${goodness.ksP.toFixed(2)})`,
    `${goodness.ad.toFixed(2)} (p ${goodness.adP.toFixed(2)})`,
    String(goodness.tested),
    spec === chosen ? '✓' : '',
  ])
  const head = [say(WORDS.law, language), 'mean', 'AIC', 'KS', 'AD', 'n', say(WORDS.chosen, language)]
  return htmlTable([head, ...rows])
}

function patiencePlot({ type, survival, patience }: TypeFit, language: Language): string {
  const toMs = survival.at(-1)!.atMs
  const series: Series[] = [
    {
      label: say(WORDS.log, language),
      kind: 'line',
      points: [[0, 1], ...survival.map(({ atMs, share }) => [atMs / MINUTE_MS, share] as const)],
    },
    ...patience.map(({ law, spec }): Series => ({
      label: law,
      kind: 'line',
      points: Array.from({ length: STEPS + 1 }, (_, at) => {
        const ms = (at / STEPS) * toMs
        return [ms / MINUTE_MS, 1 - (ms === 0 ? 0 : sampler(spec).cdf(ms))]
      }),
    })),
  ]
  return svgPlot({ title: `${type}: ${say(WORDS.patience, language)}`, x: say(WORDS.waited, language), y: '', series })
}

function hazardPlot({ type, hazards }: TypeFit, language: Language): string {
  const seen = hazards.filter(({ minutes }) => minutes > 0)
  const points = seen.map(({ fromMs, gaveUp, minutes }) => [fromMs / MINUTE_MS, gaveUp / minutes] as const)
  const title = `${type}: ${say(WORDS.hazard, language)}`
  const series: Series[] = [{ label: say(WORDS.log, language).replace(/[（(].*/, ''), kind: 'columns', points }]
  return svgPlot({
    title,
    x: say(WORDS.waited, language),
    y: '',
    series,
    xTo: (seen.at(-1)?.toMs ?? MINUTE_MS) / MINUTE_MS,
  })
}

function againSection({ callsAgain }: LogFit, language: Language): string {
  if (callsAgain === undefined) return ''
  const row = (label: Label, { calls, again, medianMs }: CallsAgain) => {
    const share = calls === 0 ? NaN : again / calls
    const error = calls === 0 ? NaN : 1.96 * Math.sqrt((share * (1 - share)) / calls)
    const percent = `${(100 * share).toFixed(1)} % ± ${(100 * error).toFixed(1)}`
    return [say(label, language), String(calls), percent, Number.isNaN(medianMs) ? '–' : duration(medianMs)]
  }
  const head = ['', say(WORDS.calls, language), `≤ ${duration(AGAIN_WITHIN_MS)}`, 'median']
  const rows = [
    row(WORDS.afterAbandoning, callsAgain.afterAbandoning),
    row(WORDS.afterService, callsAgain.afterService),
  ]
  return `<h2>${say(WORDS.again, language)}</h2>${htmlTable([head, ...rows])}`
}

function htmlTable(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table>${rows.map((row, at) => line(row, at === 0 ? 'th' : 'td')).join('')}</table>`
}
