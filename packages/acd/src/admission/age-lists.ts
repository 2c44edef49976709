import { type ContactTable, NONE } from '../contact/contact-table.ts'
import { enlarged } from '../memory/enlarge.ts'

/**
 * Who waits in each type's queue, by how long it has waited in queues: one doubly linked list per type, beside the
 * lists that agents take from, whose order knows priorities and head starts.
 *
 * A contact at the end is put in and taken out in O(1); one that comes back in O(distance from the nearer end).
 */
export class AgeLists {
  readonly #contacts: ContactTable
  readonly #head: Int32Array
  readonly #tail: Int32Array
  readonly #length: Int32Array
  #prev = new Int32Array(0)
  #next = new Int32Array(0)

  constructor(contacts: ContactTable, types: number) {
    this.#contacts = contacts
    this.#head = new Int32Array(types).fill(NONE)
    this.#tail = new Int32Array(types).fill(NONE)
    this.#length = new Int32Array(types)
  }

  /** Contacts of a type that wait. */
  length(type: number): number {
    return this.#length[type]!
  }

  /** The one that has waited longest, NONE when nobody waits. */
  head(type: number): number {
    return this.#head[type]!
  }

  /** The one that has waited longest of those who came after this one, NONE after the last. */
  next(slot: number): number {
    return this.#next[slot]!
  }

  insert(slot: number, type: number): void {
    this.#grow()
    const prev = this.#prev
    const next = this.#next
    let after = this.#tail[type]!
    let before: number = NONE
    if (after !== NONE && this.#before(slot, after)) {
      before = this.#head[type]!
      after = prev[after]!
      while (this.#before(before, slot) && after !== NONE && this.#before(slot, after)) {
        before = next[before]!
        after = prev[after]!
      }
      if (this.#before(before, slot)) before = after === NONE ? this.#head[type]! : next[after]!
      else after = prev[before]!
    }
    prev[slot] = after
    next[slot] = before
    if (after === NONE) this.#head[type] = slot
    else next[after] = slot
    if (before === NONE) this.#tail[type] = slot
    else prev[before] = slot
    this.#length[type]! += 1
  }

  remove(slot: number, type: number): void {
    const before = this.#prev[slot]!
    const after = this.#next[slot]!
    if (before === NONE) this.#head[type] = after
    else this.#next[before] = after
    if (after === NONE) this.#tail[type] = before
    else this.#prev[after] = before
    this.#length[type]! -= 1
  }

  #before(a: number, b: number): boolean {
    const { queuedMs, id } = this.#contacts
    const byAge = queuedMs[a]! - queuedMs[b]!
    return byAge === 0 ? id[a]! < id[b]! : byAge < 0
  }

  #grow(): void {
    const { capacity } = this.#contacts
    if (this.#prev.length === capacity) return
    this.#prev = enlarged(this.#prev, new Int32Array(capacity))
    this.#next = enlarged(this.#next, new Int32Array(capacity))
  }
}
