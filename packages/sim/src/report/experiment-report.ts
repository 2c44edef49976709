import type { ControlledEstimates } from '../experiment/erlang-control.ts'
import { type MeasureName, measureNamed, MEASURES } from '../measure/measure.ts'
import type { Label } from '../scenario/scenario.ts'
import { figure, range } from './figure.ts'
import { jsonEstimate } from './json.ts'
import { type Language, say, TEXT } from './language.ts'
import { measureLabel } from './run-report.ts'
import type { Summary } from './summary.ts'
import { table, wrapped } from './table.ts'

const WIDTH = 110
/** A gain beyond this is rounding error: the scenario is its own counterpart. */
const EXACT = 1e9

const WORDS = {
  reached: { en: 'Precision reached', zh: '已达精度' },
  missed: { en: '! Precision not reached', zh: '! 未达精度' },
  within: { en: 'the 95 % interval is within', zh: '95% 置信区间在估计值的' },
  ofItself: { en: 'of the value', zh: '以内' },
  asked: { en: 'asked for', zh: '要求' },
  more: { en: 'raise --most', zh: '请增大 --most' },
  controlled: {
    en:
      'With control variates: the number of calls, and an Erlang A system on the same callers whose figures are known. ' +
      'Gain: so many times the replications would give the same interval without.',
    zh: '控制变量：来话数，以及使用相同来话、理论值已知的 Erlang A 系统。增益：不用控制变量时达到同样区间所需的仿真次数倍数。',
  },
  gain: { en: 'gain', zh: '增益' },
  exact: { en: 'known exactly', zh: '理论精确值' },
} as const satisfies Record<string, Label>

/** What a sequential run says at its end. */
export function precisionLine(
  { reached, relative }: { readonly reached: boolean; readonly relative: number },
  asked: number,
  measures: readonly MeasureName[],
  language: Language,
): string {
  const names = measures.map((name) => say(measureNamed(name).label, language)).join(', ')
  const head = say(reached ? WORDS.reached : WORDS.missed, language)
  const within = `${say(WORDS.within, language)} ${percent(relative)} ${say(WORDS.ofItself, language)}`
  const wanted = `${say(WORDS.asked, language)} ${percent(asked)}${reached ? '' : `; ${say(WORDS.more, language)}`}`
  return `${head} (${names}): ${within} (${wanted})\n`
}

/** The estimates that control variates have made narrower. */
export function controlledReport(controlled: ControlledEstimates, summary: Summary, language: Language): string {
  const head = [TEXT.measure, TEXT.estimate, TEXT.interval, WORDS.gain].map((label) => say(label, language))
  const rows = MEASURES.flatMap(({ name, unit }) => {
    const estimate = controlled.get(name)
    // The number of calls is itself what it is adjusted by.
    if (estimate === undefined || name === 'offered' || Number.isNaN(estimate.gain)) return []
    const { mean, gain } = estimate
    const told = gain < EXACT ? `× ${gain.toFixed(1)}` : say(WORDS.exact, language)
    return [[measureLabel(name, summary, language), figure(mean, unit), range(estimate, unit), told]]
  })
  return `${wrapped(say(WORDS.controlled, language), WIDTH, '')}\n${table([head, ...rows])}\n`
}

/** The same for machines. */
export function jsonControlled(controlled: ControlledEstimates): Record<string, unknown> {
  return Object.fromEntries(
    [...controlled].map(([name, estimate]) => [
      name,
      {
        ...jsonEstimate(estimate),
        gain: Number.isFinite(estimate.gain) ? estimate.gain : null,
        controls: estimate.controls,
      },
    ]),
  )
}

function percent(value: number): string {
  return Number.isFinite(value) ? `${Number((100 * value).toPrecision(3))} %` : '∞'
}
