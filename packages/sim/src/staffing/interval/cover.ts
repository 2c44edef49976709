import { invariant } from '../../errors/invariant.ts'
import type { SolveProgram } from '../program.ts'
import { intervalSpan, type IntervalProblem, type Plan } from './problem.ts'
import { isThere } from './shift-pattern.ts'

/** Agents of each column of the problem. */
export type ShiftCounts = readonly number[]

/** The cheapest shifts that have a plan's agents at work, or where no shift is. */
export type Cover =
  | { readonly counts: ShiftCounts }
  | { readonly uncovered: { readonly interval: number; readonly variable: number } }

/**
 * Shifts of least cost with at least the planned agents at work in every interval (a covering program, as of
 * G. Dantzig 1954). Agents count in an interval that they are there for all of; who will be absent is made up for.
 */
export function cover(problem: IntervalProblem, plan: Plan, solve: SolveProgram): Cover {
  const { columns } = problem
  const rows: string[] = []
  for (const [interval, staffing] of plan.entries()) {
    for (const [variable, agents] of staffing.entries()) {
      if (agents === 0) continue
      const there = columnsIn(problem, interval, variable)
      if (there.length === 0) return { uncovered: { interval, variable } }
      const needed = Math.ceil(agents / presentShare(problem, variable) - 1e-9)
      rows.push(` r${rows.length}: ${there.map((at) => `x${at}`).join(' + ')} >= ${needed}`)
    }
  }
  if (rows.length === 0) return { counts: columns.map(() => 0) }
  const solution = solve(
    [
      'Minimize',
      ` goal: ${columns.map(({ cost }, at) => `${cost} x${at}`).join(' + ')}`,
      'Subject To',
      ...rows,
      'General',
      ` ${columns.map((_, at) => `x${at}`).join(' ')}`,
      'End',
    ].join('\n'),
  )
  // Every row has a column, and nothing limits how many agents a column has.
  invariant(solution !== undefined, 'a covering program without limits has a solution')
  return { counts: columns.map((_, at) => Math.round(solution.values.get(`x${at}`) ?? 0)) }
}

/** Agents at work in each interval: scheduled ones who are there for all of it, absent ones included. */
export function onDuty(problem: IntervalProblem, counts: ShiftCounts, intervals: number): Plan {
  return Array.from({ length: intervals }, (_, interval) =>
    problem.variables.map((__, variable) =>
      columnsIn(problem, interval, variable).reduce((sum, at) => sum + counts[at]!, 0),
    ),
  )
}

/** Share of a variable's scheduled agents who come. */
export function presentShare({ scenario, variables }: IntervalProblem, variable: number): number {
  const { places } = variables[variable]!
  return 1 - Math.max(0, ...places.map(({ group }) => scenario.groups[group]!.absence ?? 0))
}

function columnsIn(problem: IntervalProblem, interval: number, variable: number): number[] {
  const [startMs, endMs] = intervalSpan(problem, interval)
  return problem.columns.flatMap((column, at) =>
    column.variable === variable && isThere(column, startMs, endMs) ? [at] : [],
  )
}
