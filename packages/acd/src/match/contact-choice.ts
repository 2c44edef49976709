import type { IdleLists } from '../agent/idle-lists.ts'
import type { AgentTable } from '../agent/agent-table.ts'
import type { ContactTable } from '../contact/contact-table.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { ContactSelection, FloorView } from '../policy/policy.ts'
import { demandOf, listOf, priorityOf, type WaitingLists } from '../queue/waiting-lists.ts'
import type { Eligibility } from './eligibility.ts'

/** The waiting lists from which one agent may take: refilled for each decision, nothing allocated. */
export class ContactChoice implements ContactSelection {
  readonly #agents: AgentTable
  readonly #idle: IdleLists
  readonly #contacts: ContactTable
  readonly #waiting: WaitingLists
  readonly #eligibility: Eligibility
  #lists = new Int32Array(16)
  nowMs = 0
  agent = 0
  count = 0

  readonly floor: FloorView

  constructor(
    agents: AgentTable,
    idle: IdleLists,
    contacts: ContactTable,
    waiting: WaitingLists,
    eligibility: Eligibility,
    floor: FloorView,
  ) {
    this.floor = floor
    this.#agents = agents
    this.#idle = idle
    this.#contacts = contacts
    this.#waiting = waiting
    this.#eligibility = eligibility
  }

  get group(): number {
    return this.#agents.group[this.agent]!
  }

  /** Collects the candidates for an agent. O(demands of its pool + candidates). */
  fill(agent: number, nowMs: number): void {
    this.agent = agent
    this.nowMs = nowMs
    const demands = this.#eligibility.demandsOf(this.#agents.pool[agent]!)
    const nonEmpty = this.#waiting.nonEmpty
    let count = 0
    for (let at = 0; at < demands.length; at += 1) {
      const demand = demands[at]!
      let bits = nonEmpty[demand]!
      while (bits !== 0) {
        const priority = 31 - Math.clz32(bits)
        bits &= ~(1 << priority)
        if (count === this.#lists.length) this.#lists = enlarged(this.#lists, new Int32Array(2 * count))
        this.#lists[count] = listOf(demand, priority)
        count += 1
      }
    }
    this.count = count
  }

  /** Slot of the contact at the head of a candidate list. */
  slot(candidate: number): number {
    return this.#waiting.head(this.#lists[candidate]!)
  }

  type(candidate: number): number {
    return this.#eligibility.demands[demandOf(this.#lists[candidate]!)]!.type
  }

  priority(candidate: number): number {
    return priorityOf(this.#lists[candidate]!)
  }

  contact(candidate: number): number {
    return this.#contacts.id[this.slot(candidate)]!
  }

  arrivedMs(candidate: number): number {
    return this.#contacts.arrivedMs[this.slot(candidate)]!
  }

  waiting(candidate: number): number {
    return this.#waiting.length(this.#lists[candidate]!)
  }

  waitedMs(candidate: number): number {
    return this.nowMs - this.arrivedMs(candidate)
  }

  idleAlike(candidate: number): number {
    const demand = demandOf(this.#lists[candidate]!)
    const group = this.group
    const idle = this.#idle.nonEmpty
    let count = 0
    for (let word = 0; word < idle.length; word += 1) {
      let bits = this.#eligibility.row(demand, word) & idle[word]!
      while (bits !== 0) {
        const bit = bits & -bits
        bits ^= bit
        const pool = word * 32 + 31 - Math.clz32(bit)
        if (this.#eligibility.groupOf(pool) === group) count += this.#idle.length(pool)
      }
    }
    return count
  }
}
