import { type ContactTable, NONE } from '../contact/contact-table.ts'

/** Priorities are 0 … 31, so that the non-empty ones of a demand are one 32-bit word. */
export const PRIORITIES = 32

/** The waiting list of a demand and priority. */
export function listOf(demand: number, priority: number): number {
  return demand * PRIORITIES + priority
}

/** The demand a list belongs to. */
export function demandOf(list: number): number {
  return list >>> 5
}

/** The priority a list belongs to. */
export function priorityOf(list: number): number {
  return list & (PRIORITIES - 1)
}

/**
 * Waiting contacts: one doubly linked list per demand and priority, oldest first, linked through the contact table.
 *
 * Append at the end and removal by slot are O(1). A contact that comes back is put where its age says, scanning from the
 * head: it was served once, so it stands near it.
 */
export class WaitingLists {
  readonly #contacts: ContactTable
  readonly #head: Int32Array
  readonly #tail: Int32Array
  readonly #length: Int32Array
  /** Per demand, a bit for each priority that has someone waiting. */
  readonly nonEmpty: Uint32Array
  #size = 0

  constructor(contacts: ContactTable, demands: number) {
    this.#contacts = contacts
    this.#head = new Int32Array(demands * PRIORITIES).fill(NONE)
    this.#tail = new Int32Array(demands * PRIORITIES).fill(NONE)
    this.#length = new Int32Array(demands * PRIORITIES)
    this.nonEmpty = new Uint32Array(demands)
  }

  /** Contacts waiting in all lists. */
  get size(): number {
    return this.#size
  }

  /** The oldest contact of a list, NONE when it is empty. */
  head(list: number): number {
    return this.#head[list]!
  }

  /** Contacts in one list. */
  length(list: number): number {
    return this.#length[list]!
  }

  /** True when `a` came before `b`: by arrival, then by id. */
  before(a: number, b: number): boolean {
    const { arrivedMs, id } = this.#contacts
    const byTime = arrivedMs[a]! - arrivedMs[b]!
    return byTime === 0 ? id[a]! < id[b]! : byTime < 0
  }

  /** Puts a contact into the list of its demand and priority, where its age says. */
  insert(slot: number): void {
    const { demand, priority, prev, next } = this.#contacts
    const list = listOf(demand[slot]!, priority[slot]!)
    const tail = this.#tail[list]!
    let after = tail
    let before = NONE
    if (tail !== NONE && this.before(slot, tail)) {
      before = this.#head[list]!
      while (this.before(before, slot)) before = next[before]!
      after = prev[before]!
    }
    prev[slot] = after
    next[slot] = before
    if (after === NONE) this.#head[list] = slot
    else next[after] = slot
    if (before === NONE) this.#tail[list] = slot
    else prev[before] = slot
    this.#size += 1
    if ((this.#length[list]! += 1) === 1) this.nonEmpty[demand[slot]!]! |= 1 << priority[slot]!
  }

  /** Takes a contact out of its list. O(1). */
  remove(slot: number): void {
    const { demand, priority, prev, next } = this.#contacts
    const list = listOf(demand[slot]!, priority[slot]!)
    const before = prev[slot]!
    const after = next[slot]!
    if (before === NONE) this.#head[list] = after
    else next[before] = after
    if (after === NONE) this.#tail[list] = before
    else prev[after] = before
    this.#size -= 1
    if ((this.#length[list]! -= 1) === 0) this.nonEmpty[demand[slot]!]! &= ~(1 << priority[slot]!)
  }
}
