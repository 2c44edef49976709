import type { BilingualLabel } from '../metrics/label.ts'
import type { AgentRecord } from './agent-record.ts'
import { binomialTail, logFences, modifiedZScores } from './robust.ts'

/** What would falsify an evaluation. */
export type PerformanceWarningName =
  | 'frequent-sign-in'
  | 'night-jump'
  | 'complaints-after-sales'
  | 'calls-too-short'
  | 'calls-too-long'

/** Names of warnings for people. */
export const WARNING_LABELS: Readonly<Record<PerformanceWarningName, BilingualLabel>> = {
  'frequent-sign-in': { en: 'frequent sign-in and sign-out', zh: '频繁签入签出' },
  'night-jump': { en: 'a jump of calls at night', zh: '夜间话务量突增' },
  'complaints-after-sales': { en: 'complaints after sales', zh: '营销后投诉' },
  'calls-too-short': { en: 'calls far too short', zh: '通话过短' },
  'calls-too-long': { en: 'calls far too long', zh: '通话过长' },
}

/** A sign that an agent's figures do not mean what they seem to. It is a question, not a verdict. */
export interface PerformanceWarning {
  readonly name: string
  readonly warning: PerformanceWarningName
  /** The agent's figure, and what the floor's would be. */
  readonly value: number
  readonly expected: number
  /** Modified z-score, or probability of so much by chance. */
  readonly evidence: number
}

/** How much must be out of the ordinary for a warning. */
export interface WarningRules {
  /** Modified z-score beyond which sign-ins per shift are frequent. Default 3.5 (Iglewicz & Hoaglin 1993). */
  readonly zScore?: number
  /** Sign-ins per shift must exceed the median by this as well. Default 2. */
  readonly moreSignIns?: number
  /** Probability of a false warning of a kind anywhere on the floor; split over agents (Bonferroni). Default 0.01. */
  readonly falseWarnings?: number
  /** A share or rate must be this many times that of the others as well. Default 1.5. */
  readonly times?: number
}

interface Counted {
  readonly name: string
  readonly count: number
  readonly of: number
}

/**
 * Warnings of a floor, by robust rules that the outliers themselves do not move:
 *
 * - frequent sign-in: sign-ins per shift, by modified z-score;
 * - calls too short, too long: the share of an agent's calls outside Tukey's fences of the floor's log handling times,
 *   against that of the other agents, by the exact binomial test;
 * - night jump: calls per hour signed in at night against the others': given all night calls, an agent's are binomial with
 *   its share of the night hours;
 * - complaints after sales: complaints per sale against the others', binomial.
 *
 * Who lacks the figures is not judged.
 */
export function warningsOf(records: readonly AgentRecord[], rules: WarningRules = {}): PerformanceWarning[] {
  const { low, high } = logFences(records.flatMap(({ handlingMs }) => handlingMs ?? []).filter((ms) => ms > 0))
  const outside = (isOutside: (ms: number) => boolean): Counted[] =>
    records.flatMap(({ name, handlingMs }) =>
      handlingMs === undefined ? [] : [{ name, count: handlingMs.filter(isOutside).length, of: handlingMs.length }],
    )
  const sales = records.flatMap(({ name, sales }): Counted[] =>
    sales?.complaints === undefined ? [] : [{ name, count: Math.min(sales.complaints, sales.done), of: sales.done }],
  )
  return [
    ...frequentSignIns(records, rules),
    ...nightJumps(records, rules),
    ...moreThanOthers('complaints-after-sales', sales, rules),
    ...moreThanOthers(
      'calls-too-short',
      outside((ms) => ms < low),
      rules,
    ),
    ...moreThanOthers(
      'calls-too-long',
      outside((ms) => ms > high),
      rules,
    ),
  ]
}

function frequentSignIns(records: readonly AgentRecord[], rules: WarningRules): PerformanceWarning[] {
  const { zScore = 3.5, moreSignIns = 2 } = rules
  const rates = records.flatMap(({ name, shifts = [] }) => {
    const signIns = shifts.reduce((sum, shift) => sum + shift.signIns, 0)
    return shifts.length === 0 ? [] : [{ name, perShift: signIns / shifts.length }]
  })
  const figures = rates.map(({ perShift }) => perShift)
  const median = [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? 0
  return modifiedZScores(figures).flatMap((evidence, at) => {
    const { name, perShift } = rates[at]!
    if (!(evidence > zScore && perShift >= median + moreSignIns)) return []
    return [{ name, warning: 'frequent-sign-in' as const, value: perShift, expected: median, evidence }]
  })
}

function nightJumps(records: readonly AgentRecord[], rules: WarningRules): PerformanceWarning[] {
  const { falseWarnings = 0.01, times = 1.5 } = rules
  const atNight = records.flatMap(({ name, nightCalls, nightWorkMs }) =>
    nightCalls === undefined || nightWorkMs === undefined || !(nightWorkMs > 0)
      ? []
      : [{ name, nightCalls, nightWorkMs }],
  )
  const calls = atNight.reduce((sum, each) => sum + each.nightCalls, 0)
  const workMs = atNight.reduce((sum, each) => sum + each.nightWorkMs, 0)
  return atNight.flatMap(({ name, nightCalls, nightWorkMs }) => {
    const othersMs = workMs - nightWorkMs
    if (!(othersMs > 0)) return []
    const expected = ((calls - nightCalls) / othersMs) * nightWorkMs
    const evidence = binomialTail(nightCalls, calls, nightWorkMs / workMs)
    if (!(evidence < falseWarnings / atNight.length && nightCalls >= times * expected)) return []
    return [{ name, warning: 'night-jump' as const, value: nightCalls, expected, evidence }]
  })
}

/** Who has a larger share of something than the others together, by more than chance. */
function moreThanOthers(
  warning: PerformanceWarningName,
  all: readonly Counted[],
  rules: WarningRules,
): PerformanceWarning[] {
  const { falseWarnings = 0.01, times = 1.5 } = rules
  const total = all.reduce((sum, { count }) => sum + count, 0)
  const trials = all.reduce((sum, { of }) => sum + of, 0)
  return all.flatMap(({ name, count, of }) => {
    if (!(trials > of)) return []
    // Half a case more among the others: none so far does not mean never.
    const expected = (total - count + 0.5) / (trials - of + 1)
    const evidence = binomialTail(count, of, expected)
    const value = count / of
    if (!(evidence < falseWarnings / all.length && value >= times * expected)) return []
    return [{ name, warning, value, expected, evidence }]
  })
}
