import { addTally, emptyIntervalTally, emptyTally, type IntervalTally, TALLY_FIELDS } from '@strowger/acd'
import type { Sample } from '../../measure/measure.ts'
import { typesNamed } from '../../measure/population.ts'
import { timelyBy } from '../../measure/timely.ts'
import { replicationsFrom, type Runner } from '../../run/batch.ts'
import type { Detail } from '../../run/detail.ts'
import type { Observation } from '../../run/observation.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { resultOn, type TargetResult } from '../evaluate.ts'
import type { StaffingTarget } from '../problem.ts'
import { intervalCount, type IntervalProblem, type Plan, planned } from './problem.ts'

/** What is known of a scenario by interval. */
export interface IntervalEvaluation {
  /** By interval, then by target. */
  readonly results: readonly (readonly TargetResult[])[]
  /** Over the whole run, by target. */
  readonly day: readonly TargetResult[]
  /** Contacts that came in each interval, by type, per replication; blocked ones are not among them. */
  readonly offered: readonly (readonly number[])[]
}

/** Replications whose details are held at once. */
const SLICE = 32
const WHOLE = -1
const FIELDS = TALLY_FIELDS.length

/** Simulates plans and rosters on the same callers, each once, and judges every interval by the targets. */
export class IntervalEvaluator {
  readonly #runner: Runner
  readonly #problem: IntervalProblem
  readonly #seed: number
  readonly #replications: number
  readonly #seen: Map<string, IntervalEvaluation> = new Map()
  #simulations = 0

  constructor(runner: Runner, problem: IntervalProblem, seed: number, replications: number) {
    this.#runner = runner
    this.#problem = problem
    this.#seed = seed
    this.#replications = replications
  }

  /** Replications simulated so far. */
  get simulations(): number {
    return this.#simulations
  }

  /** So many agents in each interval. */
  plan(plan: Plan): Promise<IntervalEvaluation> {
    return this.scenario(plan.join(' '), () => planned(this.#problem, plan))
  }

  /** Any scenario with the same callers, by a name that no other one has. */
  async scenario(name: string, make: () => Scenario): Promise<IntervalEvaluation> {
    const known = this.#seen.get(name)
    if (known !== undefined) return known
    const evaluation = await this.#simulate(make())
    this.#seen.set(name, evaluation)
    return evaluation
  }

  async #simulate(scenario: Scenario): Promise<IntervalEvaluation> {
    const problem = this.#problem
    const { targets, intervalMs } = problem
    const count = intervalCount(problem)
    const samples = targets.map(() => Array.from({ length: count + 1 }, (): Sample[] => []))
    const offered = Array.from({ length: count }, () => scenario.types.map(() => 0))
    let unfinished = 0
    for (let from = 0; from < this.#replications; from += SLICE) {
      const replications = replicationsFrom(from, Math.min(this.#replications, from + SLICE))
      const detail = { intervalMs, together: [], withoutQuantiles: true }
      for (const seen of await this.#runner.run({ scenario, seed: this.#seed, replications, detail })) {
        const rows = new IntervalRows(seen, scenario)
        unfinished += seen.unfinished
        for (const [at, target] of targets.entries()) {
          for (let interval = WHOLE; interval < count; interval += 1) {
            samples[at]![interval + 1]!.push(rows.sample(target, interval))
          }
        }
        for (const [interval, types] of offered.entries()) {
          for (const type of types.keys()) types[type]! += rows.entered(type, interval) / this.#replications
        }
      }
    }
    this.#simulations += this.#replications
    const judged = (interval: number, isStuck: boolean) =>
      targets.map((target, at) => judge(target, samples[at]![interval + 1]!, isStuck))
    return {
      // Whoever is left at the end waits for agents who never come: the last interval's staffing stays.
      results: Array.from({ length: count }, (_, at) => judged(at, at === count - 1 && unfinished > 0)),
      day: judged(WHOLE, false),
      offered,
    }
  }
}

/** Numbers of the intervals in which a target is missed. */
export function missedIntervals({ results }: IntervalEvaluation): number[] {
  return results.flatMap((targets, at) => (targets.some(({ slack }) => slack < 0) ? [at] : []))
}

/** A target in an interval. One in which callers came and nobody was answered misses what only the answered are asked of. */
function judge(target: StaffingTarget, samples: readonly Sample[], isStuck: boolean): TargetResult {
  const result = resultOn(target, samples)
  const nobody = Number.isNaN(result.estimate.mean) && samples.some(({ tally }) => tally.offered - tally.blocked > 0)
  return isStuck || nobody ? { ...result, slack: -Infinity, standardError: 0 } : result
}

/** The intervals of one replication. */
class IntervalRows {
  readonly #detail: Detail
  readonly #seen: Observation
  readonly #scenario: Scenario
  readonly #tally: IntervalTally = emptyIntervalTally()

  constructor(seen: Observation, scenario: Scenario) {
    this.#detail = seen.detail!
    this.#seen = seen
    this.#scenario = scenario
  }

  /** Contacts of a type that got a trunk. */
  entered(type: number, interval: number): number {
    const { offered, blocked } = this.#row(1 + type, interval)
    return offered - blocked
  }

  /** What a target is asked of, as `measure/population.ts` takes it from whole replications. */
  sample({ type }: StaffingTarget, interval: number): Sample {
    const { types } = this.#scenario
    const numbers = type === undefined ? [...types.keys()] : typesNamed(this.#scenario, type)
    const tally = emptyTally()
    const timely = { contacts: 0, of: 0 }
    const { definitions } = this.#seen
    for (const number of numbers) {
      const row = this.#row(1 + number, interval)
      addTally(tally, row)
      if (definitions === undefined) continue
      const level = timelyBy(definitions[number]!, row)
      timely.contacts += level.contacts
      timely.of += level.of
    }
    const floor = this.#row(0, interval)
    const busyMs = floor.ringingMs + floor.talkingMs + floor.holdingMs + floor.wrappingMs
    return {
      tally,
      ...(definitions !== undefined && { timely }),
      busyMs: type === undefined ? busyMs : tally.talkMs + tally.wrapUpMs,
      staffedMs: busyMs + floor.readyMs,
    }
  }

  /** Everyone is population 0, types follow. One object for all rows: read it before the next. */
  #row(population: number, interval: number): IntervalTally {
    const from = (population * (this.#detail.intervals + 1) + interval + 1) * FIELDS
    for (let at = 0; at < FIELDS; at += 1) this.#tally[TALLY_FIELDS[at]!] = this.#detail.tallies[from + at]!
    return this.#tally
  }
}
