import type { StaffingVariable } from '../problem.ts'
import { type IntervalEvaluation, missedIntervals } from './evaluator.ts'
import type { Plan } from './problem.ts'

/** An agent fewer of a variable, and perhaps one more of another: cheaper together. */
interface Move {
  readonly from: number
  readonly to: number | undefined
  readonly saves: number
}

/** Plans are simulated by whoever tries moves. */
export type EvaluatePlan = (plan: Plan) => Promise<IntervalEvaluation>

/** Intervals that are tried at once are so far apart that what one leaves to the next is used up before the other. */
const APART = 3

/**
 * A cheaper plan that still meets every target in every interval, by moves in many intervals at once: those that make
 * some interval miss are taken back, the latest before it first. `plan` must meet them.
 *
 * First big steps, halved where they fail; then single moves, tried {@link APART} intervals apart, until none is left
 * that will do. A move that failed in an interval is tried there again once the numbers of that interval or of one beside it
 * have changed; at the end every agent fewer is tried once more.
 */
export async function lowered(
  plan: Plan,
  variables: readonly StaffingVariable[],
  evaluate: EvaluatePlan,
): Promise<Plan> {
  const trial = new Trial(variables, evaluate)
  let best = plan
  for (const move of movesOf(variables)) if (move.to === undefined) best = await trial.byHalves(best, move)
  const moves = movesOf(variables)
  const fewer = moves.filter(({ to }) => to === undefined)
  for (let before: Plan | undefined; before !== best;) {
    best = await untilNoneWillDo(best, moves, trial)
    before = best
    for (const move of fewer) best = await everywhere(best, move, trial, () => true)
  }
  return best
}

/** Moves, one after the other and again, until each has failed in each interval as it is now. */
async function untilNoneWillDo(plan: Plan, moves: readonly Move[], trial: Trial): Promise<Plan> {
  // By move: the staffing of the interval before, the interval and the next, with which it failed there last.
  const failed = moves.map(() => plan.map((): readonly (readonly number[] | undefined)[] => []))
  const around = (at: Plan, interval: number) => [at[interval - 1], at[interval], at[interval + 1]]
  let best = plan
  for (let before: Plan | undefined; before !== best;) {
    before = best
    for (const [number, move] of moves.entries()) {
      const known = failed[number]!
      const next = await everywhere(best, move, trial, (interval) =>
        around(best, interval).some((staffing, at) => staffing !== known[interval]![at]),
      )
      for (const [interval, staffing] of next.entries()) {
        if (staffing === best[interval]) known[interval] = around(best, interval)
      }
      best = next
    }
  }
  return best
}

/** The plan with the move wherever that will do, of the intervals in which it is to be tried; the same plan where nowhere. */
async function everywhere(
  plan: Plan,
  move: Move,
  trial: Trial,
  isToBeTried: (interval: number) => boolean,
): Promise<Plan> {
  let best = plan
  for (let first = 0; first < APART; first += 1) {
    const steps = plan.map((_, interval) => Number(interval % APART === first && isToBeTried(interval)))
    const next = await trial.tryOut(best, move, steps)
    if (next.some((staffing, interval) => staffing !== best[interval])) best = next
  }
  return best
}

/** All that make a staffing cheaper, the best first. */
function movesOf(variables: readonly StaffingVariable[]): Move[] {
  const moves = variables.flatMap(({ cost }, from) => [
    { from, to: undefined, saves: cost },
    ...variables.map((other, to) => ({ from, to, saves: cost - other.cost })),
  ])
  return moves.filter(({ from, to, saves }) => from !== to && saves > 1e-9).sort((a, b) => b.saves - a.saves)
}

class Trial {
  readonly #variables: readonly StaffingVariable[]
  readonly #evaluate: EvaluatePlan

  constructor(variables: readonly StaffingVariable[], evaluate: EvaluatePlan) {
    this.#variables = variables
    this.#evaluate = evaluate
  }

  /** Steps of about √agents in all intervals, halved where they fail, until none is left. */
  async byHalves(plan: Plan, move: Move): Promise<Plan> {
    let best = plan
    let steps = plan.map((staffing) => Math.ceil(Math.sqrt(staffing[move.from]!)))
    while (steps.some((step) => step > 0)) {
      const next = await this.tryOut(best, move, steps)
      steps = steps.map((step, at) => (next[at] === best[at] ? Math.floor(step / 2) : step))
      best = next
    }
    return best
  }

  /** The plan with the move so many times in each interval, wherever that will do. */
  async tryOut(plan: Plan, move: Move, steps: readonly number[]): Promise<Plan> {
    const next = plan.map((staffing, at) => (steps[at]! > 0 ? this.#moved(staffing, move, steps[at]!) : staffing))
    while (next.some((staffing, at) => staffing !== plan[at])) {
      const missed = missedIntervals(await this.#evaluate(next))
      if (missed.length === 0) break
      for (const interval of missed) {
        const blamed = culprit(plan, next, interval)
        if (blamed !== undefined) next[blamed] = plan[blamed]!
      }
    }
    return next
  }

  #moved(staffing: readonly number[], { from, to }: Move, step: number): readonly number[] {
    const room = to === undefined ? Infinity : this.#variables[to]!.most - staffing[to]!
    const agents = Math.min(step, staffing[from]! - this.#variables[from]!.least, room)
    if (agents <= 0) return staffing
    const fewer = staffing.with(from, staffing[from]! - agents)
    return to === undefined ? fewer : fewer.with(to, fewer[to]! + agents)
  }
}

/** The changed interval that an interval's miss is laid to: itself, the last one before it, else the next. */
function culprit(plan: Plan, next: Plan, interval: number): number | undefined {
  for (let at = interval; at >= 0; at -= 1) if (next[at] !== plan[at]) return at
  for (let at = interval + 1; at < plan.length; at += 1) if (next[at] !== plan[at]) return at
  return undefined
}
