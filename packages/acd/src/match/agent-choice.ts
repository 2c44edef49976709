import type { AgentTable } from '../agent/agent-table.ts'
import type { IdleLists } from '../agent/idle-lists.ts'
import { type ContactTable, NONE } from '../contact/contact-table.ts'
import type { Restrictions } from '../contact/restrictions.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { AgentSelection, FloorView } from '../policy/policy.ts'
import type { Eligibility } from './eligibility.ts'

/** The pools with someone idle who may take one contact: refilled for each decision, nothing allocated. */
export class AgentChoice implements AgentSelection {
  declare private readonly agents: AgentTable
  readonly #idle: IdleLists
  declare private readonly contacts: ContactTable
  declare private readonly eligibility: Eligibility
  declare private readonly restrictions: Restrictions
  #pools = new Int32Array(16)
  /** Per candidate pool, its first agent who may take the contact. */
  #first = new Int32Array(16)
  #restricted = false
  #slot = 0
  nowMs = 0
  count = 0

  declare readonly floor: FloorView

  constructor(
    agents: AgentTable,
    idle: IdleLists,
    contacts: ContactTable,
    eligibility: Eligibility,
    restrictions: Restrictions,
    floor: FloorView,
  ) {
    this.restrictions = restrictions
    this.floor = floor
    this.agents = agents
    this.#idle = idle
    this.contacts = contacts
    this.eligibility = eligibility
  }

  get contact(): number {
    return this.contacts.id[this.#slot]!
  }

  get type(): number {
    return this.contacts.type[this.#slot]!
  }

  get priority(): number {
    return this.contacts.priority[this.#slot]!
  }

  get waitedMs(): number {
    return this.nowMs - this.contacts.arrivedMs[this.#slot]!
  }

  /** Collects the candidates for the contact in `slot`, in one group unless it is NONE. O(pools / 32 + candidates). */
  fill(slot: number, group: number, nowMs: number): void {
    this.#slot = slot
    this.#restricted = this.contacts.restricted[slot] === 1
    this.nowMs = nowMs
    const demand = this.contacts.demand[slot]!
    const idle = this.#idle.nonEmpty
    let count = 0
    for (let word = 0; word < idle.length; word += 1) {
      let bits = this.eligibility.row(demand, word) & idle[word]!
      while (bits !== 0) {
        const bit = bits & -bits
        bits ^= bit
        const pool = word * 32 + 31 - Math.clz32(bit)
        if (group !== NONE && this.eligibility.groupOf(pool) !== group) continue
        const first = this.#allowed(this.#idle.head(pool))
        if (first === NONE) continue
        if (count === this.#pools.length) this.#grow()
        this.#pools[count] = pool
        this.#first[count] = first
        count += 1
      }
    }
    this.count = count
  }

  /**
   * Leaves out the candidates whom the contact does not prefer: those with less than the highest score.
   *
   * @returns whether there were any. O(candidates)
   */
  keepPreferred(): boolean {
    const scores = this.eligibility.scores(this.contacts.demand[this.#slot]!)
    if (scores === undefined) return false
    let best = 0
    for (let at = 0; at < this.count; at += 1) best = Math.max(best, scores[this.#pools[at]!]!)
    let kept = 0
    for (let at = 0; at < this.count; at += 1) {
      if (scores[this.#pools[at]!]! < best) continue
      this.#pools[kept] = this.#pools[at]!
      this.#first[kept] = this.#first[at]!
      kept += 1
    }
    const leftOut = kept < this.count
    this.count = kept
    return leftOut
  }

  /** True when the agent is of a candidate pool. O(candidates). */
  includes(agent: number): boolean {
    const pool = this.agents.pool[agent]!
    for (let at = 0; at < this.count; at += 1) if (this.#pools[at] === pool) return true
    return false
  }

  group(candidate: number): number {
    return this.agents.group[this.longestIdle(candidate)]!
  }

  level(candidate: number): number {
    const { named } = this.eligibility.demands[this.contacts.demand[this.#slot]!]!
    const held = this.eligibility.heldBy(this.#pools[candidate]!)
    let sum = 0
    for (let skill = 0; skill < named.length; skill += 1) if (named[skill] !== 0) sum += held[skill]!
    return sum
  }

  skills(candidate: number): number {
    const held = this.eligibility.heldBy(this.#pools[candidate]!)
    let count = 0
    for (let skill = 0; skill < held.length; skill += 1) if (held[skill] !== 0) count += 1
    return count
  }

  idle(candidate: number): number {
    return this.#idle.length(this.#pools[candidate]!)
  }

  longestIdle(candidate: number): number {
    return this.#first[candidate]!
  }

  nextIdle(agent: number): number {
    return this.#allowed(this.agents.next[agent]!)
  }

  idleOrder(agent: number): number {
    return this.agents.idleSeq[agent]!
  }

  idleMs(agent: number): number {
    return this.nowMs - this.agents.idleSinceMs[agent]!
  }

  /** `agent`, or the next after it in its pool, who may take the contact. */
  #allowed(agent: number): number {
    let at = agent
    if (this.#restricted) while (at !== NONE && !this.restrictions.allows(this.#slot, at)) at = this.agents.next[at]!
    return at
  }

  #grow(): void {
    this.#pools = enlarged(this.#pools, new Int32Array(2 * this.#pools.length))
    this.#first = enlarged(this.#first, new Int32Array(this.#pools.length))
  }
}
