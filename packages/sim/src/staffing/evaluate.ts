import { type Measure, measureNamed } from '../measure/measure.ts'
import { estimateOf, spreadOf } from '../measure/estimates.ts'
import type { Line } from '../measure/line.ts'
import { movedCalls } from '../measure/moved-calls.ts'
import { ofTypes, overall, type Samples, typesNamed } from '../measure/population.ts'
import { replicationsFrom, type Runner } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'
import { type Estimate, estimateMean, momentsOf } from '../stats/estimate.ts'
import { studentCdf, studentQuantile } from '../stats/student.ts'
import { type Staffing, staffed, type StaffingProblem, type StaffingTarget } from './problem.ts'

/** A target at a staffing: what was estimated, and how far on the right side it lies. */
export interface TargetResult {
  readonly target: StaffingTarget
  readonly estimate: Estimate
  /** Positive on the right side; in the unit of the estimate. */
  readonly slack: number
  /** Standard error of the slack; Infinity while unknown. */
  readonly standardError: number
  readonly replications: number
}

/** What is known of a staffing. */
export interface Evaluation {
  readonly staffing: Staffing
  readonly results: readonly TargetResult[]
  /** Calls moved between sites and what that cost, in no cost of the staffing; empty where there are no sites. */
  readonly moved: readonly Line[]
  readonly replications: number
}

/** Chance that one undecided target is called wrongly: one in a thousand, so that a search of hundreds stays right. */
const DECISION = 0.999
const FIRST = 4
const GROWTH = 2

/** Simulates staffings on the same callers; every replication of a staffing is run once. */
export class Evaluator {
  readonly #runner: Runner
  readonly #problem: StaffingProblem
  readonly #seed: number
  readonly #seen: Map<string, Observation[]> = new Map()
  #simulations = 0

  constructor(runner: Runner, problem: StaffingProblem, seed: number) {
    this.#runner = runner
    this.#problem = problem
    this.#seed = seed
  }

  /** Replications simulated so far. */
  get simulations(): number {
    return this.#simulations
  }

  /** A staffing after exactly so many replications. */
  async after(staffing: Staffing, replications: number): Promise<Evaluation> {
    const observations = (await this.#observations(staffing, replications)).slice(0, replications)
    const results = this.#problem.targets.map((target) => resultOf(this.#problem, target, observations))
    return { staffing, results, moved: movedCalls(this.#problem.scenario, observations), replications }
  }

  /** A staffing after as many replications as it takes to tell, at most `most`. */
  async decided(staffing: Staffing, most: number): Promise<Evaluation> {
    for (let size = Math.min(FIRST, most); ; size = Math.min(most, size * GROWTH)) {
      const evaluation = await this.after(staffing, size)
      if (size >= most || verdictOf(evaluation) !== 'unclear') return evaluation
    }
  }

  async #observations(staffing: Staffing, size: number): Promise<Observation[]> {
    const key = staffing.join(' ')
    const seen = this.#seen.get(key) ?? []
    this.#seen.set(key, seen)
    if (seen.length < size) {
      const { scenario, variables } = this.#problem
      const replications = replicationsFrom(seen.length, size)
      this.#simulations += replications.length
      const batch = { scenario: staffed(scenario, variables, staffing), seed: this.#seed, replications }
      const more = await this.#runner.run(batch)
      if (seen.length < size) seen.push(...more.slice(seen.length + more.length - size))
    }
    return seen
  }
}

/** `yes` or `no` where every (or one) target is decided with 99.9 % confidence. */
export function verdictOf({ results }: Evaluation): 'no' | 'unclear' | 'yes' {
  const certain = ({ slack, standardError, replications }: TargetResult) =>
    replications > 1 && Math.abs(slack) > studentQuantile(DECISION, replications - 1) * standardError
  if (results.some((result) => result.slack < 0 && certain(result))) return 'no'
  return results.every((result) => result.slack >= 0 && certain(result)) ? 'yes' : 'unclear'
}

/** Whether all targets are met as far as the sample shows. */
export function isMet({ results }: Evaluation): boolean {
  return results.every(({ slack }) => slack >= 0)
}

/** Probability that the true value is on the right side, given what was seen: Student's law around the estimate. */
export function probabilityMet({ slack, standardError, replications }: TargetResult): number {
  if (replications < 2 || !(standardError < Infinity)) return NaN
  if (standardError === 0) return slack >= 0 ? 1 : 0
  return studentCdf(slack / standardError, replications - 1)
}

function resultOf(
  { scenario }: StaffingProblem,
  target: StaffingTarget,
  observations: readonly Observation[],
): TargetResult {
  return resultOn(
    target,
    target.type === undefined ? overall(observations) : ofTypes(observations, typesNamed(scenario, target.type)),
  )
}

/** A target on samples of whatever it is asked of, one per replication. */
export function resultOn(target: StaffingTarget, samples: Samples): TargetResult {
  const measure = measureNamed(target.measure)
  const sign = target.direction === 'at-least' ? 1 : -1
  const { onShareOfDays: share } = target
  const days = share === undefined ? [] : samples.map((day) => Number(isGood(measure, day, target)))
  const estimate = share === undefined ? estimateOf(measure, samples) : estimateMean(days)
  const slack = share === undefined ? sign * (estimate.mean - target.bound) : estimate.mean - share
  const n = samples.length
  const spread = share === undefined ? spreadOf(measure, samples) : momentsOf(days)
  const standardError = n > 1 ? spread.standardError : Infinity
  // Nobody came: there is nothing that could be missed.
  const settled = Number.isNaN(slack) ? { slack: 0, standardError: 0 } : { slack, standardError }
  return { target, estimate, ...settled, replications: n }
}

/** Whether a day met the bound; one without contacts did. */
function isGood(measure: Measure, day: Samples[number], { direction, bound }: StaffingTarget): boolean {
  const below = measure.denominator(day)
  if (below === 0) return true
  const value = measure.numerator(day) / below
  return direction === 'at-least' ? value >= bound : value <= bound
}
