import { Xoshiro128 } from '../random/xoshiro128.ts'
import { LongestIdle } from './longest-idle.ts'
import type { AgentSelection } from './policy.ts'

/** Seed of {@link RandomAgent}. */
export interface RandomAgentConfig {
  /** Any 32-bit number: the same seed gives the same choices. Default 1. */
  readonly seed?: number
}

/**
 * Random: every idle agent who may take the contact is chosen with probability 1 ÷ their number. The baseline that
 * any other rule should beat, and a way to keep agents from predicting their next contact.
 *
 * Source: Asterisk `random`, FreeSWITCH random. O(pools + idle agents of one pool).
 */
export class RandomAgent extends LongestIdle {
  override readonly name: string = 'random'
  readonly #lots: Xoshiro128

  constructor(config: RandomAgentConfig = {}) {
    super()
    this.#lots = Xoshiro128.seeded(config.seed ?? 1)
  }

  override selectAgent(selection: AgentSelection): number {
    let idle = 0
    for (let candidate = 0; candidate < selection.count; candidate += 1) idle += selection.idle(candidate)
    let place = this.#lots.below(idle)
    let candidate = 0
    while (place >= selection.idle(candidate)) {
      place -= selection.idle(candidate)
      candidate += 1
    }
    let agent = selection.longestIdle(candidate)
    for (; place > 0; place -= 1) agent = selection.nextIdle(agent)
    return agent
  }
}
