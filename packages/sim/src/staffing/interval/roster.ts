import type { Scenario, ShiftSpec } from '../../scenario/scenario.ts'
import type { SolveProgram } from '../program.ts'
import { cover, onDuty, presentShare, type ShiftCounts } from './cover.ts'
import { type IntervalEvaluation, type IntervalEvaluator, missedIntervals } from './evaluator.ts'
import { intervalCount, type IntervalProblem, type Plan } from './problem.ts'
import { raisedUntilMet } from './raise.ts'

/** The scenario with a roster of its shifts: who is absent, late and at breaks as the scenario says. */
export function rostered({ scenario, variables, columns }: IntervalProblem, counts: ShiftCounts): Scenario {
  const variableOf = new Map(variables.flatMap(({ places }, at) => places.map(({ group }) => [group, at] as const)))
  const groups = scenario.groups.map((group, number) => {
    const shifts = columns.flatMap(({ variable, fromMs, toMs, breaks }, at): ShiftSpec[] => {
      if (variable !== variableOf.get(number) || counts[at] === 0) return []
      return [{ fromMs, toMs, agents: counts[at]!, ...(breaks.length > 0 && { breaks }) }]
    })
    return { ...group, shifts }
  })
  return { ...scenario, groups }
}

/** Σ cost × agents of the shifts, without the rounding noise of adding it up. */
export function rosterCost({ columns }: IntervalProblem, counts: ShiftCounts): number {
  return Number(columns.reduce((sum, { cost }, at) => sum + cost * counts[at]!, 0).toPrecision(12))
}

/** How a roster does, on the callers of an evaluator. */
export function evaluateRoster(
  problem: IntervalProblem,
  counts: ShiftCounts,
  evaluator: IntervalEvaluator,
): Promise<IntervalEvaluation> {
  return evaluator.scenario(`shifts ${counts.join(' ')}`, () => rostered(problem, counts))
}

/**
 * A cheap roster with which every interval meets its targets: the cheapest cover of the plan; where its simulation
 * misses (agents who come late, breaks that last), more are asked for there; then shifts lose agents one by one for as
 * long as nothing misses and `floor` is kept, for a cover has more than it needs in many intervals.
 *
 * Undefined when no number of agents in these shifts will do. Every planned interval must have a shift.
 */
export async function rosterFor(
  problem: IntervalProblem,
  plan: Plan,
  floor: Plan,
  solve: SolveProgram,
  evaluator: IntervalEvaluator,
): Promise<ShiftCounts | undefined> {
  const intervals = intervalCount(problem)
  const countsOf = (asked: Plan): ShiftCounts | undefined => {
    const covered = cover(problem, asked, solve)
    return 'counts' in covered ? covered.counts : undefined
  }
  const first = countsOf(plan)
  if (first === undefined) return undefined
  // What is asked for more must be more than the cover has there already.
  const has = present(problem, onDuty(problem, first, intervals))
  const missed = new Set(missedIntervals(await evaluateRoster(problem, first, evaluator)))
  const start = plan.map((staffing, at) =>
    missed.has(at) ? staffing.map((agents, variable) => Math.max(agents, has[at]![variable]!)) : staffing,
  )
  const asked = await raisedUntilMet(start, problem.variables, async (next) => {
    const counts = countsOf(next)
    // Nobody can be there at that time.
    return evaluateRoster(problem, counts ?? first, evaluator)
  })
  const counts = asked === undefined ? undefined : countsOf(asked)
  return counts === undefined ? undefined : trimmed(problem, counts, floor, evaluator)
}

/** Shifts with an agent fewer, the most expensive first, for as long as nothing misses. */
async function trimmed(
  problem: IntervalProblem,
  counts: ShiftCounts,
  floor: Plan,
  evaluator: IntervalEvaluator,
): Promise<ShiftCounts> {
  const dearest = [...problem.columns.keys()].sort((a, b) => problem.columns[b]!.cost - problem.columns[a]!.cost)
  const isAbove = (some: ShiftCounts) =>
    present(problem, onDuty(problem, some, floor.length)).every((staffing, at) =>
      staffing.every((agents, variable) => agents >= floor[at]![variable]!),
    )
  let best = counts
  for (const column of dearest) {
    while (best[column]! > 0) {
      const fewer = best.with(column, best[column]! - 1)
      if (!isAbove(fewer) || missedIntervals(await evaluateRoster(problem, fewer, evaluator)).length > 0) break
      best = fewer
    }
  }
  return best
}

/** Of scheduled agents, those who may be counted on. */
function present(problem: IntervalProblem, scheduled: Plan): Plan {
  return scheduled.map((staffing) =>
    staffing.map((agents, variable) => Math.floor(agents * presentShare(problem, variable) + 1e-9)),
  )
}
