import { nonNegative, positive } from '../random/argument.ts'
import { erlangB } from './erlang-b.ts'

/** A delay system M/M/n: callers wait, first come first served, for as long as it takes. */
export interface ErlangCInput {
  /** Arrival rate × mean handling time, in erlangs; ≥ 0. */
  readonly offeredErlangs: number
  /** Agents, > 0; fractions allowed, for interpolation between whole numbers. */
  readonly agents: number
  readonly meanHandlingMs: number
  /** Wait up to which an answer counts for the service level; 0 when left out: answered without waiting. */
  readonly thresholdMs?: number
}

/** The steady state of M/M/n. Every caller is served, so that each figure is over all callers. */
export interface ErlangCResult {
  /** False when the load is not below the number of agents: the queue then grows without end. */
  readonly stable: boolean
  /** P(wait > 0). */
  readonly pWait: number
  /** Mean wait; also the average speed of answer. */
  readonly meanWaitMs: number
  /** Mean wait of those who wait. */
  readonly meanWaitOfDelayedMs: number
  /** Mean number of callers waiting. */
  readonly meanQueueLength: number
  /** Busy share of the agents' time. */
  readonly occupancy: number
  /** P(wait ≤ threshold). */
  readonly serviceLevel: number
}

/**
 * Erlang C. O(agents); relative error below 1e-11 while the load is not within 1e-4 of the agents.
 *
 * Unstable load: pWait 1, waits and queue Infinity, service level 0, occupancy 1.
 *
 * @throws RangeError when an input is out of its range.
 */
export function erlangC(input: ErlangCInput): ErlangCResult {
  const a = nonNegative('offeredErlangs', input.offeredErlangs)
  const n = positive('agents', input.agents)
  const handlingMs = positive('meanHandlingMs', input.meanHandlingMs)
  const thresholdMs = thresholdOf(input.thresholdMs)
  if (a >= n) return UNSTABLE
  const pWait = waitProbability(a, n)
  const meanWaitOfDelayedMs = handlingMs / (n - a)
  return {
    stable: true,
    pWait,
    meanWaitMs: pWait * meanWaitOfDelayedMs,
    meanWaitOfDelayedMs,
    meanQueueLength: (pWait * a) / (n - a),
    occupancy: a / n,
    serviceLevel: 1 - pWait * Math.exp(-thresholdMs / meanWaitOfDelayedMs),
  }
}

/**
 * Wait that a share `probability` of callers does not exceed; 0 while that share does not wait at all. O(agents).
 *
 * Infinity when the load is unstable.
 *
 * @throws RangeError when an input is out of its range.
 */
export function erlangCWaitQuantileMs(input: ErlangCInput, probability: number): number {
  requireProbability('probability', probability)
  const { stable, pWait, meanWaitOfDelayedMs } = erlangC(input)
  if (!stable) return Infinity
  return Math.max(0, meanWaitOfDelayedMs * Math.log(pWait / (1 - probability)))
}

/** Erlang C from Erlang B: C = B / (1 − ρ(1 − B)). */
function waitProbability(a: number, n: number): number {
  const blocking = erlangB({ offeredErlangs: a, agents: n })
  return (n * blocking) / (n - a + a * blocking)
}

/**
 * Checks a probability that may be neither 0 nor 1.
 *
 * @throws RangeError naming the parameter and the value.
 */
export function requireProbability(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must be between 0 and 1, got ${value}`)
}

/**
 * The threshold of a service level: 0 when left out, Infinity allowed.
 *
 * @throws RangeError when it is negative or not a number.
 */
export function thresholdOf(thresholdMs: number | undefined): number {
  return thresholdMs === Infinity ? Infinity : nonNegative('thresholdMs', thresholdMs ?? 0)
}

const UNSTABLE: ErlangCResult = {
  stable: false,
  pWait: 1,
  meanWaitMs: Infinity,
  meanWaitOfDelayedMs: Infinity,
  meanQueueLength: Infinity,
  occupancy: 1,
  serviceLevel: 0,
}
