import type { AgentTable } from '../agent/agent-table.ts'
import type { IdleLists } from '../agent/idle-lists.ts'
import type { ContactTable } from '../contact/contact-table.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { AgentSelection, FloorView } from '../policy/policy.ts'
import type { Eligibility } from './eligibility.ts'

/** The pools with someone idle who may take one contact: refilled for each decision, nothing allocated. */
export class AgentChoice implements AgentSelection {
  readonly #agents: AgentTable
  readonly #idle: IdleLists
  readonly #contacts: ContactTable
  readonly #eligibility: Eligibility
  #pools = new Int32Array(16)
  #slot = 0
  nowMs = 0
  count = 0

  readonly floor: FloorView

  constructor(agents: AgentTable, idle: IdleLists, contacts: ContactTable, eligibility: Eligibility, floor: FloorView) {
    this.floor = floor
    this.#agents = agents
    this.#idle = idle
    this.#contacts = contacts
    this.#eligibility = eligibility
  }

  get contact(): number {
    return this.#contacts.id[this.#slot]!
  }

  get type(): number {
    return this.#contacts.type[this.#slot]!
  }

  get priority(): number {
    return this.#contacts.priority[this.#slot]!
  }

  get waitedMs(): number {
    return this.nowMs - this.#contacts.arrivedMs[this.#slot]!
  }

  /** Collects the candidates for the contact in `slot`. O(pools / 32 + candidates). */
  fill(slot: number, nowMs: number): void {
    this.#slot = slot
    this.nowMs = nowMs
    const demand = this.#contacts.demand[slot]!
    const idle = this.#idle.nonEmpty
    let count = 0
    for (let word = 0; word < idle.length; word += 1) {
      let bits = this.#eligibility.row(demand, word) & idle[word]!
      while (bits !== 0) {
        const bit = bits & -bits
        bits ^= bit
        if (count === this.#pools.length) this.#pools = enlarged(this.#pools, new Int32Array(2 * count))
        this.#pools[count] = word * 32 + 31 - Math.clz32(bit)
        count += 1
      }
    }
    this.count = count
  }

  group(candidate: number): number {
    return this.#agents.group[this.longestIdle(candidate)]!
  }

  level(candidate: number): number {
    const { required } = this.#eligibility.demands[this.#contacts.demand[this.#slot]!]!
    const held = this.#eligibility.heldBy(this.#pools[candidate]!)
    let sum = 0
    for (let skill = 0; skill < required.length; skill += 1) if (required[skill] !== 0) sum += held[skill]!
    return sum
  }

  skills(candidate: number): number {
    const held = this.#eligibility.heldBy(this.#pools[candidate]!)
    let count = 0
    for (let skill = 0; skill < held.length; skill += 1) if (held[skill] !== 0) count += 1
    return count
  }

  idle(candidate: number): number {
    return this.#idle.length(this.#pools[candidate]!)
  }

  longestIdle(candidate: number): number {
    return this.#idle.head(this.#pools[candidate]!)
  }

  nextIdle(agent: number): number {
    return this.#agents.next[agent]!
  }

  idleOrder(agent: number): number {
    return this.#agents.idleSeq[agent]!
  }

  idleMs(agent: number): number {
    return this.nowMs - this.#agents.sinceMs[agent]!
  }
}
