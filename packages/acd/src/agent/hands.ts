import type { Capacity, Channels } from '../config/channels.ts'
import { ContactState, type ContactTable, NONE } from '../contact/contact-table.ts'
import { type AgentTable, AgentState } from './agent-table.ts'

/**
 * What agents have in hand: for each a list of contacts, connected or in after-call work, in the order in which they
 * came, linked through the contact table. What rings is not in hand.
 */
export class Hands {
  declare private readonly agents: AgentTable
  declare private readonly contacts: ContactTable
  declare private readonly channels: Channels
  readonly #channelOfType: Int32Array = new Int32Array(0)
  /** Contacts of each channel in one hand: refilled by {@link count}. */
  readonly #inHand: Int32Array = new Int32Array(0)
  /** How much each agent does at once. */
  readonly #capacities: Capacity[] = []

  constructor(agents: AgentTable, contacts: ContactTable, channels: Channels, channelOfType: Int32Array) {
    this.agents = agents
    this.contacts = contacts
    this.channels = channels
    this.#channelOfType = channelOfType
    this.#inHand = new Int32Array(channels.count)
  }

  /** Another agent, and how much it does at once. */
  add(capacity: Capacity): void {
    this.agents.several[this.#capacities.length] = capacity.isSingle ? 0 : 1
    this.#capacities.push(capacity)
  }

  capacityOf(agent: number): Capacity {
    return this.#capacities[agent]!
  }

  /** Takes a contact in hand, after those that are. */
  take(slot: number, agent: number): void {
    const { prev, next } = this.contacts
    let last = NONE
    for (let at = this.agents.contact[agent]!; at !== NONE; at = next[at]!) last = at
    prev[slot] = last
    next[slot] = NONE
    if (last === NONE) this.agents.contact[agent] = slot
    else next[last] = slot
  }

  /** Puts a contact out of hand. */
  drop(slot: number, agent: number): void {
    const { prev, next } = this.contacts
    const before = prev[slot]!
    const after = next[slot]!
    if (before === NONE) this.agents.contact[agent] = after
    else next[before] = after
    if (after !== NONE) prev[after] = before
  }

  /** The first contact in hand that is in after-call work, NONE when none is. */
  firstInWrapUp(agent: number): number {
    const { next, state } = this.contacts
    let slot = this.agents.contact[agent]!
    while (slot !== NONE && state[slot] !== ContactState.wrapUp) slot = next[slot]!
    return slot
  }

  /** Slots in hand, in order. A copy. */
  of(agent: number): number[] {
    const slots: number[] = []
    for (let slot = this.agents.contact[agent]!; slot !== NONE; slot = this.contacts.next[slot]!) slots.push(slot)
    return slots
  }

  /** Slots in hand that are in after-call work. A copy. */
  inWrapUp(agent: number): number[] {
    return this.of(agent).filter((slot) => this.contacts.state[slot] === ContactState.wrapUp)
  }

  /** The channels of which the agent has room for one more contact. O(in hand + channels²). */
  room(agent: number): number {
    return this.capacityOf(agent).room(this.#count(agent))
  }

  /** Weight of what is in hand. O(in hand). */
  load(agent: number): number {
    return this.capacityOf(agent).load(this.#count(agent))
  }

  /** What the agent is doing: ringing goes before talking, that before after-call work. Something must be in hand or ring. */
  busyState(agent: number): number {
    if (this.agents.ringing[agent] !== NONE) return AgentState.offered
    const { next, state } = this.contacts
    for (let slot = this.agents.contact[agent]!; slot !== NONE; slot = next[slot]!) {
      if (state[slot] !== ContactState.wrapUp) return AgentState.connected
    }
    return AgentState.wrapUp
  }

  /** Contacts in hand that one of `channel` puts aside are given to `interrupt`. */
  interruptFor(channel: number, agent: number, interrupt: (slot: number) => void): void {
    const { next, state, type } = this.contacts
    for (let slot = this.agents.contact[agent]!; slot !== NONE; slot = next[slot]!) {
      if (state[slot] !== ContactState.connected) continue
      if (this.channels.interrupts(channel, this.#channelOfType[type[slot]!]!)) interrupt(slot)
    }
  }

  /** Interrupted contacts in hand that nothing in hand interrupts any more are given to `goOn`. */
  continueWhereFree(agent: number, goOn: (slot: number) => void): void {
    const { next, state, type } = this.contacts
    const inHand = this.#count(agent)
    for (let slot = this.agents.contact[agent]!; slot !== NONE; slot = next[slot]!) {
      if (state[slot] !== ContactState.interrupted) continue
      const own = this.#channelOfType[type[slot]!]!
      if (!inHand.some((contacts, channel) => contacts > 0 && this.channels.interrupts(channel, own))) goOn(slot)
    }
  }

  #count(agent: number): Int32Array {
    const { next, type } = this.contacts
    const inHand = this.#inHand.fill(0)
    for (let slot = this.agents.contact[agent]!; slot !== NONE; slot = next[slot]!) {
      inHand[this.#channelOfType[type[slot]!]!]! += 1
    }
    return inHand
  }
}
