import { positive } from '../random/argument.ts'
import { normalCdf } from '../random/normal.ts'
import { requireProbability } from './erlang-c.ts'

/** A large group in the quality-and-efficiency-driven regime: n = R + β√R agents for a load of R erlangs. */
export interface SquareRootInput {
  /** Arrival rate × mean handling time, R, in erlangs; > 0. */
  readonly offeredErlangs: number
  readonly meanHandlingMs: number
  /** Exponential; Infinity when nobody abandons. */
  readonly meanPatienceMs: number
}

/** The approximation at some β. */
export interface SquareRootQuality {
  /** Quality of service: agents above the load in units of √R. */
  readonly beta: number
  readonly pWait: number
  /** Abandoned / offered. */
  readonly pAbandon: number
  /** Over all callers. */
  readonly meanWaitMs: number
}

/** What {@link squareRootStaffing} is to reach: exactly one of the two. */
export type SquareRootTarget =
  | { readonly targetWait: number; readonly targetAbandonment?: never }
  | { readonly targetAbandonment: number; readonly targetWait?: never }

/** The staffing that the rule gives. */
export interface SquareRootStaffing extends SquareRootQuality {
  /** R + β√R before rounding up. */
  readonly exact: number
  /** Whole agents. */
  readonly agents: number
}

const STEPS = 80
const WIDEST = 40

/**
 * Quality at a number of agents (S. Halfin & W. Whitt 1981 without patience, O. Garnett, A. Mandelbaum & M. Reiman 2002
 * with exponential patience): the limit for large groups, within some percent from ten agents on. O(1).
 *
 * Without patience and with no more agents than the load: pWait 1, mean wait Infinity.
 *
 * @throws RangeError when an input is out of its range.
 */
export function squareRootQuality(input: SquareRootInput & { readonly agents: number }): SquareRootQuality {
  const load = positive('offeredErlangs', input.offeredErlangs)
  const agents = positive('agents', input.agents)
  return quality(input, load, (agents - load) / Math.sqrt(load))
}

/**
 * Fewest agents by the square-root rule for a share that waits, or that abandons. About 80 evaluations.
 *
 * @throws RangeError when an input is out of its range, or nobody abandons and a share that abandons is the target.
 */
export function squareRootStaffing(input: SquareRootInput & SquareRootTarget): SquareRootStaffing {
  const load = positive('offeredErlangs', input.offeredErlangs)
  const { targetWait, targetAbandonment, meanPatienceMs } = input
  if (targetWait !== undefined) requireProbability('targetWait', targetWait)
  else requireProbability('targetAbandonment', targetAbandonment)
  if (targetAbandonment !== undefined && meanPatienceMs === Infinity) {
    throw new RangeError('meanPatienceMs must be finite for a share that abandons, got Infinity')
  }
  const reached = (beta: number): boolean => {
    const { pWait, pAbandon } = quality(input, load, beta)
    return targetWait === undefined ? pAbandon <= targetAbandonment : pWait <= targetWait
  }
  // No agents at all, and more than any target asks for.
  let [low, high] = [-Math.sqrt(load), WIDEST]
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (reached(middle)) high = middle
    else low = middle
  }
  const exact = load + high * Math.sqrt(load)
  return { ...quality(input, load, high), exact, agents: Math.max(1, Math.ceil(exact - 1e-9)) }
}

function quality({ meanHandlingMs, meanPatienceMs }: SquareRootInput, load: number, beta: number): SquareRootQuality {
  const handlingMs = positive('meanHandlingMs', meanHandlingMs)
  const agents = Math.max(Number.MIN_VALUE, load + beta * Math.sqrt(load))
  if (meanPatienceMs === Infinity) {
    if (!(beta > 0)) return { beta, pWait: 1, pAbandon: 0, meanWaitMs: Infinity }
    const pWait = 1 / (1 + beta / hazard(-beta))
    return { beta, pWait, pAbandon: 0, meanWaitMs: (pWait * handlingMs) / (agents - load) }
  }
  const impatience = Math.sqrt(handlingMs / positive('meanPatienceMs', meanPatienceMs))
  const towards = beta / impatience
  const pWait = 1 / (1 + (impatience * hazard(towards)) / hazard(-beta))
  const abandonOfWaiting = Math.min(1, (impatience * (hazard(towards) - towards)) / Math.sqrt(agents))
  const pAbandon = pWait * abandonOfWaiting
  return { beta, pWait, pAbandon, meanWaitMs: pAbandon * meanPatienceMs }
}

/** φ(x) / (1 − Φ(x)) of the standard normal law; x + 1/x far out, where both vanish. */
function hazard(x: number): number {
  if (x > 30) return x + 1 / x
  return Math.exp(-x * x * 0.5) / (Math.sqrt(2 * Math.PI) * normalCdf(-x))
}
