import { nonNegative, positive } from '../random/argument.ts'
import { erlangC } from './erlang-c.ts'

/** M/M/n whose callers have classes: whoever is free takes the longest waiting of the first class that waits. */
export interface PrioritiesInput {
  /** Load of each class, the first served first, in erlangs; ≥ 0. */
  readonly offeredErlangs: readonly number[]
  /** Whole number ≥ 1. */
  readonly agents: number
  /** The same for all classes. */
  readonly meanHandlingMs: number
}

/** One class in steady state. */
export interface PriorityClass {
  /** False when the load of this class and those before it is not below the agents. */
  readonly stable: boolean
  /** Share that has to wait: the same for every class, 1 when any of them is unstable. */
  readonly pWait: number
  readonly meanWaitMs: number
  /** Mean number of the class waiting. */
  readonly meanQueueLength: number
}

/**
 * Non-preemptive priorities, exact: W_k = C·s / (n·(1 − σ_{k−1})(1 − σ_k)), σ_k the load of the first k classes per agent
 * (A. Cobham 1954; O. Kella & U. Yechiali 1985). O(agents + classes).
 *
 * While the whole is unstable all agents are busy, and the classes that are stable by themselves still have their wait.
 *
 * @throws RangeError when an input is out of its range.
 */
export function priorities({ offeredErlangs, agents, meanHandlingMs }: PrioritiesInput): PriorityClass[] {
  if (!(Number.isInteger(agents) && agents >= 1)) {
    throw new RangeError(`agents must be a whole number >= 1, got ${agents}`)
  }
  const handlingMs = positive('meanHandlingMs', meanHandlingMs)
  const loads = offeredErlangs.map((load, at) => nonNegative(`offeredErlangs[${at}]`, load))
  const whole = loads.reduce((sum, load) => sum + load, 0)
  const { pWait } = erlangC({ offeredErlangs: whole, agents, meanHandlingMs })
  let before = 0
  return loads.map((load) => {
    const spareBefore = 1 - before / agents
    before += load
    const spare = 1 - before / agents
    if (!(spare > 0)) return { stable: false, pWait, meanWaitMs: Infinity, meanQueueLength: Infinity }
    const meanWaitMs = (pWait * handlingMs) / (agents * spareBefore * spare)
    return { stable: true, pWait, meanWaitMs, meanQueueLength: (load * meanWaitMs) / handlingMs }
  })
}
