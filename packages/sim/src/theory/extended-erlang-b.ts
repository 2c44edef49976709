import { nonNegative } from '../random/argument.ts'
import { erlangB } from './erlang-b.ts'

/** A loss system whose blocked callers try again. */
export interface ExtendedErlangBInput {
  /** Load of first attempts, arrival rate × mean handling time, in erlangs; ≥ 0. */
  readonly offeredErlangs: number
  /** Agents or lines, ≥ 0; fractions allowed. */
  readonly agents: number
  /** Share of the blocked attempts, first or later, that are made again; in [0, 1]. */
  readonly recall: number
}

/** The steady state with retrials. */
export interface ExtendedErlangBResult {
  /** False when everyone tries again and the agents cannot carry the load. */
  readonly stable: boolean
  /** Share of the attempts that are blocked. */
  readonly pBlock: number
  /** Load of all attempts, erlangs. */
  readonly totalErlangs: number
  /** Share of the callers who are never served. */
  readonly pLost: number
}

/**
 * Erlang B with retrials (R. Jewett, J. Shrago & B. Yomtov 1980): attempts A = a + recall·B(A)·A, as if those repeated were
 * Poisson too, which holds for callers who wait long before they try again. About 60 evaluations of Erlang B.
 *
 * @throws RangeError when an input is out of its range.
 */
export function extendedErlangB({ offeredErlangs, agents, recall }: ExtendedErlangBInput): ExtendedErlangBResult {
  const load = nonNegative('offeredErlangs', offeredErlangs)
  nonNegative('agents', agents)
  if (!(recall >= 0 && recall <= 1)) throw new RangeError(`recall must be from 0 to 1, got ${recall}`)
  if (load === 0) return { stable: true, pBlock: erlangB({ offeredErlangs: 0, agents }), totalErlangs: 0, pLost: 0 }
  if (recall === 1 && load >= agents) return { stable: false, pBlock: 1, totalErlangs: Infinity, pLost: 0 }
  const blocking = (total: number): number => erlangB({ offeredErlangs: total, agents })
  // What is not tried again rises with all attempts: carried load and blocked load both do.
  const once = (total: number): number => total * (1 - recall * blocking(total))
  let [low, high] = [load, load]
  while (once(high) < load) [low, high] = [high, high * 2]
  for (let step = 0; step < 100 && high - low > 1e-14 * high; step += 1) {
    const middle = (low + high) / 2
    if (once(middle) < load) low = middle
    else high = middle
  }
  const pBlock = blocking(high)
  return { stable: true, pBlock, totalErlangs: high, pLost: (high * pBlock * (1 - recall)) / load }
}
