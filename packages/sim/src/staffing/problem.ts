import type { MeasureName } from '../measure/measure.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** Fewest agents for given targets: what may be varied, what it costs, what must be met. */
export interface StaffingProblem {
  readonly name: string
  readonly scenario: Scenario
  readonly variables: readonly StaffingVariable[]
  /** All must be met; at least one. */
  readonly targets: readonly StaffingTarget[]
}

/** Agents that are hired together: one more of the variable is one more agent in each of its places. */
export interface StaffingVariable {
  /** The group, the level, or the group with the number of its shift. */
  readonly name: string
  /** Groups by number in the scenario, and the shift in each. */
  readonly places: readonly { readonly group: number; readonly shift: number }[]
  /** Of one more of it, over all its places, for the time that they are there. */
  readonly cost: number
  readonly least: number
  readonly most: number
}

/** A measure of the floor or of one contact type on the right side of a bound. */
export interface StaffingTarget {
  /** As written. */
  readonly text: string
  readonly type: string | undefined
  readonly measure: MeasureName
  readonly direction: 'at-least' | 'at-most'
  /** A share, ms, or contacts a replication. */
  readonly bound: number
  /** The bound is to be met in this share of replications (days), not on average over them. */
  readonly onShareOfDays: number | undefined
}

/** Numbers of agents, in the order of the variables. */
export type Staffing = readonly number[]

/** Σ cost × agents, without the rounding noise of adding it up. */
export function costOf(variables: readonly StaffingVariable[], staffing: Staffing): number {
  return Number(variables.reduce((sum, { cost }, at) => sum + cost * staffing[at]!, 0).toPrecision(12))
}

/** The scenario with other numbers of agents. */
export function staffed(scenario: Scenario, variables: readonly StaffingVariable[], staffing: Staffing): Scenario {
  const agents = new Map<string, number>()
  for (const [at, { places }] of variables.entries()) {
    for (const { group, shift } of places) agents.set(`${group} ${shift}`, staffing[at]!)
  }
  return {
    ...scenario,
    groups: scenario.groups.map((group, number) => ({
      ...group,
      shifts: group.shifts.map((shift, at) => ({ ...shift, agents: agents.get(`${number} ${at}`) ?? shift.agents })),
    })),
  }
}
