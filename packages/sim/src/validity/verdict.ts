import { studentCdf, studentQuantile } from '../stats/student.ts'
import type { Measured, MeasuredCase } from './measured.ts'

/** Chance that a right simulator fails anything at all in a whole run of the suite. */
export const FAMILY_LEVEL = 0.01
/** A 95 % interval wider than this share of the expected value, to either side, shows too little to agree. */
export const WIDEST = 0.2
/** Fewer expected events leave the intervals without their level. */
export const FEWEST_EVENTS = 400

/** What came of a comparison. */
export type Verdict = 'agrees' | 'differs' | 'undecided' | 'not judged'

/** A figure with its verdict. Plain data. */
export interface Judged {
  readonly id: string
  readonly source: string
  /** '' when the whole case is not judged. */
  readonly measure: string
  readonly expected: number | undefined
  /** Half-width of the source's own 95 % interval, 0 if exact. */
  readonly plusMinus: number
  /** By the theory of this project, where it has an answer. */
  readonly theory: number | undefined
  readonly simulated: number | undefined
  readonly ci95: readonly [low: number, high: number] | undefined
  /** (simulated − expected) / standard error of both. */
  readonly deviation: number | undefined
  readonly verdict: Verdict
  /** Why it is undecided or not judged. */
  readonly reason: string | undefined
}

/** The whole suite. */
export interface Judgement {
  readonly judged: readonly Judged[]
  /** Comparisons made, among which the family level is shared. */
  readonly comparisons: number
  /** Level of each: family level / comparisons (C. Bonferroni 1936). */
  readonly level: number
  readonly simulated: number
}

/**
 * Judges all comparisons of a run together: one differs when its two-sided p-value by Student's t, with the errors of
 * both figures, is below the family level / the number of comparisons.
 */
export function judge(cases: readonly MeasuredCase[]): Judgement {
  const comparisons = cases.reduce(
    (sum, { measured }) => sum + measured.filter(({ same }) => same === undefined).length,
    0,
  )
  const level = FAMILY_LEVEL / Math.max(1, comparisons)
  const judged = cases.flatMap(({ id, source, measured, refused }) => [
    ...measured.map((each) => ({ id, source, ...verdictOf(each, level) })),
    ...[...refused].map(([measure, reason]) => notJudged(id, source, measure, reason)),
  ])
  return { judged, comparisons, level, simulated: cases.reduce((sum, { simulated }) => sum + simulated, 0) }
}

function verdictOf(measured: Measured, level: number): Omit<Judged, 'id' | 'source'> {
  const { expected, expectedError, simulated, standardError, degrees, events } = measured
  const half = studentQuantile(0.975, Math.max(1, degrees)) * standardError
  const bothErrors = Math.hypot(standardError, expectedError)
  const gap = Math.max(0, Math.abs(simulated - expected.value) - expected.rounding)
  const deviation = gap === 0 ? 0 : (Math.sign(simulated - expected.value) * gap) / bothErrors
  const figures = {
    measure: expected.measure,
    expected: expected.value,
    plusMinus: 1.96 * expectedError,
    theory: measured.theory,
    simulated,
    ci95: [simulated - half, simulated + half] as const,
    deviation,
  }
  if (measured.same !== undefined) {
    return {
      ...figures,
      ci95: undefined,
      deviation: undefined,
      verdict: measured.same ? 'agrees' : 'differs',
      reason: undefined,
    }
  }
  if (expected.value === 0 && simulated === 0) return { ...figures, verdict: 'agrees', reason: undefined }
  if (events < FEWEST_EVENTS) {
    const reason = `rare: ${events.toPrecision(2)} events are expected, ${FEWEST_EVENTS} are needed`
    return { ...figures, verdict: 'undecided', reason }
  }
  if (standardError === 0 && gap > 0) {
    return { ...figures, verdict: 'undecided', reason: 'no replication differs from another' }
  }
  const p = 2 * studentCdf(-Math.abs(deviation), Math.max(1, degrees))
  if (p < level) return { ...figures, verdict: 'differs', reason: undefined }
  if (!(half <= WIDEST * Math.abs(expected.value))) {
    const reason = `too wide: ±${((100 * half) / Math.abs(expected.value)).toPrecision(2)} %`
    return { ...figures, verdict: 'undecided', reason }
  }
  return { ...figures, verdict: 'agrees', reason: undefined }
}

function notJudged(id: string, source: string, measure: string, reason: string): Judged {
  return {
    id,
    source,
    measure,
    expected: undefined,
    plusMinus: 0,
    theory: undefined,
    simulated: undefined,
    ci95: undefined,
    deviation: undefined,
    verdict: 'not judged',
    reason,
  }
}
