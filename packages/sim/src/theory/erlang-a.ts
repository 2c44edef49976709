import { nonNegative, positive } from '../random/argument.ts'
import { type ChainInput, type ChainState, solveChain } from './birth-death.ts'
import { erlangC, erlangCWaitQuantileMs, requireProbability, thresholdOf } from './erlang-c.ts'
import { withinThreshold, type WithinThreshold } from './virtual-wait.ts'

const MAX_STEPS = 60

/** M/M/n/K+M: callers wait first come first served, abandon after an exponential patience, and need a line. */
export interface ErlangAInput {
  /** Arrival rate × mean handling time, in erlangs; ≥ 0. */
  readonly offeredErlangs: number
  /** Whole number ≥ 1. */
  readonly agents: number
  readonly meanHandlingMs: number
  /** Infinity: nobody abandons (Erlang C when the lines are unlimited too). */
  readonly meanPatienceMs: number
  /** Callers in service and waiting together, K ≥ agents; those beyond are blocked. Infinity when left out. */
  readonly lines?: number
  /** Wait up to which an answer counts for the service level; 0 when left out: answered without waiting. */
  readonly thresholdMs?: number
}

/** Four figures that are all called service level. T is the threshold, offered includes those blocked. */
export interface ServiceLevels {
  /** Served within T / offered: the strictest. */
  readonly servedOverOffered: number
  /** Served within T / served. */
  readonly servedOverServed: number
  /** (Served or abandoned within T) / offered: the kindest. */
  readonly servedOrAbandonedOverOffered: number
  /** Served within T / (offered − abandoned within T): short abandons do not count. */
  readonly excludingShortAbandons: number
}

/** The steady state of M/M/n/K+M. */
export interface ErlangAResult {
  /** False only without impatience, with unlimited lines and a load not below the agents. */
  readonly stable: boolean
  /** Blocked / offered. */
  readonly pBlock: number
  /** Those who enter and wait, served or not / offered. */
  readonly pWait: number
  /** Abandoned / offered. */
  readonly pAbandon: number
  /** Mean wait of all who enter, those who abandon included. */
  readonly meanWaitMs: number
  /** Average speed of answer: mean wait of those served. */
  readonly asaMs: number
  /** Mean number of callers waiting. */
  readonly meanQueueLength: number
  /** Busy share of the agents' time. */
  readonly occupancy: number
  readonly serviceLevels: ServiceLevels
}

/**
 * Erlang A, with blocking when `lines` is finite; Erlang C when nobody abandons. Exact: absolute error of shares below
 * 1e-11, of service levels 1e-8 when the queue holds millions.
 *
 * O(agents + waiting callers) for the chain, plus two quadratures for the service levels, some 0.1 ms together (C. Palm 1957;
 * O. Garnett, A. Mandelbaum & M. Reiman 2002).
 *
 * @throws RangeError when an input is out of its range.
 */
export function erlangA(input: ErlangAInput): ErlangAResult {
  const chain = chainOf(input)
  if (isErlangC(chain)) return fromErlangC(input)
  const state = solveChain(chain)
  const threshold = thresholdOf(input.thresholdMs) / input.meanHandlingMs
  const entered = 1 - state.pBlock
  const served = entered - state.pAbandon
  return {
    stable: true,
    pBlock: state.pBlock,
    pWait: state.pWait,
    pAbandon: state.pAbandon,
    meanWaitMs: (state.wait / entered) * input.meanHandlingMs,
    asaMs: (state.servedWait / served) * input.meanHandlingMs,
    meanQueueLength: state.queueLength,
    occupancy: atMost1((chain.load * served) / chain.agents),
    serviceLevels: serviceLevels(chain, state, withinThreshold(chain, state, threshold), threshold),
  }
}

/**
 * Wait, served or abandoned, that a share `probability` of those who enter does not exceed; 0 while it does not wait.
 *
 * Bisection on the exact distribution, whose own error of 1e-11 limits shares very close to 1; about 50 quadratures.
 *
 * @throws RangeError when an input is out of its range.
 */
export function erlangAWaitQuantileMs(input: ErlangAInput, probability: number): number {
  requireProbability('probability', probability)
  const chain = chainOf(input)
  if (isErlangC(chain)) return erlangCWaitQuantileMs(input, probability)
  const state = solveChain(chain)
  const allowed = (1 - probability) * (1 - state.pBlock)
  // Whoever waits longer than t neither has been due nor has lost patience by then.
  const longer = (t: number): number =>
    (state.pWait - withinThreshold(chain, state, t).dueWithin) * Math.exp(-chain.impatience * t)
  if (state.pWait <= allowed) return 0
  let [low, high] = [0, 1]
  for (let step = 0; step < MAX_STEPS && longer(high) > allowed; step += 1) [low, high] = [high, high * 2]
  for (let step = 0; step < MAX_STEPS && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2
    if (longer(middle) > allowed) low = middle
    else high = middle
  }
  return high * input.meanHandlingMs
}

function chainOf(input: ErlangAInput): ChainInput {
  const { agents, lines = Infinity, meanPatienceMs } = input
  const load = nonNegative('offeredErlangs', input.offeredErlangs)
  const handlingMs = positive('meanHandlingMs', input.meanHandlingMs)
  if (!(Number.isInteger(agents) && agents >= 1))
    throw new RangeError(`agents must be a whole number >= 1, got ${agents}`)
  if (!(lines === Infinity || Number.isInteger(lines)) || lines < agents) {
    throw new RangeError(`lines must be a whole number >= agents = ${agents}, got ${lines}`)
  }
  const impatience = meanPatienceMs === Infinity ? 0 : handlingMs / positive('meanPatienceMs', meanPatienceMs)
  return { load, agents, impatience, lines }
}

function isErlangC(chain: ChainInput): boolean {
  return chain.impatience === 0 && chain.lines === Infinity
}

function serviceLevels(
  chain: ChainInput,
  state: ChainState,
  within: WithinThreshold,
  threshold: number,
): ServiceLevels {
  const entered = 1 - state.pBlock
  const servedWithin = entered - state.pWait + within.servedWithin
  const late = Math.max(0, state.pWait - within.dueWithin)
  const lostWithin = within.dueWithin - within.servedWithin - late * Math.expm1(-chain.impatience * threshold)
  return {
    servedOverOffered: atMost1(servedWithin),
    servedOverServed: atMost1(servedWithin / (entered - state.pAbandon)),
    servedOrAbandonedOverOffered: atMost1(servedWithin + lostWithin),
    excludingShortAbandons: atMost1(servedWithin / (1 - lostWithin)),
  }
}

/** Takes back the last bits by which rounding can lift a share above 1. */
function atMost1(share: number): number {
  return Math.min(1, share)
}

function fromErlangC(input: ErlangAInput): ErlangAResult {
  const { stable, pWait, meanWaitMs, meanQueueLength, occupancy, serviceLevel } = erlangC(input)
  return {
    stable,
    pBlock: 0,
    pWait,
    pAbandon: 0,
    meanWaitMs,
    asaMs: meanWaitMs,
    meanQueueLength,
    occupancy,
    serviceLevels: {
      servedOverOffered: serviceLevel,
      servedOverServed: serviceLevel,
      servedOrAbandonedOverOffered: serviceLevel,
      excludingShortAbandons: serviceLevel,
    },
  }
}
