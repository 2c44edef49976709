import { NONE } from '../contact/contact-table.ts'
import type { Eligibility } from '../match/eligibility.ts'
import { type AgentTable, Intention } from './agent-table.ts'
import type { Hands } from './hands.ts'
import type { IdleLists } from './idle-lists.ts'

/**
 * Whether contacts find an agent, and which: derived from what the agent wishes, what rings, and what is in hand.
 *
 * The channels that an agent has room for are part of its pool, so that nobody looks at hands while routing. Who takes
 * one contact at a time is always in the same pool, and its hand is never looked at.
 */
export class Availability {
  declare private readonly agents: AgentTable
  declare private readonly idle: IdleLists
  declare private readonly hands: Hands
  declare private readonly eligibility: Eligibility

  constructor(agents: AgentTable, idle: IdleLists, hands: Hands, eligibility: Eligibility) {
    this.agents = agents
    this.idle = idle
    this.hands = hands
    this.eligibility = eligibility
  }

  /** True when the agent, who need not be found by contacts, may be given one of a channel by hand. */
  hasRoom(agent: number, channel: number): boolean {
    const { intention, ringing, contact, several, unreachable } = this.agents
    if (intention[agent] === Intention.signedOut || ringing[agent] !== NONE || unreachable[agent] === 1) return false
    if (contact[agent] === NONE) return true
    return several[agent] === 1 && (this.hands.room(agent) & (1 << channel)) !== 0
  }

  /** The channels of which contacts find the agent now, a bit for each. */
  openTo(agent: number): number {
    return this.agents.listed[agent] === 0 ? 0 : this.eligibility.channelsOf(this.agents.pool[agent]!)
  }

  /** Contacts find the agent no more. */
  hide(agent: number): void {
    if (this.agents.listed[agent] === 1) this.idle.remove(agent)
  }

  /**
   * Contacts find the agent, who was hidden, where it may take one; false when it may not.
   *
   * @param keepsPlace - in the order of idle agents; at its end otherwise
   */
  show(agent: number, keepsPlace: boolean, nowMs: number): boolean {
    const { intention, ringing, contact, several, unreachable, pool, fullPool, idleSinceMs } = this.agents
    if (intention[agent] !== Intention.ready || ringing[agent] !== NONE || unreachable[agent] === 1) return false
    if (several[agent] === 1) {
      const channels = this.hands.room(agent)
      if (channels === 0) return false
      pool[agent] = this.eligibility.narrowed(fullPool[agent]!, channels)
      this.idle.grow(this.eligibility.pools)
    } else if (contact[agent] !== NONE) return false
    if (keepsPlace) this.idle.restore(agent)
    else {
      idleSinceMs[agent] = nowMs
      this.idle.append(agent)
    }
    return true
  }
}
