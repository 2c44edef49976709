import type { Runner } from '../run/batch.ts'
import type { StaffingOptions, StaffingPhase, StaffingResult } from './result.ts'
import type { Staffing, StaffingProblem } from './problem.ts'
import { Ledger } from './ledger.ts'
import { type Evaluation, Evaluator, isMet, probabilityMet, verdictOf } from './evaluate.ts'
import {
  type Cut,
  leastAnswered,
  type ProgramOptions,
  programText,
  type SolveProgram,
  type Work,
  workOf,
} from './program.ts'

const CUT_ROUNDS = 40
/** Share of the replications that a staffing gets while cuts are learnt. */
const CUT_EFFORT = 0.25
/** The independent samples. */
const CHECK_SEED = 0x5eed
/** Staffings that are given up, at most, because other callers show that they will not do. */
const CHECK_ROUNDS = 5
/** One that does with a smaller probability than this was chosen by luck. */
const DOUBTFUL = 0.05

/**
 * Fewest costs for the targets, by simulation on common callers.
 *
 * A linear program over the work gives the start, cuts learnt by simulation lead to a staffing that meets the targets
 * (M. Cezik & P. L'Ecuyer 2008), single steps make it cheaper, and the largest cheaper staffings that are left are
 * simulated until there are none: more agents never hurt, so that one that misses excludes all below it.
 *
 * Returns undefined when nothing within the limits meets the targets.
 */
export async function findStaffing(
  runner: Runner,
  problem: StaffingProblem,
  solve: SolveProgram,
  options: StaffingOptions,
): Promise<StaffingResult | undefined> {
  return new Search(runner, problem, solve, options).run()
}

class Search {
  readonly #problem: StaffingProblem
  readonly #runner: Runner
  readonly #solve: SolveProgram
  readonly #options: StaffingOptions
  readonly #evaluator: Evaluator
  readonly #ledger: Ledger
  readonly #cuts: Cut[] = []
  #work: Work = { perHour: [], agents: [] }

  constructor(runner: Runner, problem: StaffingProblem, solve: SolveProgram, options: StaffingOptions) {
    this.#problem = problem
    this.#runner = runner
    this.#solve = solve
    this.#options = options
    this.#evaluator = new Evaluator(runner, problem, options.seed)
    this.#ledger = new Ledger(this.#evaluator, problem.variables)
  }

