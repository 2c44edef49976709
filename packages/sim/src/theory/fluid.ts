import { positive } from '../random/argument.ts'
import type { Distribution } from '../random/distribution.ts'
import { integrate } from './quadrature.ts'

/** G/GI/n+GI by its means alone. */
export interface FluidInput {
  /** Arrival rate × mean handling time, in erlangs; > 0. */
  readonly offeredErlangs: number
  /** > 0. */
  readonly agents: number
  readonly meanHandlingMs: number
  /** Law of the patience, ms. */
  readonly patience: Distribution
}

/** The fluid in equilibrium. */
export interface FluidResult {
  /** Share that abandons: what the agents cannot carry. */
  readonly pAbandon: number
  /** How long everyone who is served waits. */
  readonly servedWaitMs: number
  /** Over all, those who abandon included. */
  readonly meanWaitMs: number
  readonly meanQueueLength: number
  readonly occupancy: number
}

/**
 * The deterministic fluid of an overloaded group (W. Whitt 2006): everyone served waits w, at which just as many are left
 * as can be served, P(patience > w) = n/a. Good when the load exceeds the agents by more than √n; without overload nobody
 * waits. One quantile and some 300 evaluations of the law.
 *
 * @throws RangeError when an input is out of its range, or too few callers ever abandon.
 */
export function fluid(input: FluidInput): FluidResult {
  const load = positive('offeredErlangs', input.offeredErlangs)
  const agents = positive('agents', input.agents)
  const handlingMs = positive('meanHandlingMs', input.meanHandlingMs)
  const { patience } = input
  if (load <= agents) {
    return { pAbandon: 0, servedWaitMs: 0, meanWaitMs: 0, meanQueueLength: 0, occupancy: load / agents }
  }
  const pAbandon = 1 - agents / load
  const servedWaitMs = patience.quantile(pAbandon)
  if (!(servedWaitMs < Infinity)) throw new RangeError('patience: too few ever abandon for so few agents')
  const meanWaitMs = integrate((x) => 1 - patience.cdf(x), 0, servedWaitMs, 1e-12 * servedWaitMs)
  return { pAbandon, servedWaitMs, meanWaitMs, meanQueueLength: (load * meanWaitMs) / handlingMs, occupancy: 1 }
}
