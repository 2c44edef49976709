import { positive } from '../random/argument.ts'
import { erlangA, type ErlangAInput, type ErlangAResult, type ServiceLevels } from './erlang-a.ts'
import { smallest } from './erlang-b.ts'
import { erlangC, requireProbability } from './erlang-c.ts'

/** What {@link agentsForServiceLevelC} needs. */
export interface ServiceLevelTargetC {
  /** Arrival rate × mean handling time, in erlangs; > 0. */
  readonly offeredErlangs: number
  readonly meanHandlingMs: number
  /** Wait up to which an answer counts. */
  readonly thresholdMs: number
  /** Least share answered within the threshold, in (0, 1). */
  readonly targetServiceLevel: number
  /** Answer with the fraction at which the target is met exactly, so that a sum over queues is not all rounding. */
  readonly fractional?: boolean
}

/** What {@link agentsForServiceLevelA} needs: the system without its agents, and the target. */
export interface ServiceLevelTargetA extends Omit<ErlangAInput, 'agents' | 'thresholdMs'> {
  /** Wait up to which an answer counts. */
  readonly thresholdMs: number
  /** Least service level, in (0, 1). */
  readonly targetServiceLevel: number
  /** Which of the four service levels; served within the threshold over offered when left out. */
  readonly formula?: keyof ServiceLevels
}

/** What {@link agentsForAbandonment} needs: the system without its agents, and the target. */
export interface AbandonmentTarget extends Omit<ErlangAInput, 'agents' | 'thresholdMs'> {
  /** Largest share of the offered callers that may abandon, in (0, 1). */
  readonly targetAbandonment: number
}

/**
 * Fewest agents that reach a service level when nobody abandons (Erlang C). O(agents·log agents).
 *
 * @throws RangeError when an input is out of its range.
 */
export function agentsForServiceLevelC(target: ServiceLevelTargetC): number {
  const { offeredErlangs, targetServiceLevel, fractional = false } = target
  positive('offeredErlangs', offeredErlangs)
  requireProbability('targetServiceLevel', targetServiceLevel)
  const reached = (agents: number): boolean => erlangC({ ...target, agents }).serviceLevel >= targetServiceLevel
  const agents = fewest(Math.max(1, Math.ceil(offeredErlangs)), Infinity, reached)
  return fractional ? smallest(Math.max(agents - 1, 0), agents, (n) => n > 0 && reached(n)) : agents
}

/**
 * Fewest agents that reach a service level when callers abandon (Erlang A). About 2·log₂(agents) evaluations.
 *
 * Infinity when the lines do not suffice for the agents it would take.
 *
 * @throws RangeError when an input is out of its range.
 */
export function agentsForServiceLevelA(target: ServiceLevelTargetA): number {
  const { targetServiceLevel, formula = 'servedOverOffered' } = target
  requireProbability('targetServiceLevel', targetServiceLevel)
  return fewestA(target, ({ serviceLevels }) => serviceLevels[formula] >= targetServiceLevel)
}

/**
 * Fewest agents with which at most a share of the offered callers abandons (Erlang A). About 2·log₂(agents) evaluations.
 *
 * Infinity when the lines do not suffice for the agents it would take.
 *
 * @throws RangeError when an input is out of its range.
 */
export function agentsForAbandonment(target: AbandonmentTarget): number {
  requireProbability('targetAbandonment', target.targetAbandonment)
  return fewestA(target, ({ pAbandon }) => pAbandon <= target.targetAbandonment)
}

function fewestA(system: Omit<ErlangAInput, 'agents'>, reached: (result: ErlangAResult) => boolean): number {
  const { offeredErlangs, lines = Infinity } = system
  positive('offeredErlangs', offeredErlangs)
  const start = Math.min(lines, Math.max(1, Math.ceil(offeredErlangs)))
  return fewest(start, lines, (agents) => reached(erlangA({ ...system, agents })))
}

/** Least whole number from 1 to `most` at which a monotone condition holds, by doubling steps from `start` and halving. */
function fewest(start: number, most: number, holds: (n: number) => boolean): number {
  let step = Math.max(1, Math.round(Math.sqrt(start)))
  let [no, yes] = [0, start]
  if (holds(start)) {
    while (yes - step > 0 && holds(yes - step)) {
      yes -= step
      step *= 2
    }
    no = Math.max(0, yes - step)
  } else {
    no = start
    yes = start + step
    while (yes < most && !holds(yes)) {
      no = yes
      step *= 2
      yes += step
    }
    if (yes >= most) {
      if (!holds(most)) return Infinity
      yes = most
    }
  }
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}