  async run(): Promise<StaffingResult | undefined> {
    await this.#weighWork()
    const workBound = this.#program({ goal: 'cheapest', work: leastAnswered(this.#problem), cuts: [], missed: [] })
    if (workBound === undefined) return undefined
    await this.#learnCuts()
    if (this.#ledger.best === undefined) return undefined
    await this.#settle()
    if (this.#ledger.best === undefined) return undefined
    for (let round = 0; ; round += 1) {
      await this.#descend()
      const open = await this.#prove()
      const check = await this.#check(round)
      // It did on the callers it was chosen by and does not on others: the next best is looked for.
      if (isConfirmed(check) || round === CHECK_ROUNDS) return this.#result(this.#ledger.cost(workBound), open, check)
      this.#ledger.reject(check)
      await this.#learnCuts()
      await this.#settle()
      if (this.#ledger.best === undefined) return undefined
    }
  }

  /** The best so far on callers that the search has not seen. */
  #check(round: number): Promise<Evaluation> {
    this.#tell('check')
    const { replications, seed } = this.#options
    const fresh = new Evaluator(this.#runner, this.#problem, (seed ^ (CHECK_SEED + round)) >>> 0)
    // As exact as the sample on which it was chosen: that one was looked at until it seemed to do.
    return fresh.after(this.#ledger.best!.staffing, Math.max(replications, this.#ledger.best!.replications))
  }

  /** How many contacts of each type come, from the callers themselves. */
  async #weighWork(): Promise<void> {
    this.#tell('start')
    const { scenario } = this.#problem
    const { seed, replications } = this.#options
    const batch = { scenario, seed, replications: Array.from({ length: Math.min(10, replications) }, (_, at) => at) }
    const observations = await this.#runner.run(batch)
    const hours = (scenario.run.durationMs / 3_600_000) * observations.length
    const perHour = scenario.types.map(
      (_, type) =>
        observations.reduce((sum, { byType }) => sum + byType[type]!.offered - byType[type]!.blocked, 0) / hours,
    )
    this.#work = workOf(this.#problem, perHour)
  }

  async #learnCuts(): Promise<void> {
    const short = Math.max(2, Math.ceil(CUT_EFFORT * this.#options.replications))
    // The search starts where all work gets done: below it returns do not diminish, and cuts would mislead.
    const all = this.#problem.scenario.types.map(() => 0.999999)
    for (let round = 0; round < CUT_ROUNDS; round += 1) {
      const options = { goal: 'cheapest', cuts: this.#cuts, missed: this.#ledger.largestMissed() } as const
      const staffing =
        this.#program({ ...options, work: all }) ?? this.#program({ ...options, work: leastAnswered(this.#problem) })
      if (staffing === undefined) break
      this.#tell('cuts')
      const evaluation = await this.#evaluate(staffing, this.#options.replications)
      if (isMet(evaluation)) return
      await this.#learnFrom(evaluation, short)
    }
    if (this.#ledger.best === undefined) await this.#addUntilMet()
  }

  /** A cut for each target that was missed: what one more agent of each variable does, on the same callers. */
  async #learnFrom({ staffing }: Evaluation, replications: number): Promise<void> {
    const { variables } = this.#problem
    const here = await this.#evaluator.after(staffing, replications)
    const more = await Promise.all(
      variables.map((_, at) => this.#evaluator.after(staffing.with(at, staffing[at]! + 1), replications)),
    )
    for (const [k, { slack }] of here.results.entries()) {
      if (slack >= 0) continue
      const coefficients = more.map(({ results }) => Math.max(0, results[k]!.slack - slack))
      if (!coefficients.some((each) => each > 0)) continue
      const largest = Math.max(...coefficients)
      const scaled = coefficients.map((each) => Number((each / largest).toPrecision(6)))
      const least = scaled.reduce((sum, each, at) => sum + each * staffing[at]!, 0) - slack / largest
      this.#cuts.push({ coefficients: scaled, least: Number(least.toPrecision(9)) })
    }
  }

  /** Where cuts lead nowhere: the agent that helps most for its cost, one after the other. */
  async #addUntilMet(): Promise<void> {
    const short = Math.max(2, Math.ceil(CUT_EFFORT * this.#options.replications))
    const { variables, scenario } = this.#problem
    let staffing: Staffing =
      this.#program({
        goal: 'cheapest',
        work: scenario.types.map(() => 0.999999),
        cuts: [],
        missed: [],
      }) ?? variables.map(({ least }) => least)
    for (;;) {
      this.#tell('cuts')
      if (isMet(await this.#evaluate(staffing, this.#options.replications))) return
      const candidates = variables.flatMap(({ most }, at) => (staffing[at]! < most ? [at] : []))
      if (candidates.length === 0) return
      const here = shortfall(await this.#evaluator.after(staffing, short))
      const gains = await Promise.all(
        candidates.map(async (at) => {
          const next = staffing.with(at, staffing[at]! + 1)
          return { next, gain: (here - shortfall(await this.#evaluator.after(next, short))) / variables[at]!.cost }
        }),
      )
      staffing = gains.reduce((a, b) => (b.gain > a.gain ? b : a)).next
    }
  }

  /** The first staffing was found with few replications: if more show that it will not do, cuts go on from there. */
  async #settle(): Promise<void> {
    while (this.#ledger.best !== undefined && !isMet(await this.#evaluate(this.#ledger.best.staffing)))
      await this.#learnCuts()
  }

  /** One agent fewer, or one exchanged for one or two that cost less together, for as long as the targets are met. */
  async #descend(): Promise<void> {
    for (let improved = true; improved;) {
      improved = false
      for (const staffing of this.#steps(this.#ledger.best!.staffing)) {
        if (this.#ledger.isExcluded(staffing)) continue
        this.#tell('descent')
        if (!isMet(await this.#evaluate(staffing))) continue
        improved = true
        break
      }
    }
  }

  /** Cheaper neighbours, the cheapest first. */
  #steps(staffing: Staffing): Staffing[] {
    const { variables } = this.#problem
    const steps: Staffing[] = []
    for (const from of variables.keys()) {
      if (staffing[from]! <= variables[from]!.least) continue
      const fewer = staffing.with(from, staffing[from]! - 1)
      steps.push(fewer)
      for (const to of variables.keys()) {
        if (to !== from && fewer[to]! < variables[to]!.most) steps.push(fewer.with(to, fewer[to]! + 1))
      }
    }
    const limit = this.#ledger.cost(staffing) - this.#ledger.sameCost
    return steps
      .filter((step) => this.#ledger.cost(step) < limit)
      .sort((a, b) => this.#ledger.cost(a) - this.#ledger.cost(b))
  }

  /** Simulates the largest staffings that are cheaper and not excluded; true when some are left. */
  async #prove(): Promise<boolean> {
    for (let simulated = 0; ; simulated += 1) {
      const below = this.#ledger.cost(this.#ledger.best!.staffing) - this.#ledger.sameCost
      const options = { below, work: leastAnswered(this.#problem), cuts: [], missed: this.#ledger.largestMissed() }
      const largest = this.#program({ ...options, goal: 'largest' }) ?? this.#ledger.doubtful(below, this.#options.most)
      if (largest === undefined) return false
      if (simulated >= this.#options.proof) return true
      this.#tell('proof')
      await this.#evaluate(largest)
    }
  }

  #result(workBound: number, open: boolean, check: Evaluation): StaffingResult {
    const best = this.#ledger.best!
    const cost = this.#ledger.cost(best.staffing)
    const nearMisses = this.#ledger.missed
      .filter((evaluation) => verdictOf(evaluation) !== 'no')
      .sort((a, b) => this.#ledger.cost(b.staffing) - this.#ledger.cost(a.staffing))
    const cheapestLeft = open
      ? this.#program({
          goal: 'cheapest',
          work: leastAnswered(this.#problem),
          cuts: [],
          missed: this.#ledger.largestMissed(),
        })
      : undefined
    return {
      staffing: best.staffing,
      cost,
      chosenOn: best,
      check,
      workBound,
      lowerBound: cheapestLeft === undefined ? cost : Math.min(cost, this.#ledger.cost(cheapestLeft)),
      proven: open
        ? 'open'
        : nearMisses.some(({ staffing }) => this.#ledger.cost(staffing) < cost)
          ? 'sample'
          : 'optimal',
      nearMisses,
      staffings: this.#ledger.size,
      simulations: this.#evaluator.simulations,
    }
  }

  #evaluate(staffing: Staffing, most: number = this.#options.most): Promise<Evaluation> {
    return this.#ledger.evaluate(staffing, most)
  }

  #program(options: ProgramOptions): Staffing | undefined {
    const solution = this.#solve(programText(this.#problem, this.#work, options))
    return solution && this.#problem.variables.map((_, at) => Math.round(solution.values.get(`x${at}`) ?? 0))
  }

  #tell(phase: StaffingPhase): void {
    const { best, size } = this.#ledger
    this.#options.onProgress?.(phase, size, best && this.#ledger.cost(best.staffing))
  }
}

function isConfirmed({ results }: Evaluation): boolean {
  return results.every((result) => !(probabilityMet(result) < DOUBTFUL))
}

/** Σ of what the targets are missed by, each against its bound. */
function shortfall({ results }: Evaluation): number {
  return results.reduce(
    (sum, { slack, target }) => sum + Math.max(0, -slack) / (target.bound > 0 ? target.bound : 1),
    0,
  )
}
