import { goesBefore } from './order.ts'
import { type ByName, matrixOf } from './names.ts'
import type { AgentSelection, ContactSelection, RoutingNames, RoutingPolicy } from './policy.ts'

/** Coefficients of {@link WaitAndIdleWeights}, each contact type → agent group → number; 0 for pairs not mentioned. */
export interface WaitAndIdleWeightsConfig {
  /** Constant q. */
  readonly base?: Readonly<Record<string, ByName>>
  /** Per second that the contact has waited, a ≥ 0. */
  readonly wait?: Readonly<Record<string, ByName>>
  /** Per second that the agent has been idle, b. */
  readonly idle?: Readonly<Record<string, ByName>>
}

/**
 * WR, weights on waiting and idle time: the pair (i, j) of largest q_ij + a_ij · w_i + b_ij · v_j is matched, with w_i the wait
 * of the longest waiting contact of type i and v_j the idle time of the longest idle agent of pool j, in seconds.
 *
 * Found to beat the classic rules on service level, abandonment and fairness once its coefficients are tuned by
 * simulation; they have no meaning one by one. This form always serves: a negative index is still the best there is.
 * Source: Chan, Koole & L'Ecuyer, M&SOM 16(4), 2014.
 */
export class WaitAndIdleWeights implements RoutingPolicy {
  readonly name: string = 'wr'
  readonly #config: WaitAndIdleWeightsConfig
  #groups = 0
  #base: Float64Array = new Float64Array(0)
  #wait: Float64Array = new Float64Array(0)
  #idle: Float64Array = new Float64Array(0)

  constructor(config: WaitAndIdleWeightsConfig) {
    this.#config = config
  }

  prepare({ types, groups }: RoutingNames): void {
    const { base, wait, idle } = this.#config
    this.#groups = groups.length
    this.#base = matrixOf('base', base, types, groups, 0, -Infinity)
    // A negative weight would serve the younger of two contacts of one type first.
    this.#wait = matrixOf('wait', wait, types, groups, 0, 0)
    this.#idle = matrixOf('idle', idle, types, groups, 0, -Infinity)
  }

  selectAgent(selection: AgentSelection): number {
    let chosen = selection.longestIdle(0)
    let largest = this.#agentIndex(selection, 0, chosen)
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const agent = selection.longestIdle(candidate)
      const index = this.#agentIndex(selection, candidate, agent)
      if (index > largest || (index === largest && selection.idleOrder(agent) < selection.idleOrder(chosen))) {
        chosen = agent
        largest = index
      }
    }
    return chosen
  }

  selectContact(selection: ContactSelection): number {
    let chosen = 0
    let largest = this.#contactIndex(selection, 0)
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const index = this.#contactIndex(selection, candidate)
      if (index > largest || (index === largest && goesBefore(selection, candidate, chosen))) {
        chosen = candidate
        largest = index
      }
    }
    return chosen
  }

  #agentIndex(selection: AgentSelection, candidate: number, agent: number): number {
    const pair = selection.type * this.#groups + selection.group(candidate)
    return this.#index(pair, selection.waitedMs, selection.idleMs(agent))
  }

  /** The agent who looks has just become idle, or was offered a contact that gave up: its own idle time counts as 0. */
  #contactIndex(selection: ContactSelection, candidate: number): number {
    const pair = selection.type(candidate) * this.#groups + selection.group
    return this.#index(pair, selection.waitedMs(candidate), 0)
  }

  #index(pair: number, waitedMs: number, idleMs: number): number {
    return this.#base[pair]! + (this.#wait[pair]! * waitedMs + this.#idle[pair]! * idleMs) / 1000
  }
}
