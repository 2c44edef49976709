import type { IdleLists } from '../agent/idle-lists.ts'
import type { AgentTable } from '../agent/agent-table.ts'
import type { QueuePriorities } from '../config/group-queues.ts'
import { type ContactTable, NONE } from '../contact/contact-table.ts'
import type { Restrictions } from '../contact/restrictions.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { ContactSelection, FloorView } from '../policy/policy.ts'
import { listOf, type WaitingLists } from '../queue/waiting-lists.ts'
import type { Eligibility } from './eligibility.ts'

/** The waiting lists from which one agent may take: refilled for each decision, nothing allocated. */
export class ContactChoice implements ContactSelection {
  declare private readonly agents: AgentTable
  declare private readonly idle: IdleLists
  declare private readonly contacts: ContactTable
  readonly #waiting: WaitingLists
  declare private readonly eligibility: Eligibility
  declare private readonly restrictions: Restrictions
  declare private readonly priorities: QueuePriorities
  #lists = new Int32Array(16)
  /** Per candidate list, its first contact that the agent may take. */
  #first = new Int32Array(16)
  nowMs = 0
  agent = 0
  count = 0

  declare readonly floor: FloorView

  constructor(
    agents: AgentTable,
    idle: IdleLists,
    contacts: ContactTable,
    waiting: WaitingLists,
    eligibility: Eligibility,
    restrictions: Restrictions,
    floor: FloorView,
    priorities: QueuePriorities,
  ) {
    this.priorities = priorities
    this.restrictions = restrictions
    this.floor = floor
    this.agents = agents
    this.idle = idle
    this.contacts = contacts
    this.#waiting = waiting
    this.eligibility = eligibility
  }

  get group(): number {
    return this.agents.group[this.agent]!
  }

  /** Collects the candidates for an agent. O(demands of its pool + candidates). */
  fill(agent: number, nowMs: number): void {
    this.agent = agent
    this.nowMs = nowMs
    const pool = this.agents.pool[agent]!
    const demands = this.eligibility.demandsOf(pool)
    const nonEmpty = this.#waiting.nonEmpty
    this.count = 0
    this.#addPersonal(this.#waiting.listOfAgent(agent), pool)
    for (let at = 0; at < demands.length; at += 1) {
      const demand = demands[at]!
      let bits = nonEmpty[demand]!
      while (bits !== 0) {
        const priority = 31 - Math.clz32(bits)
        bits &= ~(1 << priority)
        this.#add(listOf(demand, priority))
      }
    }
  }

  /**
   * Leaves out the types that the agent's group does not take first: those of less than the highest priority there.
   *
   * @returns whether there were any. O(candidates)
   */
  keepFirstTypes(): boolean {
    const priorities = this.priorities[this.group]
    if (priorities === undefined) return false
    let best = 0
    for (let at = 0; at < this.count; at += 1) best = Math.max(best, priorities[this.type(at)]!)
    let kept = 0
    for (let at = 0; at < this.count; at += 1) {
      if (priorities[this.type(at)]! < best) continue
      this.#lists[kept] = this.#lists[at]!
      this.#first[kept] = this.#first[at]!
      kept += 1
    }
    const leftOut = kept < this.count
    this.count = kept
    return leftOut
  }

  #add(list: number): void {
    let slot = this.#waiting.head(list)
    if (this.#waiting.restricted(list) > 0) {
      while (slot !== NONE && !this.restrictions.allows(slot, this.agent)) slot = this.contacts.next[slot]!
    }
    if (slot !== NONE) this.#put(list, slot)
  }

  /** Of those who wait for the agent alone, the first of a channel for which it has room. */
  #addPersonal(list: number, pool: number): void {
    let slot = this.#waiting.head(list)
    while (slot !== NONE && !this.eligibility.allows(this.contacts.demand[slot]!, pool)) {
      slot = this.contacts.next[slot]!
    }
    if (slot !== NONE) this.#put(list, slot)
  }

  #put(list: number, slot: number): void {
    if (this.count === this.#lists.length) {
      this.#lists = enlarged(this.#lists, new Int32Array(2 * this.count))
      this.#first = enlarged(this.#first, new Int32Array(2 * this.count))
    }
    this.#lists[this.count] = list
    this.#first[this.count] = slot
    this.count += 1
  }

  /** Slot of the contact at the head of a candidate list. */
  slot(candidate: number): number {
    return this.#first[candidate]!
  }

  type(candidate: number): number {
    return this.contacts.type[this.slot(candidate)]!
  }

  priority(candidate: number): number {
    return this.contacts.priority[this.slot(candidate)]!
  }

  contact(candidate: number): number {
    return this.contacts.id[this.slot(candidate)]!
  }

  arrivedMs(candidate: number): number {
    return this.contacts.orderMs[this.slot(candidate)]!
  }

  waiting(candidate: number): number {
    return this.#waiting.length(this.#lists[candidate]!)
  }

  waitedMs(candidate: number): number {
    return this.nowMs - this.arrivedMs(candidate)
  }

  idleAlike(candidate: number): number {
    const demand = this.contacts.demand[this.slot(candidate)]!
    const group = this.group
    const idle = this.idle.nonEmpty
    let count = 0
    for (let word = 0; word < idle.length; word += 1) {
      let bits = this.eligibility.row(demand, word) & idle[word]!
      while (bits !== 0) {
        const bit = bits & -bits
        bits ^= bit
        const pool = word * 32 + 31 - Math.clz32(bit)
        if (this.eligibility.groupOf(pool) === group) count += this.idle.length(pool)
      }
    }
    return count
  }
}
