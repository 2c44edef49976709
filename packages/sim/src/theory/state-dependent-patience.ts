import { positive } from '../random/argument.ts'
import type { Distribution } from '../random/distribution.ts'
import { erlangB } from './erlang-b.ts'

/** M/GI/s/r+GI. */
export interface StateDependentInput {
  /** Arrival rate × mean handling time, in erlangs; > 0. */
  readonly offeredErlangs: number
  /** Whole number ≥ 1. */
  readonly agents: number
  /** Any law of this mean: the approximation knows no more of it. */
  readonly meanHandlingMs: number
  /** Law of the patience, ms. */
  readonly patience: Distribution
  /** Callers in service and waiting together, ≥ agents; Infinity when left out. */
  readonly lines?: number
}

/** The steady state of the approximation. Shares are of all offered. */
export interface StateDependentResult {
  readonly pBlock: number
  readonly pWait: number
  readonly pAbandon: number
  /** Over those who enter. */
  readonly meanWaitMs: number
  readonly meanQueueLength: number
  readonly occupancy: number
}

const NOTHING = 1e-18
const MOST_WAITING = 10_000_000

/**
 * M/GI/s/r+GI as M/M/s/r+M(n) (W. Whitt 2005): the caller with j − 1 others behind it has waited about j/λ, and abandons at
 * the hazard rate of the patience at that age. O(agents + waiting callers).
 *
 * The rates of k waiting add up to λ times the cumulative hazard at k/λ, so that laws without density work too; for an
 * exponential patience it is Erlang A. Against the exact M/M/100+G at loads of 98 to 110 waits are within 1.3 %, and 7 % where
 * the hazard at 0 is infinite; abandonment within 1.5 %.
 *
 * @throws RangeError when an input is out of its range, or too few callers ever abandon.
 */
export function stateDependentPatience(input: StateDependentInput): StateDependentResult {
  const load = positive('offeredErlangs', input.offeredErlangs)
  const handlingMs = positive('meanHandlingMs', input.meanHandlingMs)
  const { agents, patience, lines = Infinity } = input
  if (!(Number.isInteger(agents) && agents >= 1)) {
    throw new RangeError(`agents must be a whole number >= 1, got ${agents}`)
  }
  if (!(lines >= agents)) throw new RangeError(`lines must be at least agents = ${agents}, got ${lines}`)
  const lambda = load / handlingMs
  // All abandonment rates in units of one agent's service rate.
  const left = (waiting: number): number => -Math.log(1 - patience.cdf(waiting / lambda))
  // State by state, each time as if the chain ended there: see the chain of Erlang A.
  let top = erlangB({ offeredErlangs: load, agents })
  let [allBusy, queueLength, lost] = [top, 0, 0]
  for (let waiting = 1; agents + waiting <= lines; waiting += 1) {
    if (waiting > MOST_WAITING) throw new RangeError('patience: too few ever abandon for so few agents')
    const abandonRate = load * left(waiting)
    const flow = top * (load / (agents + abandonRate))
    top = flow / (1 + flow)
    allBusy += top * (1 - allBusy)
    queueLength += top * (waiting - queueLength)
    lost += top > 0 ? top * (abandonRate / load - lost) : 0
    if (top < NOTHING && load < agents + abandonRate) break
  }
  const pBlock = lines === Infinity ? 0 : top
  const entered = 1 - pBlock
  return {
    pBlock,
    pWait: allBusy - pBlock,
    pAbandon: lost,
    meanWaitMs: (queueLength / load / entered) * handlingMs,
    meanQueueLength: queueLength,
    occupancy: Math.min(1, (load * (entered - lost)) / agents),
  }
}
