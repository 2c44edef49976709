import { probabilityMet } from '../evaluate.ts'
import type { Runner } from '../../run/batch.ts'
import type { SolveProgram } from '../program.ts'
import { cover, onDuty, type ShiftCounts } from './cover.ts'
import { type IntervalEvaluation, IntervalEvaluator } from './evaluator.ts'
import { lowered } from './moves.ts'
import { intervalCount, type IntervalProblem, type Plan, planCost } from './problem.ts'
import { raised, raisedUntilMet } from './raise.ts'
import { evaluateRoster, rosterCost, rosterFor } from './roster.ts'
import { startOf } from './start.ts'

/** How to look. */
export interface IntervalOptions {
  readonly seed: number
  /** Replications of every plan. */
  readonly replications: number
  readonly onProgress?: (phase: IntervalPhase, simulations: number) => void
}

/** What the search is doing. */
export type IntervalPhase = 'check' | 'requirements' | 'roster' | 'start'

/** The shifts that cover a plan. */
export interface RosterResult {
  readonly counts: ShiftCounts
  readonly onDuty: Plan
  readonly cost: number
  /** Of the cheapest cover of the requirements, before simulation took agents out or put them in. */
  readonly coverCost: number
}

/** Agents by interval, and how they do on callers that the search did not see. */
export interface IntervalResult {
  readonly plan: Plan
  readonly cost: number
  readonly roster: RosterResult | undefined
  /** Offered load by interval, in erlangs. */
  readonly load: readonly number[]
  /** Of the roster where there is one, else of the plan. */
  readonly check: IntervalEvaluation
  readonly simulations: number
}

/** Why there is none: the limits or targets leave no way, or at some time there is no shift. */
export type IntervalFailure =
  | { readonly problem: 'no-way' }
  | { readonly problem: 'uncovered'; readonly interval: number; readonly variable: number }

/** The independent samples. */
const CHECK_SEED = 0x5eed
const CHECK_ROUNDS = 5
/** Chance at most that some interval of a good plan is taken for one that was met by luck. */
const DOUBTFUL = 0.05

/**
 * Fewest agents in each interval, and shifts that cover them, with which every interval meets every target.
 *
 * As the iterative staffing algorithm of Z. Feldman, A. Mandelbaum, W. Massey & W. Whitt 2008 does, the whole day is
 * simulated again and again and each interval's agents follow what it showed. Theirs reads the number of agents for a
 * probability of delay off the law of the number in the system; here any measure is a target, so that agents go up where
 * an interval misses and down where it does not. The start is the square-root rule on the offered load.
 */
export async function findIntervalStaffing(
  runner: Runner,
  problem: IntervalProblem,
  solve: SolveProgram,
  options: IntervalOptions,
): Promise<IntervalFailure | IntervalResult> {
  const { seed, replications, onProgress } = options
  const own = new IntervalEvaluator(runner, problem, seed, replications)
  const tell = (phase: IntervalPhase) => onProgress?.(phase, own.simulations)
  tell('start')
  const { offered } = await own.scenario('as written', () => problem.asWritten)
  const start = startOf(problem, offered, solve)
  if (start === undefined) return { problem: 'no-way' }
  const evaluate = (plan: Plan) => {
    tell('requirements')
    return own.plan(plan)
  }
  const ample = await raisedUntilMet(start.plan, problem.variables, evaluate)
  if (ample === undefined) return { problem: 'no-way' }
  let plan = await lowered(ample, problem.variables, evaluate)
  const none = plan.map((staffing) => staffing.map(() => 0))
  let floor: Plan = none
  for (let round = 0; ; round += 1) {
    const roster = await rosterOf(problem, plan, floor, solve, own, () => tell('roster'))
    if (roster !== undefined && 'problem' in roster) return roster
    tell('check')
    const fresh = new IntervalEvaluator(runner, problem, (seed ^ (CHECK_SEED + round)) >>> 0, replications)
    const on = (next: Plan) => fresh.plan(next)
    const check = roster === undefined ? await on(plan) : await evaluateRoster(problem, roster.counts, fresh)
    const doubtful = doubtfulIntervals(check)
    if (doubtful.length === 0 || round === CHECK_ROUNDS) {
      const { load } = start
      return { plan, cost: planCost(problem, plan), roster, load, check, simulations: own.simulations }
    }
    // They did on the callers that they were chosen by, and do not on others.
    const next = await raised(plan, problem.variables, doubtful, () => 1, await on(plan), on)
    if (next === undefined) return { problem: 'no-way' }
    floor = next.map((staffing, at) => (staffing === plan[at] ? floor[at]! : staffing))
    plan = next
  }
}

async function rosterOf(
  problem: IntervalProblem,
  plan: Plan,
  floor: Plan,
  solve: SolveProgram,
  evaluator: IntervalEvaluator,
  tell: () => void,
): Promise<IntervalFailure | RosterResult | undefined> {
  if (problem.columns.length === 0) return undefined
  tell()
  const covered = cover(problem, plan, solve)
  if ('uncovered' in covered) return { problem: 'uncovered', ...covered.uncovered }
  const counts = await rosterFor(problem, plan, floor, solve, evaluator)
  if (counts === undefined) return { problem: 'no-way' }
  return {
    counts,
    onDuty: onDuty(problem, counts, intervalCount(problem)),
    cost: rosterCost(problem, counts),
    coverCost: rosterCost(problem, covered.counts),
  }
}

/** Intervals that other callers show to miss, with a chance of {@link DOUBTFUL} in all that none does. */
function doubtfulIntervals({ results }: IntervalEvaluation): number[] {
  const each = DOUBTFUL / results.length
  return results.flatMap((targets, at) => (targets.some((result) => probabilityMet(result) < each) ? [at] : []))
}
