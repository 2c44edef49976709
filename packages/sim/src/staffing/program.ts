import { typesNamed } from '../measure/population.ts'
import { sampler } from '../model/sampler.ts'
import { afterCallWorkOf } from '../scenario/after-call-work.ts'
import { qualifies } from '../scenario/resolve/requirement.ts'
import type { AgentGroupSpec, ContactTypeSpec } from '../scenario/scenario.ts'
import type { Staffing, StaffingProblem, StaffingTarget } from './problem.ts'

/** Solves a linear program in the LP format of CPLEX; undefined when no point satisfies it. */
export type SolveProgram = (
  program: string,
) => { readonly values: ReadonlyMap<string, number>; readonly objective: number } | undefined

/** Σ coefficients × agents ≥ least: learnt at a staffing that missed a target. */
export interface Cut {
  readonly coefficients: readonly number[]
  readonly least: number
}

/** A share of 1 would leave no room for rounding. */
const ALMOST_ALL = 0.999999

/** What a program asks for. */
export interface ProgramOptions {
  /** Fewest costs, or (below a limit of costs) the largest staffing that is left. */
  readonly goal: 'cheapest' | 'largest'
  /** Costs must lie below this. */
  readonly below?: number
  /** Share of each type's work that agents must have time for; by type number. */
  readonly work: readonly number[]
  /** Learnt under the assumption that returns diminish (J. Atlason, M. Epelman & S. Henderson 2004). */
  readonly cuts: readonly Cut[]
  /** Staffings that miss a target: so does every one that has no more of anything. */
  readonly missed: readonly Staffing[]
}

/**
 * Contacts of each type an hour × handling time in each variable's groups: the work, in agents. Undefined where the
 * groups lack the skills.
 */
export interface Work {
  /** Contacts offered, by type. */
  readonly perHour: readonly number[]
  /** By type, then by variable: agents' time that one answered share of the type takes; undefined: not eligible. */
  readonly agents: readonly (readonly (number | undefined)[])[]
}

/** The work of a problem. @param perHour - contacts offered, by type number */
export function workOf({ scenario, variables }: StaffingProblem, perHour: readonly number[]): Work {
  const agents = scenario.types.map((type, at) =>
    variables.map(({ places }) => {
      if (!places.some((place) => qualifies(scenario.groups[place.group]!.skills, type))) return undefined
      const leastMs = Math.min(...places.map((place) => occupiedMs(type, scenario.groups[place.group]!)))
      return (perHour[at]! / 3_600_000) * leastMs
    }),
  )
  return { perHour, agents }
}

/** Shares of each type's contacts that must be answered for the targets to hold on average, at least. */
export function leastAnswered({ scenario, targets }: StaffingProblem): number[] {
  const least = scenario.types.map(() => 0)
  for (const target of targets) {
    const share = Math.min(answeredShare(target), ALMOST_ALL)
    if (target.type === undefined || target.onShareOfDays !== undefined) continue
    const types = typesNamed(scenario, target.type)
    // Of several parts together one may be neglected.
    if (types.length === 1) least[types[0]!] = Math.max(least[types[0]!]!, share)
  }
  return least
}

/** Sets of types of which a target wants so large a share answered. */
function familyShares({ scenario, targets }: StaffingProblem): { types: number[]; share: number }[] {
  return targets.flatMap((target) => {
    if (target.onShareOfDays !== undefined || answeredShare(target) === 0) return []
    const types = target.type === undefined ? scenario.types.map((_, at) => at) : typesNamed(scenario, target.type)
    return types.length > 1 ? [{ types, share: answeredShare(target) }] : []
  })
}

function answeredShare({ measure, direction, bound }: StaffingTarget): number {
  if (measure === 'serviceLevel' && direction === 'at-least') return bound
  return measure === 'abandonRate' && direction === 'at-most' ? 1 - bound : 0
}

