import { enlarged } from './enlarge.ts'

/** No slot. */
const NONE = -1
const LAST_ID = 0x7fff_ffff

/**
 * What is kept in slots of parallel arrays, and found by its id: the arrays are the table's that extends this one.
 *
 * A slot is used again at once (it stays in cache), an id not before 2³¹ have passed, so that what comes too late for one that
 * has ended is recognised. Lookup by id, allocation and release are O(1), amortised.
 */
export abstract class SlotTable {
  /** Id of what is in the slot, 0 when it is free. */
  id: Int32Array
  /** Id of what came last. */
  lastId = 0
  #used = 0
  #freeHead = 0
  /** Chains the free slots. */
  #nextFree: Int32Array
  /** (id mod length) → slot; ids are chosen so that no two inside share a place. */
  #slotById: Int32Array

  /** @param capacity - slots at first, a power of 2 */
  constructor(capacity: number) {
    this.id = new Int32Array(capacity)
    this.#nextFree = new Int32Array(capacity)
    this.#slotById = new Int32Array(2 * capacity).fill(NONE)
    this.#chainFree(0, NONE)
  }

  /** Enlarges the arrays of the table to so many slots. */
  protected abstract enlarge(capacity: number): void

  /** Slots there are; those of owners beyond it have never been used. */
  get capacity(): number {
    return this.id.length
  }

  /** Slots in use. */
  get size(): number {
    return this.#used
  }

  /** The slot of an id, −1 when it has ended or never was. O(1). */
  slotOf(id: number): number {
    const slot = this.#slotById[id & (this.#slotById.length - 1)]!
    return slot !== NONE && this.id[slot] === id ? slot : NONE
  }

  /** Takes a free slot and gives it the next id. Amortised O(1). */
  allocate(): number {
    if (this.#freeHead === NONE) this.#grow()
    const mask = this.#slotById.length - 1
    let id = this.lastId
    do {
      id = id === LAST_ID ? 1 : id + 1
    } while (this.#slotById[id & mask] !== NONE)
    this.lastId = id
    return this.#enter(id)
  }

  /** Takes a free slot for what had this id before (is restored). */
  adopt(id: number): number {
    if (this.#freeHead === NONE) this.#grow()
    // Ids restored were chosen apart under their own capacity; more room keeps them apart here.
    while (this.#slotById[id & (this.#slotById.length - 1)] !== NONE) this.#grow()
    return this.#enter(id)
  }

  /** Makes room for so many. */
  reserve(capacity: number): void {
    while (this.capacity < capacity) this.#grow()
  }

  /** Gives the slot back; its id is forgotten. O(1). */
  release(slot: number): void {
    this.#slotById[this.id[slot]! & (this.#slotById.length - 1)] = NONE
    this.id[slot] = 0
    this.#nextFree[slot] = this.#freeHead
    this.#freeHead = slot
    this.#used -= 1
  }

  #enter(id: number): number {
    const slot = this.#freeHead
    this.#freeHead = this.#nextFree[slot]!
    this.#used += 1
    this.#slotById[id & (this.#slotById.length - 1)] = slot
    this.id[slot] = id
    return slot
  }

  #chainFree(from: number, before: number): void {
    for (let slot = from; slot < this.capacity; slot += 1) this.#nextFree[slot] = slot + 1
    this.#nextFree[this.capacity - 1] = before
    this.#freeHead = from
  }

  #grow(): void {
    const before = this.capacity
    const capacity = 2 * before
    this.id = enlarged(this.id, new Int32Array(capacity))
    this.#nextFree = enlarged(this.#nextFree, new Int32Array(capacity))
    this.enlarge(capacity)
    // Two ids that differ modulo the old length differ modulo its double, so no two collide after the move.
    this.#slotById = new Int32Array(2 * capacity).fill(NONE)
    for (let slot = 0; slot < before; slot += 1) {
      if (this.id[slot] !== 0) this.#slotById[this.id[slot]! & (2 * capacity - 1)] = slot
    }
    this.#chainFree(before, this.#freeHead)
  }
}
