import type { Tally } from '@strowger/acd'
import { TIMELY_FORMULAS } from './timely.ts'
import type { Label } from '../scenario/scenario.ts'

/** What one replication showed of a population of contacts and the agents who serve it. */
export interface Sample {
  readonly tally: Readonly<Tally>
  /** Numerator and denominator of the service level, where types have definitions of their own. */
  readonly timely?: { readonly of: number; readonly contacts: number }
  /** Time agents spent ringing, talking and in after-call work for it, ms. */
  readonly busyMs: number
  /** The time it is compared with: busy and ready, ms. */
  readonly staffedMs: number
}

/** Names of the measures, as in JSON. */
export type MeasureName =
  | 'offered'
  | 'answered'
  | 'abandoned'
  | 'blocked'
  | 'serviceLevel'
  | 'asaMs'
  | 'meanWaitMs'
  | 'abandonRate'
  | 'occupancy'
  | 'ahtMs'

/** A measure is a ratio of sums over all replications, or a count per replication (denominator 1). */
export interface Measure {
  readonly name: MeasureName
  readonly unit: 'contacts' | 'share' | 'ms'
  readonly label: Label
  /** Numerator and denominator in words; `T` is the threshold of the service level. */
  readonly formula: Label
  /** Which direction is an improvement; undefined where neither is. */
  readonly better?: 'higher' | 'lower'
  readonly numerator: (sample: Sample) => number
  readonly denominator: (sample: Sample) => number
}

const one = () => 1
/**
 * Waits that began: contacts that got a trunk, and those that wait anew after a transfer, less those who hung up to be called back.
 * Each was answered or abandoned, left for elsewhere, or still waited when all was over.
 */
const entered = ({ tally }: Sample) => tally.offered + tally.transferredIn - tally.blocked - tally.calledBack

/** All measures, in the order in which they are shown. */
export const MEASURES: readonly Measure[] = [
  {
    name: 'offered',
    unit: 'contacts',
    label: { en: 'offered', zh: '呼入量' },
    formula: { en: 'contacts that arrived, per replication', zh: '每次仿真的来话数' },
    numerator: ({ tally }) => tally.offered,
    denominator: one,
  },
  {
    name: 'answered',
    unit: 'contacts',
    label: { en: 'answered', zh: '接通量' },
    formula: { en: 'contacts answered by an agent, per replication', zh: '每次仿真的人工接通数' },
    numerator: ({ tally }) => tally.answered,
    denominator: one,
  },
  {
    name: 'abandoned',
    unit: 'contacts',
    label: { en: 'abandoned', zh: '放弃量' },
    formula: { en: 'contacts that gave up before an answer, per replication', zh: '每次仿真接通前放弃的来话数' },
    numerator: ({ tally }) => tally.abandoned,
    denominator: one,
  },
  {
    name: 'blocked',
    unit: 'contacts',
    label: { en: 'blocked', zh: '呼损量' },
    formula: { en: 'contacts that found no free trunk, per replication', zh: '每次仿真因中继占满被拒的来话数' },
    numerator: ({ tally }) => tally.blocked,
    denominator: one,
  },
  {
    name: 'serviceLevel',
    unit: 'share',
    label: { en: 'service level', zh: '服务水平' },
    formula: TIMELY_FORMULAS.offered,
    better: 'higher',
    numerator: ({ tally, timely }) => timely?.contacts ?? tally.answeredWithin,
    denominator: (sample) => sample.timely?.of ?? entered(sample),
  },
  {
    name: 'asaMs',
    unit: 'ms',
    label: { en: 'speed of answer (ASA)', zh: '平均应答速度' },
    formula: { en: 'wait of the answered ÷ answered', zh: '接通来话的等待时间 ÷ 接通量' },
    better: 'lower',
    numerator: ({ tally }) => tally.answeredWaitMs,
    denominator: ({ tally }) => tally.answered,
  },
  {
    name: 'meanWaitMs',
    unit: 'ms',
    label: { en: 'mean wait', zh: '平均等待时间' },
    formula: {
      en: 'wait of the answered and the abandoned ÷ (answered + abandoned)',
      zh: '接通与放弃来话的等待时间 ÷ (接通量 + 放弃量)',
    },
    better: 'lower',
    numerator: ({ tally }) => tally.answeredWaitMs + tally.abandonedWaitMs,
    denominator: ({ tally }) => tally.answered + tally.abandoned,
  },
  {
    name: 'abandonRate',
    unit: 'share',
    label: { en: 'abandonment', zh: '放弃率' },
    formula: { en: 'abandoned ÷ (offered + handed on − blocked)', zh: '放弃量 ÷ (呼入量 + 转入量 − 呼损量)' },
    better: 'lower',
    numerator: ({ tally }) => tally.abandoned,
    denominator: entered,
  },
  {
    name: 'occupancy',
    unit: 'share',
    label: { en: 'occupancy', zh: '员工占用率' },
    formula: {
      en: 'ringing, talking and after-call work ÷ (the same + ready)',
      zh: '(振铃 + 通话 + 事后处理) ÷ (振铃 + 通话 + 事后处理 + 示闲)',
    },
    numerator: ({ busyMs }) => busyMs,
    denominator: ({ staffedMs }) => staffedMs,
  },
  {
    name: 'ahtMs',
    unit: 'ms',
    label: { en: 'handling time (AHT)', zh: '平均处理时长' },
    formula: { en: '(talk + after-call work) ÷ handled', zh: '(通话 + 事后处理) ÷ 处理量' },
    numerator: ({ tally }) => tally.talkMs + tally.wrapUpMs,
    denominator: ({ tally }) => tally.handled,
  },
]

/** A measure by its name. */
export function measureNamed(name: MeasureName): Measure {
  return MEASURES.find((measure) => measure.name === name)!
}
