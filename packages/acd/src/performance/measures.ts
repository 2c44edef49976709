import type { BilingualLabel } from '../metrics/label.ts'
import type { AgentRecord } from './agent-record.ts'

/** Names of the seven measures, stable. */
export type PerformanceMeasureName =
  | 'talkRate'
  | 'utilisation'
  | 'satisfaction'
  | 'timelyAnswer'
  | 'handlingSpeed'
  | 'exam'
  | 'salesCompletion'

/** What a measure needs to know of the floor. */
export interface FloorFacts {
  /** Mean handling time over all calls of the floor, ms; NaN when there are none. */
  readonly meanHandlingMs: number
}

/** One of the seven measures of the relative performance model (相对绩效评价). */
export interface PerformanceMeasure {
  readonly name: PerformanceMeasureName
  readonly label: BilingualLabel
  readonly formula: BilingualLabel
  readonly unit: 'share' | 'ratio' | 'score'
  readonly better: 'higher' | 'lower'
  /** Undefined — missing, never 0 — where an input is missing or there is nothing to divide by. */
  readonly of: (record: AgentRecord, floor: FloorFacts) => number | undefined
}

function ratio(numerator: number | undefined, denominator: number | undefined): number | undefined {
  return numerator === undefined || denominator === undefined || !(denominator > 0)
    ? undefined
    : numerator / denominator
}

/** The mean of figures; undefined of none. */
export function mean(figures: readonly number[]): number | undefined {
  return ratio(
    figures.reduce((sum, each) => sum + each, 0),
    figures.length,
  )
}

/** The seven measures, in the order of the model. */
export const PERFORMANCE_MEASURES: readonly PerformanceMeasure[] = [
  {
    name: 'talkRate',
    label: { en: 'talk rate', zh: '通话率' },
    formula: { en: 'talk time (hold included) ÷ signed-in time', zh: '通话时间（含持线）÷ 签入时间' },
    unit: 'share',
    better: 'higher',
    of: ({ talkMs, workMs }) => ratio(talkMs, workMs),
  },
  {
    name: 'utilisation',
    label: { en: 'utilisation', zh: '工时利用率' },
    formula: { en: 'conversations and after-call work ÷ signed-in time', zh: '(通话 + 事后处理) ÷ 签入时间' },
    unit: 'share',
    better: 'higher',
    of: ({ workingMs, workMs }) => ratio(workingMs, workMs),
  },
  {
    name: 'satisfaction',
    label: { en: 'satisfaction', zh: '客户满意率' },
    formula: { en: 'satisfied ÷ (satisfied + dissatisfied)', zh: '(非常满意 + 满意) ÷ (非常满意 + 满意 + 不满意)' },
    unit: 'share',
    better: 'higher',
    of: ({ satisfied, dissatisfied }) =>
      ratio(satisfied, satisfied === undefined || dissatisfied === undefined ? undefined : satisfied + dissatisfied),
  },
  {
    name: 'timelyAnswer',
    label: { en: 'timely answer', zh: '应答及时率' },
    formula: {
      en: 'mean over shifts of (calls answered in time ÷ calls answered)',
      zh: '各班次 (限时内应答量 ÷ 应答量) 的均值',
    },
    unit: 'share',
    better: 'higher',
    of: ({ shifts }) =>
      mean((shifts ?? []).flatMap(({ answered, timely }) => (answered > 0 ? [timely / answered] : []))),
  },
  {
    name: 'handlingSpeed',
    label: { en: 'distance from the mean handling time', zh: '平均处理速度（与均值之比）' },
    formula: {
      en: "the larger of own mean ÷ floor's mean and its inverse: 1 is the floor's pace",
      zh: '本人均值与全员均值之比及其倒数中较大者，1 为全员水平',
    },
    unit: 'ratio',
    better: 'lower',
    of: ({ handlingMs }, { meanHandlingMs }) => {
      const own = mean(handlingMs ?? [])
      if (own === undefined || !(own > 0 && meanHandlingMs > 0)) return undefined
      return Math.max(own / meanHandlingMs, meanHandlingMs / own)
    },
  },
  {
    name: 'exam',
    label: { en: 'exam', zh: '考试成绩' },
    formula: { en: 'score of the business exam', zh: '业务考试分数' },
    unit: 'score',
    better: 'higher',
    of: ({ exam }) => exam,
  },
  {
    name: 'salesCompletion',
    label: { en: 'sales completion', zh: '营销完成率' },
    formula: { en: '(sales done − sales undone) per day ÷ calls answered', zh: '日均 (办理量 − 退订量) ÷ 应答量' },
    unit: 'ratio',
    better: 'higher',
    of: ({ sales, calls }) =>
      ratio(sales === undefined ? undefined : ratio(sales.done - sales.undone, sales.days), calls),
  },
]