/** The program as text: agents are whole, and have time for the work that is asked of them. */
export function programText(problem: StaffingProblem, work: Work, options: ProgramOptions): string {
  const { variables } = problem
  const costs = variables.map(({ cost }, at) => `${cost} x${at}`).join(' + ')
  const rows: string[] = []
  const bounds = variables.map(({ least, most }, at) => `${least} <= x${at} <= ${most}`)
  const binaries: string[] = []
  if (options.below !== undefined) rows.push(`${costs} <= ${options.below}`)
  rows.push(...workRows(problem, work, options.work))
  for (const { coefficients, least } of options.cuts) rows.push(`${terms(coefficients, (at) => `x${at}`)} >= ${least}`)
  for (const [number, staffing] of options.missed.entries()) {
    const chosen = staffing.map((_, at) => `b${number}_${at}`)
    rows.push(`${chosen.join(' + ')} >= 1`)
    rows.push(...staffing.map((agents, at) => `x${at} - ${agents + 1} ${chosen[at]} >= 0`))
    binaries.push(...chosen)
  }
  return [
    options.goal === 'cheapest' ? 'Minimize' : 'Maximize',
    ` goal: ${costs}`,
    'Subject To',
    ...rows.map((row, at) => ` r${at}: ${row}`),
    'Bounds',
    ...bounds.map((bound) => ` ${bound}`),
    'General',
    ` ${variables.map((_, at) => `x${at}`).join(' ')}`,
    ...(binaries.length > 0 ? ['Binary', ` ${binaries.join(' ')}`] : []),
    'End',
  ].join('\n')
}

/** f_tv: share of type t's contacts that variable v answers. */
function workRows(problem: StaffingProblem, { agents, perHour }: Work, least: readonly number[]): string[] {
  const rows: string[] = []
  for (const [type, byVariable] of agents.entries()) {
    const shares = byVariable.flatMap((each, at) => (each === undefined || each === 0 ? [] : [`f${type}_${at}`]))
    if (shares.length === 0) continue
    rows.push(`${shares.join(' + ')} <= 1`)
    if (least[type]! > 0) rows.push(`${shares.join(' + ')} >= ${least[type]}`)
  }
  for (const { types, share } of familyShares(problem)) {
    const answered = types.flatMap((type) =>
      agents[type]!.flatMap((each, at) =>
        each === undefined || each === 0 ? [] : [`${perHour[type]} f${type}_${at}`],
      ),
    )
    const offered = types.reduce((sum, type) => sum + perHour[type]!, 0)
    if (answered.length > 0) rows.push(`${answered.join(' + ')} >= ${share * offered}`)
  }
  for (const at of problem.variables.keys()) {
    const loads = agents.flatMap((byVariable, type) => {
      const each = byVariable[at]
      return each === undefined || each === 0 ? [] : [`${each} f${type}_${at}`]
    })
    const { places } = problem.variables[at]!
    if (loads.length > 0) rows.push(`${loads.join(' + ')} - ${places.length * presenceOf(problem, at)} x${at} <= 0`)
  }
  return rows
}

/** Share of the run for which the variable's agents are there. */
function presenceOf({ scenario: { run, groups }, variables }: StaffingProblem, at: number): number {
  const { group, shift } = variables[at]!.places[0]!
  const { fromMs, toMs } = groups[group]!.shifts[shift]!
  const lengthMs = run.warmUpMs + run.durationMs
  return (Math.min(toMs, lengthMs) - Math.min(fromMs, lengthMs)) / lengthMs
}

function terms(coefficients: readonly number[], name: (at: number) => string): string {
  const parts = coefficients.flatMap((coefficient, at) => {
    if (coefficient === 0) return []
    return [`${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${name(at)}`]
  })
  return parts.length === 0 ? '0 x0' : parts.join(' ')
}

/** Mean time that a contact takes an agent of the group, ms. */
function occupiedMs(type: ContactTypeSpec, group: AgentGroupSpec): number {
  const talk = group.handlingTime?.get(type.id) ?? type.handlingTime
  const after = afterCallWorkOf(type, group)
  const talkMs = talk.distribution === 'recorded' ? 0 : sampler(talk).mean
  return talkMs * (group.handlingFactor.get(type.id) ?? 1) + (after === undefined ? 0 : sampler(after).mean)
}
