import { offeredLoad } from '../../theory/offered-load.ts'
import { programText, type SolveProgram, workOf } from '../program.ts'
import { intervalCount, intervalSpan, type IntervalProblem, type Plan } from './problem.ts'

/** Agents above the load R in units of √R: few wait, so that one interval leaves next to nothing to the next. */
const AMPLE = 1.5
/** A share of 1 would leave no room for rounding. */
const ALMOST_ALL = 0.999999

/** Where a search starts, and what its load is. */
export interface Start {
  readonly plan: Plan
  /** Agents at work if nobody ever waited, by interval. */
  readonly load: readonly number[]
}

/**
 * The square-root rule in each interval: the cheapest agents that have time for R + β√R erlangs, in the proportions of
 * the types, where R is the offered load. Undefined where the limits leave no room for it.
 *
 * @param offered - contacts by interval, then by type, per replication
 */
export function startOf(
  problem: IntervalProblem,
  offered: readonly (readonly number[])[],
  solve: SolveProgram,
): Start | undefined {
  const { scenario, variables, intervalMs } = problem
  const count = intervalCount(problem)
  const perHour = (interval: number, type: number) => {
    const [fromMs, toMs] = intervalSpan(problem, interval)
    return (offered[interval]![type]! * 3_600_000) / (toMs - fromMs)
  }
  // Agents' time that one contact an hour of each type takes, where that is shortest.
  const one = workOf(
    problem,
    scenario.types.map(() => 1),
  ).agents.map((each) => Math.min(...each.map((erlangs) => erlangs ?? Infinity)))
  const loads = scenario.types.map((_, type) => {
    const erlangs = one[type]!
    const rates = Array.from({ length: count }, (__, interval) => perHour(interval, type))
    if (!(erlangs > 0 && erlangs < Infinity)) return rates.map(() => 0)
    return offeredLoad({ intervalMs, perHour: rates, meanHandlingMs: erlangs * 3_600_000 })
  })
  const plan: (readonly number[])[] = []
  const load: number[] = []
  for (let interval = 0; interval < count; interval += 1) {
    const sum = loads.reduce((all, each) => all + each[interval]!, 0)
    load.push(sum)
    const ample = sum > 0 ? 1 + AMPLE / Math.sqrt(sum) : 1
    const rates = loads.map((each, type) => (each[interval]! > 0 ? (each[interval]! / one[type]!) * ample : 0))
    // For the presence of the variables the program looks at the whole run: each is there for all of it.
    const work = workOf(problem, rates)
    const all = scenario.types.map((_, type) => (rates[type]! > 0 ? ALMOST_ALL : 0))
    const solution = solve(programText(problem, work, { goal: 'cheapest', work: all, cuts: [], missed: [] }))
    if (solution === undefined) return undefined
    plan.push(variables.map((_, at) => Math.round(solution.values.get(`x${at}`) ?? 0)))
  }
  return { plan, load }
}
