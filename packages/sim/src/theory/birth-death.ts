import { erlangB } from './erlang-b.ts'

// Below this a probability is nothing, and close to where numbers stop getting smaller when multiplied by 0.9.
const NOTHING = 1e-300

/** M/M/n/K+M in units of the mean handling time. */
export interface ChainInput {
  /** Arrivals per mean handling time: the offered load. */
  readonly load: number
  /** Whole number ≥ 1. */
  readonly agents: number
  /** Abandonments per waiting caller per mean handling time; 0 for callers who never do. */
  readonly impatience: number
  /** Callers in service and waiting together, ≥ agents; may be Infinity if impatience > 0. */
  readonly lines: number
}

/** Steady state as arrivals see it. Shares are of all arrivals; times in mean handling times. */
export interface ChainState {
  /** Share turned away because all lines are taken. */
  readonly pBlock: number
  /** Share that enters and has to wait. */
  readonly pWait: number
  /** Share that enters and abandons. */
  readonly pAbandon: number
  /** Mean over arrivals of the time spent waiting (0 for those blocked or served at once). */
  readonly wait: number
  /** Mean over arrivals of the time spent waiting by those finally served (0 for all others). */
  readonly servedWait: number
  /** Mean number of callers waiting. */
  readonly queueLength: number
  /** ln P(all agents busy and nobody waiting). */
  readonly lnAllBusyNoQueue: number
}

/**
 * Solves the birth–death chain of M/M/n/K+M exactly. O(agents + states of the queue that matter).
 *
 * State by state, each time as if the chain ended there (the recursion of Erlang B, continued above n): `top` is the
 * probability of the last state, and every mean moves by top·(value there − mean). All numbers stay between 0 and the
 * answer, so nothing overflows, at any load. A caller who finds k waiting outlasts k + 1 departures, of rates n, n + θ …
 * n + kθ, and is served with probability n / (n + (k + 1)θ).
 */
export function solveChain({ load, agents, impatience, lines }: ChainInput): ChainState {
  let top = erlangB({ offeredErlangs: load, agents })
  let pWait = 0
  let pAbandon = 0
  let wait = 0
  let servedWait = 0
  let queueLength = 0
  let allBusyNoQueue = top
  let lnScale = 0
  let harmonic = 0
  const places = lines - agents
  for (let waiting = 0; ; waiting += 1) {
    if (waiting > 0) {
      const flow = top * (load / (agents + waiting * impatience))
      top = flow / (1 + flow)
      allBusyNoQueue /= 1 + flow
      if (allBusyNoQueue < 1e-250 && allBusyNoQueue > 0) {
        lnScale += Math.log(allBusyNoQueue)
        allBusyNoQueue = 1
      }
    }
    queueLength += top * (waiting - queueLength)
    const entering = waiting < places ? 1 : 0
    const departureRate = agents + (waiting + 1) * impatience
    harmonic += 1 / departureRate
    pWait += top * (entering - pWait)
    pAbandon += top * ((entering * (waiting + 1) * impatience) / departureRate - pAbandon)
    wait += top * ((entering * (waiting + 1)) / departureRate - wait)
    servedWait += top * ((entering * agents * harmonic) / departureRate - servedWait)
    const last = entering === 0
    if (
      last ||
      top < NOTHING ||
      (lines === Infinity && restIsNegligible(top, load / departureRate, waiting, queueLength))
    ) {
      const lnAllBusyNoQueue = lnScale + Math.log(allBusyNoQueue)
      return { pBlock: last ? top : 0, pWait, pAbandon, wait, servedWait, queueLength, lnAllBusyNoQueue }
    }
  }
}

/** Whether the states above add less than rounding does: they fall faster than a geometric series of this ratio. */
function restIsNegligible(top: number, ratio: number, waiting: number, queueLength: number): boolean {
  if (ratio >= 1) return false
  const states = ratio / (1 - ratio)
  return top * states * (waiting + 1 + states) < 1e-17 * queueLength
}
