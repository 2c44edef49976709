import { type ContactTable, NONE } from '../contact/contact-table.ts'
import { enlarged } from '../memory/enlarge.ts'

/** Priorities are 0 … 31, so that the non-empty ones of a demand are one 32-bit word. */
export const PRIORITIES = 32

/** The waiting list of a demand and priority. */
export function listOf(demand: number, priority: number): number {
  return demand * PRIORITIES + priority
}

/** Who is told of everyone that enters and leaves the lists. */
export interface QueueObserver {
  entered(slot: number): void
  left(slot: number): void
}

/**
 * Waiting contacts: one doubly linked list per demand and priority, and one per agent for those who wait for that agent
 * alone, the higher priority first; each in order of age, linked through the contact table.
 *
 * Append at the end and removal by slot are O(1). A contact that comes back, or that has a head start, is put where its
 * age says: O(distance from the nearer end).
 */
export class WaitingLists {
  declare private readonly contacts: ContactTable
  readonly #shared: number = 0
  #head: Int32Array = new Int32Array(0)
  #tail: Int32Array = new Int32Array(0)
  #length: Int32Array = new Int32Array(0)
  /** Contacts of a list that some agents may not take, so that its head is not everybody's. */
  #restricted: Int32Array = new Int32Array(0)
  /** Per demand, a bit for each priority that has someone waiting. */
  readonly nonEmpty: Uint32Array = new Uint32Array(0)
  #size = 0
  /** Undefined where nobody looks: it costs a comparison then. */
  observer: QueueObserver | undefined

  constructor(contacts: ContactTable, demands: number) {
    this.contacts = contacts
    this.#shared = demands * PRIORITIES
    this.#head = new Int32Array(this.#shared).fill(NONE)
    this.#tail = new Int32Array(this.#shared).fill(NONE)
    this.#length = new Int32Array(this.#shared)
    this.#restricted = new Int32Array(this.#shared)
    this.nonEmpty = new Uint32Array(demands)
  }

  /** Contacts waiting in all lists. */
  get size(): number {
    return this.#size
  }

  /** The list of those who wait for one agent alone. */
  listOfAgent(agent: number): number {
    return this.#shared + agent
  }

  /** Makes room for the lists of agents 0 … agents − 1. */
  growAgents(agents: number): void {
    const lists = this.#shared + agents
    if (lists <= this.#head.length) return
    this.#head = enlarged(this.#head, new Int32Array(lists).fill(NONE))
    this.#tail = enlarged(this.#tail, new Int32Array(lists).fill(NONE))
    this.#length = enlarged(this.#length, new Int32Array(lists))
    this.#restricted = enlarged(this.#restricted, new Int32Array(lists))
  }

  /** The first contact of a list, NONE when it is empty. */
  head(list: number): number {
    return this.#head[list]!
  }

  /** Contacts in one list. */
  length(list: number): number {
    return this.#length[list]!
  }

  /** Contacts in one list that some agents may not take. */
  restricted(list: number): number {
    return this.#restricted[list]!
  }

  /** True when `a` stands before `b`: by priority (which differs in the lists of agents only), by age, then by id. */
  before(a: number, b: number): boolean {
    const { orderMs, id, priority } = this.contacts
    if (priority[a] !== priority[b]) return priority[a]! > priority[b]!
    const byAge = orderMs[a]! - orderMs[b]!
    return byAge === 0 ? id[a]! < id[b]! : byAge < 0
  }

  /** Contacts of the list that stand before this one. O(place). */
  place(slot: number): number {
    let ahead = 0
    for (let at = this.contacts.prev[slot]!; at !== NONE; at = this.contacts.prev[at]!) ahead += 1
    return ahead
  }

  /** Puts a contact into a list, where its age says. */
  insert(slot: number, list: number): void {
    const { prev, next } = this.contacts
    const tail = this.#tail[list]!
    let after = tail
    let before = NONE
    if (tail !== NONE && this.before(slot, tail)) {
      // From both ends at once: who comes back stands near the head, who has a head start near the tail.
      before = this.#head[list]!
      after = prev[tail]!
      while (this.before(before, slot) && after !== NONE && this.before(slot, after)) {
        before = next[before]!
        after = prev[after]!
      }
      if (this.before(before, slot)) before = after === NONE ? this.#head[list]! : next[after]!
      else after = prev[before]!
    }
    prev[slot] = after
    next[slot] = before
    if (after === NONE) this.#head[list] = slot
    else next[after] = slot
    if (before === NONE) this.#tail[list] = slot
    else prev[before] = slot
    this.contacts.list[slot] = list
    this.#restricted[list]! += this.contacts.restricted[slot]!
    this.#size += 1
    if ((this.#length[list]! += 1) === 1 && list < this.#shared) this.nonEmpty[list >>> 5]! |= 1 << (list & 31)
    if (this.observer !== undefined) this.observer.entered(slot)
  }

  /** Takes a contact out of its list. O(1). */
  remove(slot: number): void {
    const { prev, next } = this.contacts
    const list = this.contacts.list[slot]!
    const before = prev[slot]!
    const after = next[slot]!
    if (before === NONE) this.#head[list] = after
    else next[before] = after
    if (after === NONE) this.#tail[list] = before
    else prev[after] = before
    this.contacts.list[slot] = NONE
    this.#restricted[list]! -= this.contacts.restricted[slot]!
    this.#size -= 1
    if ((this.#length[list]! -= 1) === 0 && list < this.#shared) this.nonEmpty[list >>> 5]! &= ~(1 << (list & 31))
    if (this.observer !== undefined) this.observer.left(slot)
  }
}
