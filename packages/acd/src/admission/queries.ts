import { type ContactTable, NONE } from '../contact/contact-table.ts'
import type { WaitQuery } from '../estimate/wait-estimator.ts'
import type { Eligibility } from '../match/eligibility.ts'
import { listOf, PRIORITIES, type WaitingLists } from '../queue/waiting-lists.ts'
import type { AgeLists } from './age-lists.ts'
import type { Census } from './census.ts'

/** What {@link Queries} reads of the floor. */
export interface QueriedFloor {
  readonly nowMs: number
  readonly contacts: ContactTable
  readonly waiting: WaitingLists
  readonly eligibility: Eligibility
}

/** What is asked of an estimator, filled in from the floor; overwritten by each question, nothing allocated. */
export class Queries implements WaitQuery {
  readonly #floor: QueriedFloor
  readonly #census: Census
  readonly #ages: AgeLists
  readonly #firstDemands: readonly number[]
  /**
   * By type, the demands that its agents take from, worked out anew when there are other agents. Reserves do not count:
   * a gate that moved the expectation on which it moves would never come to rest.
   */
  readonly #rivals: (readonly number[])[] = []
  #version = -1
  type = 0
  ahead = 0
  aheadOfType = 0
  ready = 0
  staffed = 0
  headWaitedMs = 0

  constructor(floor: QueriedFloor, census: Census, ages: AgeLists, firstDemands: readonly number[]) {
    this.#floor = floor
    this.#census = census
    this.#ages = ages
    this.#firstDemands = firstDemands
  }

  get nowMs(): number {
    return this.#floor.nowMs
  }

  /** Of a contact that joined a type's queue now, with a priority. O(demands of the same agents). */
  ofJoining(type: number, priority: number): WaitQuery {
    return this.#fill(type, priority, NONE)
  }

  /** Of a contact that waits. O(contacts of its priority before it). */
  ofWaiting(slot: number): WaitQuery {
    const { type, priority } = this.#floor.contacts
    return this.#fill(type[slot]!, priority[slot]!, slot)
  }

  #fill(type: number, priority: number, slot: number): WaitQuery {
    const { nowMs, contacts } = this.#floor
    const head = this.#ages.head(type)
    this.type = type
    this.#countAhead(type, priority, slot)
    this.ready = this.#census.able(type)
    this.staffed = this.#census.staffed(type)
    this.headWaitedMs = head === NONE ? 0 : nowMs - contacts.queuedMs[head]!
    return this
  }

  #countAhead(type: number, priority: number, slot: number): void {
    const { waiting } = this.#floor
    const first = this.#firstDemands[type]!
    const end = this.#firstDemands[type + 1] ?? Infinity
    this.ahead = 0
    this.aheadOfType = 0
    for (const demand of this.#rivalsOf(type)) {
      let bits = (waiting.nonEmpty[demand]! >>> priority) << priority
      while (bits !== 0) {
        const at = PRIORITIES - 1 - Math.clz32(bits)
        bits &= ~(1 << at)
        const list = listOf(demand, at)
        const before = at > priority || slot === NONE ? waiting.length(list) : this.#before(slot, list)
        this.ahead += before
        // A type's demands, one for each of its stages, follow each other.
        if (demand >= first && demand < end) this.aheadOfType += before
      }
    }
  }

  /** Contacts of a list that stand before a contact, which may be of another list. */
  #before(slot: number, list: number): number {
    const { contacts, waiting } = this.#floor
    if (contacts.list[slot] === list) return waiting.place(slot)
    let before = 0
    for (let at = waiting.head(list); at !== NONE && waiting.before(at, slot); at = contacts.next[at]!) before += 1
    return before
  }

  #rivalsOf(type: number): readonly number[] {
    const { eligibility } = this.#floor
    if (this.#version !== this.#census.version) {
      this.#rivals.length = 0
      this.#version = this.#census.version
    }
    const known = this.#rivals[type]
    if (known !== undefined) return known
    const first = this.#firstDemands[type]!
    const demands = new Set<number>([first])
    for (let pool = 0; pool < eligibility.pools; pool += 1) {
      if (!this.#census.hasMembers(pool) || !eligibility.allowsAlways(first, pool)) continue
      for (const demand of eligibility.demands.keys()) if (eligibility.allowsAlways(demand, pool)) demands.add(demand)
    }
    return (this.#rivals[type] = [...demands])
  }
}
