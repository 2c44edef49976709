import { positive, nonNegative } from '../random/argument.ts'
import { gammaQ, upperFraction } from '../random/incomplete-gamma.ts'
import { lnGamma } from '../random/ln-gamma.ts'

/** A loss system M/M/n/n: callers who find all agents (or lines) busy are turned away. */
export interface ErlangBInput {
  /** Arrival rate × mean handling time, in erlangs; ≥ 0. */
  readonly offeredErlangs: number
  /** Agents or lines, ≥ 0; fractions allowed (A. Jagerman 1974), for interpolation between whole numbers. */
  readonly agents: number
}

/** What {@link agentsForBlocking} needs. */
export interface BlockingTarget {
  /** Arrival rate × mean handling time, in erlangs; ≥ 0. */
  readonly offeredErlangs: number
  /** Largest blocking probability allowed, in (0, 1). */
  readonly targetBlocking: number
  /** Answer with the fraction at which the target is met exactly, instead of the next whole number. */
  readonly fractional?: boolean
}

/**
 * Probability that an arrival is blocked (Erlang B). O(agents); relative error below 1e-12.
 *
 * The recursion B(n) = a·B(n−1) / (n + a·B(n−1)) (D. Jagerman 1974) neither overflows nor cancels; a fractional part
 * starts it at the incomplete gamma function.
 *
 * @throws RangeError when an input is negative or not finite.
 */
export function erlangB({ offeredErlangs, agents }: ErlangBInput): number {
  const a = nonNegative('offeredErlangs', offeredErlangs)
  const whole = Math.floor(nonNegative('agents', agents))
  const fraction = agents - whole
  let blocking = blockingBelowOne(a, fraction)
  for (let k = 1; k <= whole; k += 1) blocking = nextBlocking(blocking, a, fraction + k)
  return blocking
}

/** B(n) from B(n − 1): one step of the recursion of {@link erlangB}. */
function nextBlocking(blocking: number, offeredErlangs: number, agents: number): number {
  const carried = offeredErlangs * blocking
  return carried / (agents + carried)
}

/**
 * Fewest agents that block at most `targetBlocking`. O(answer), times 60 for a fractional one.
 *
 * @throws RangeError when an input is out of its range.
 */
export function agentsForBlocking({ offeredErlangs, targetBlocking, fractional = false }: BlockingTarget): number {
  const a = nonNegative('offeredErlangs', offeredErlangs)
  if (!(targetBlocking < 1)) throw new RangeError(`targetBlocking must be below 1, got ${targetBlocking}`)
  positive('targetBlocking', targetBlocking)
  if (a === 0) return 0
  let agents = 0
  for (let blocking = 1; blocking > targetBlocking; blocking = nextBlocking(blocking, a, agents)) agents += 1
  if (!fractional) return agents
  return smallest(agents - 1, agents, (n) => erlangB({ offeredErlangs: a, agents: n }) <= targetBlocking)
}

/** Smallest n in (low, high] at which a monotone condition holds, to the last bits: it does at high and not at low. */
export function smallest(low: number, high: number, holds: (n: number) => boolean): number {
  let [no, yes] = [low, high]
  for (let step = 0; step < 60; step += 1) {
    const middle = (no + yes) / 2
    if (middle <= no || middle >= yes) break
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

/** B for 0 ≤ agents < 1: 1/B = a^(−x)·e^a·Γ(x + 1, a). */
function blockingBelowOne(a: number, x: number): number {
  if (x === 0) return 1
  if (a === 0) return 0
  if (a > 4) return 1 / (a * upperFraction(x + 1, a))
  return Math.exp(x * Math.log(a) - a - lnGamma(x + 1)) / gammaQ(x + 1, a)
}
