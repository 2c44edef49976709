import type { StaffingVariable } from '../problem.ts'
import { type IntervalEvaluation, missedIntervals } from './evaluator.ts'
import type { EvaluatePlan } from './moves.ts'
import type { Plan } from './problem.ts'

/** Rounds at most; steps double, so that what this many do not reach is not to be reached. */
const ROUNDS = 30

/**
 * The plan with more agents in the intervals that miss a target, until none does; undefined when the limits, or the
 * targets, leave no way.
 */
export async function raisedUntilMet(
  plan: Plan,
  variables: readonly StaffingVariable[],
  evaluate: EvaluatePlan,
): Promise<Plan | undefined> {
  let best = plan
  const steps = plan.map(() => 1)
  for (let round = 0; round < ROUNDS; round += 1) {
    const evaluation = await evaluate(best)
    const missed = missedIntervals(evaluation)
    if (missed.length === 0) return best
    const next = await raised(best, variables, missed, (interval) => steps[interval]!, evaluation, evaluate)
    if (next === undefined) return undefined
    for (const interval of missed) steps[interval]! *= 2
    best = next
  }
  return undefined
}

/**
 * More agents in some intervals: of the variable that helps most there for its cost, found by one more of each in all
 * of them at once. Where none helps, the interval before is raised too: it left too much behind.
 */
export async function raised(
  plan: Plan,
  variables: readonly StaffingVariable[],
  intervals: readonly number[],
  stepOf: (interval: number) => number,
  here: IntervalEvaluation,
  evaluate: EvaluatePlan,
): Promise<Plan | undefined> {
  const chosen = new Set(intervals)
  const hasRoom = (interval: number, at: number) => plan[interval]![at]! < variables[at]!.most
  const withOne = (at: number) =>
    plan.map((staffing, interval) =>
      chosen.has(interval) && hasRoom(interval, at) ? staffing.with(at, staffing[at]! + 1) : staffing,
    )
  const candidates = [...variables.keys()]
    .filter((at) => intervals.some((interval) => hasRoom(interval, at)))
    .sort((a, b) => variables[a]!.cost - variables[b]!.cost)
  if (candidates.length === 0) return undefined
  const tried = new Map<number, IntervalEvaluation>()
  if (candidates.length > 1) for (const at of candidates) tried.set(at, await evaluate(withOne(at)))
  const next = [...plan]
  const add = (interval: number, at: number, agents: number) => {
    const staffing = next[interval]!
    next[interval] = staffing.with(at, Math.min(variables[at]!.most, staffing[at]! + agents))
  }
  for (const interval of intervals) {
    const open = candidates.filter((at) => hasRoom(interval, at))
    const gain = (at: number) => {
      const there = tried.get(at)
      return there === undefined ? 0 : (shortfall(here, interval) - shortfall(there, interval)) / variables[at]!.cost
    }
    const best = open.reduce((a: number | undefined, b) => (a === undefined || gain(b) > gain(a) ? b : a), undefined)
    const before = interval - 1
    if (best !== undefined) add(interval, best, stepOf(interval))
    const helps = best !== undefined && (candidates.length === 1 || gain(best) > 0)
    if (!helps && before >= 0 && !chosen.has(before)) add(before, best ?? candidates[0]!, 1)
  }
  return next
}

/** Σ of what the targets are missed by in an interval, each against its bound. */
function shortfall({ results }: IntervalEvaluation, interval: number): number {
  return results[interval]!.reduce((sum, { slack, target }) => {
    // Nobody was answered at all: as bad as can be, and still a number to subtract from.
    const missedBy = Math.min(1e6, Math.max(0, -slack))
    return sum + missedBy / (target.bound > 0 ? target.bound : 1)
  }, 0)
}
