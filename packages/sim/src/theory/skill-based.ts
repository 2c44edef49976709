import { stationary } from './chain/stationary.ts'
import { SkillStates } from './chain/skill-states.ts'

/** Callers of a type. Rates are per any one unit of time, the same throughout a design. */
export interface SkillType {
  /** Calls per unit of time, ≥ 0. */
  readonly rate: number
  /** Abandonments per waiting caller and unit of time; 0 for callers who never do. */
  readonly impatience: number
  /** Groups that may take it, first choice first. */
  readonly groups: readonly number[]
}

/** Agents who are alike. */
export interface SkillGroup {
  /** Whole number ≥ 0. */
  readonly agents: number
  /** Types it takes when an agent becomes free, first choice first. */
  readonly types: readonly number[]
  /** Services per agent and unit of time, by type. */
  readonly rates: readonly number[]
}

/** A skill-based design with ranked routing: N, V, W, M and others, as small as their Markov chain must be. */
export interface SkillDesign {
  readonly types: readonly SkillType[]
  readonly groups: readonly SkillGroup[]
  /** Largest share of a type's calls that the bound on its queue may turn away; 1e-10 when left out. */
  readonly truncation?: number
}

/** A type in steady state. Shares are of its calls. */
export interface SkillTypeResult {
  readonly pWait: number
  readonly pAbandon: number
  /** Over all its calls, in the unit of time. */
  readonly meanWait: number
  readonly meanQueueLength: number
  /** Share turned away by the bound on its queue: 0 in truth, so a bound of the error. */
  readonly pTruncated: number
}

/** The steady state of a design. */
export interface SkillDesignResult {
  readonly types: readonly SkillTypeResult[]
  /** Busy share of the time of each group's agents; NaN for a group without agents. */
  readonly occupancies: readonly number[]
  /** States of the chain. */
  readonly states: number
}

const TRUNCATION = 1e-10
const FIRST_PLACES = 16
const MOST_STATES = 400_000

/**
 * Exact steady state of a design with Poisson arrivals, exponential services and patience, by its Markov chain: agents
 * busy by group (and by type where their rates differ) × callers waiting by type. The queues are bounded, and the
 * bounds doubled until what they turn away is below `truncation`, or the chain would pass 400,000 states: `pTruncated` tells.
 *
 * A caller takes the first of its groups with an agent free; an agent who becomes free takes the longest waiting of the
 * first of its types that waits; nobody waits while an agent who may take it is free.
 *
 * @throws RangeError when an index or a rate is out of its range, or the chain does not settle.
 */
export function skillBased(design: SkillDesign): SkillDesignResult {
  const { types, truncation = TRUNCATION } = design
  let places = types.map(() => FIRST_PLACES)
  let states = new SkillStates(design, places, MOST_STATES)
  for (;;) {
    const result = solve(design, states, places)
    const tight = result.types.map(({ pTruncated }) => pTruncated > truncation)
    if (!tight.includes(true)) return result
    places = places.map((room, type) => (tight[type] ? 2 * room : room))
    const larger = new SkillStates(design, places, MOST_STATES)
    if (!larger.complete) return result
    states = larger
  }
}

function solve({ types, groups }: SkillDesign, states: SkillStates, places: readonly number[]): SkillDesignResult {
  if (!states.complete) throw new RangeError(`the design has more than ${MOST_STATES} states: it is not small`)
  const probability = stationary(states)
  const waiting = new Float64Array(types.length)
  const finding = new Float64Array(types.length)
  const turned = new Float64Array(types.length)
  const busy = new Float64Array(groups.length)
  for (let state = 0; state < states.states; state += 1) {
    const share = probability[state]!
    for (let group = 0; group < groups.length; group += 1) busy[group]! += share * states.busy(state, group)
    for (let type = 0; type < types.length; type += 1) {
      const queue = states.waiting(state, type)
      waiting[type]! += share * queue
      if (!states.allBusy(state, type)) continue
      finding[type]! += share
      if (queue === places[type]) turned[type]! += share
    }
  }
  return {
    types: types.map(({ rate, impatience }, type) => ({
      pWait: finding[type]!,
      pAbandon: rate > 0 ? (impatience * waiting[type]!) / rate : 0,
      meanWait: rate > 0 ? waiting[type]! / rate : 0,
      meanQueueLength: waiting[type]!,
      pTruncated: turned[type]!,
    })),
    occupancies: groups.map(({ agents }, group) => busy[group]! / agents),
    states: states.states,
  }
}
