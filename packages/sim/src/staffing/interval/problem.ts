import { intervalsOf } from '../../run/detail.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Staffing, StaffingProblem } from '../problem.ts'
import type { ShiftColumn } from './shift-pattern.ts'

/** Fewest agents in each interval for targets that must be met in each of them; and shifts to cover them with. */
export interface IntervalProblem extends StaffingProblem {
  /** With its own agents, to see who calls when; `scenario` is without its shifts. */
  readonly asWritten: Scenario
  /** Length of an interval, ms, from the start of the run. */
  readonly intervalMs: number
  /** Shifts that may be worked; empty where only the numbers are asked for. */
  readonly columns: readonly ShiftColumn[]
}

/** Numbers of agents by interval. */
export type Plan = readonly Staffing[]

/** How many intervals the run has. */
export function intervalCount({ scenario, intervalMs }: Pick<IntervalProblem, 'intervalMs' | 'scenario'>): number {
  return intervalsOf(scenario.run.durationMs, { intervalMs, together: [] })
}

/** Start and end of an interval, ms from the start of the run; the last may be shorter. */
export function intervalSpan(
  { scenario, intervalMs }: Pick<IntervalProblem, 'intervalMs' | 'scenario'>,
  interval: number,
): readonly [fromMs: number, toMs: number] {
  const fromMs = interval * intervalMs
  return [fromMs, Math.min(fromMs + intervalMs, scenario.run.durationMs)]
}

/** Every group with one shift for the whole run: what can be asked of a group by interval does not hang on its shifts. */
export function withoutShifts(scenario: Scenario): Scenario {
  const groups = scenario.groups.map((spec) => {
    const { staffing: _staffing, ...group } = spec
    return { ...group, shifts: [{ fromMs: 0, toMs: Infinity, agents: 0 }] }
  })
  return { ...scenario, groups }
}

/**
 * The scenario with so many agents at work in each interval. Who is absent, late or at a break is not among them:
 * that is a roster's, and of it nothing is left here.
 */
export function planned({ scenario, variables, intervalMs }: IntervalProblem, plan: Plan): Scenario {
  const variableOf = new Map(variables.flatMap(({ places }, at) => places.map(({ group }) => [group, at] as const)))
  const groups = scenario.groups.map(({ absence: _a, lateness: _l, breakOverrun: _b, ...group }, number) => {
    const agents = plan.map((staffing) => staffing[variableOf.get(number)!]!)
    return { ...group, shifts: [], staffing: { intervalMs, agents } }
  })
  return { ...scenario, groups }
}

/** Σ cost × agents × share of the run, without the rounding noise of adding it up. */
export function planCost(problem: IntervalProblem, plan: Plan): number {
  const { variables, scenario } = problem
  const cost = plan.reduce((sum, staffing, interval) => {
    const [fromMs, toMs] = intervalSpan(problem, interval)
    const each = variables.reduce((all, variable, at) => all + variable.cost * staffing[at]!, 0)
    return sum + (each * (toMs - fromMs)) / scenario.run.durationMs
  }, 0)
  return Number(cost.toPrecision(12))
}

/** Agents × hours of a plan, over all groups. */
export function planHours(problem: IntervalProblem, plan: Plan): number {
  return plan.reduce((sum, staffing, interval) => {
    const [fromMs, toMs] = intervalSpan(problem, interval)
    const agents = problem.variables.reduce((all, { places }, at) => all + places.length * staffing[at]!, 0)
    return sum + (agents * (toMs - fromMs)) / 3_600_000
  }, 0)
}
