import { type Evaluation, type Evaluator, isMet, verdictOf } from './evaluate.ts'
import { costOf, type Staffing, type StaffingVariable } from './problem.ts'

/** Costs that differ by less, in the cheapest agent, are the same; far above the tolerance of the solver. */
const SAME_COST = 1e-3

/** What a search knows: every staffing simulated, those that missed, the cheapest that did not. */
export class Ledger {
  readonly #evaluator: Evaluator
  readonly #variables: readonly StaffingVariable[]
  readonly #known: Map<string, Evaluation> = new Map()
  readonly #rejected: Set<string> = new Set()
  /** Costs closer than this are the same. */
  readonly sameCost: number

  constructor(evaluator: Evaluator, variables: readonly StaffingVariable[]) {
    this.#evaluator = evaluator
    this.#variables = variables
    this.sameCost = SAME_COST * Math.min(...variables.map(({ cost }) => cost))
  }

  /** The cheapest staffing that meets the targets as far as is known. O(staffings). */
  get best(): Evaluation | undefined {
    let best: Evaluation | undefined
    for (const evaluation of this.#known.values()) {
      if (!this.#does(evaluation)) continue
      if (best === undefined || this.cost(evaluation.staffing) < this.cost(best.staffing) - this.sameCost)
        best = evaluation
    }
    return best
  }

  /** Staffings that miss a target as far as is known. */
  get missed(): Evaluation[] {
    return [...this.#known.values()].filter((evaluation) => !this.#does(evaluation))
  }

  /** Staffings simulated. */
  get size(): number {
    return this.#known.size
  }

  /** Σ cost × agents. */
  cost(staffing: Staffing): number {
    return costOf(this.#variables, staffing)
  }

  /** Simulates a staffing as long as it takes to tell, at most `most` replications, and keeps what it shows. */
  async evaluate(staffing: Staffing, most: number): Promise<Evaluation> {
    const key = staffing.join(' ')
    const known = this.#known.get(key)
    const settled = known !== undefined && (verdictOf(known) !== 'unclear' || known.replications >= most)
    if (settled || (known !== undefined && this.#rejected.has(key))) return known
    const evaluation = await this.#evaluator.decided(staffing, most)
    this.#known.set(key, evaluation)
    return evaluation
  }

  /** Gives a staffing up because of what it does on other callers, whatever it did on these. */
  reject(check: Evaluation): void {
    const key = check.staffing.join(' ')
    this.#known.set(key, check)
    this.#rejected.add(key)
  }

  /** Whether a staffing has no more of anything than one that missed. */
  isExcluded(staffing: Staffing): boolean {
    return this.missed.some((other) => staffing.every((agents, at) => agents <= other.staffing[at]!))
  }

  /** Of the staffings that missed, those that no other has at least as many of everything as. */
  largestMissed(): Staffing[] {
    const all = this.missed.map(({ staffing }) => staffing)
    return all.filter((a) => !all.some((b) => b !== a && a.every((agents, at) => agents <= b[at]!)))
  }

  /** One that missed, but on so few replications that it cannot be told, and costs no more than `below`. */
  doubtful(below: number, most: number): Staffing | undefined {
    return this.missed.find(
      (evaluation) =>
        this.cost(evaluation.staffing) <= below &&
        evaluation.replications < most &&
        !this.#rejected.has(evaluation.staffing.join(' ')) &&
        verdictOf(evaluation) === 'unclear',
    )?.staffing
  }

  #does(evaluation: Evaluation): boolean {
    return isMet(evaluation) && !this.#rejected.has(evaluation.staffing.join(' '))
  }
}
