import type { TallyField } from '../interval-tally.ts'
import type { BilingualLabel } from '../label.ts'

/** What a KPI reads: any object that has the fields it needs; a field that is not there is missing, not 0. */
export type KpiInput = Readonly<Partial<Record<TallyField, number>>>

/** Names of the KPIs, stable. */
export type KpiName =
  | 'offered'
  | 'answered'
  | 'abandoned'
  | 'blocked'
  | 'diverted'
  | 'handled'
  | 'serviceLevel1'
  | 'serviceLevel2'
  | 'serviceLevel3'
  | 'serviceLevel4'
  | 'serviceLevel5'
  | 'asaMs'
  | 'meanWaitMs'
  | 'abandonWaitMs'
  | 'waitShare'
  | 'abandonRate'
  | 'abandonRateLong'
  | 'blockedRate'
  | 'lostRate'
  | 'answerRate'
  | 'timelyAnswerRate'
  | 'firstContactResolution'
  | 'transferRate'
  | 'ahtMs'
  | 'talkMs'
  | 'holdMs'
  | 'wrapUpMs'
  | 'occupancy'
  | 'occupancyWithRinging'
  | 'concurrency'
  | 'occupancyOfCapacity'
  | 'utilisationOfPaid'
  | 'utilisationOfAttendance'
  | 'utilisationOfOnline'
  | 'staffUtilisation'
  | 'actualWorkRate'
  | 'talkRate'
  | 'shrinkageOfPaid'
  | 'shrinkageOfScheduled'
  | 'adherence'
  | 'noAnswerRate'

/** A key figure: a sum of a tally, or one sum divided by another. Sums of tallies come first, division last. */
export interface Kpi {
  readonly name: KpiName
  readonly unit: 'contacts' | 'share' | 'ms'
  readonly label: BilingualLabel
  /** Numerator and denominator in words; T is the threshold, s the limit of a short abandon. */
  readonly formula: BilingualLabel
  /** Who defines it so. */
  readonly source: string
  /** Which direction is an improvement; undefined where neither is. */
  readonly better?: 'higher' | 'lower'
  /** Undefined where an input is missing. */
  readonly numerator: (tally: KpiInput) => number | undefined
  /** Undefined where an input is missing; absent for counts. */
  readonly denominator?: (tally: KpiInput) => number | undefined
}

/** The figure; undefined — missing, never 0 — where an input is missing or there is nothing to divide by. */
export function kpiValue(kpi: Kpi, tally: KpiInput): number | undefined {
  const numerator = kpi.numerator(tally)
  if (kpi.denominator === undefined || numerator === undefined) return numerator
  const denominator = kpi.denominator(tally)
  return denominator === undefined || !(denominator > 0) ? undefined : numerator / denominator
}

/** The sum of fields, less the sum of others; undefined where one is missing. */
export function sum(plus: readonly TallyField[], minus: readonly TallyField[] = []): Kpi['numerator'] {
  return (tally) => {
    let total = 0
    for (const field of plus) total += tally[field] ?? Number.NaN
    for (const field of minus) total -= tally[field] ?? Number.NaN
    return Number.isNaN(total) ? undefined : total
  }
}
