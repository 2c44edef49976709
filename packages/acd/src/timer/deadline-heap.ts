import { enlarged } from '../memory/enlarge.ts'

const ARITY_SHIFT = 2

/**
 * Deadlines by owner, one each: an indexed 4-ary heap in total order (atMs, rank, order of setting).
 *
 * Owners are small integers. `set` and `cancel` are O(log n), `nextMs` O(1); nothing is allocated but on growth.
 */
export class DeadlineHeap {
  #atMs: Float64Array
  #rank: Uint8Array
  #seq: Float64Array
  /** Owner → place in the heap, −1 when it has no deadline. */
  #place: Int32Array
  #heap: Int32Array
  #size = 0
  #nextSeq = 0

  constructor(owners: number) {
    this.#atMs = new Float64Array(owners)
    this.#rank = new Uint8Array(owners)
    this.#seq = new Float64Array(owners)
    this.#place = new Int32Array(owners).fill(-1)
    this.#heap = new Int32Array(owners)
  }

  /** Number of deadlines set. */
  get size(): number {
    return this.#size
  }

  /** The earliest deadline, ms; `Infinity` when there is none. */
  get nextMs(): number {
    return this.#size === 0 ? Infinity : this.#atMs[this.#heap[0]!]!
  }

  /** The owner of the earliest deadline; only valid while `size > 0`. */
  get nextOwner(): number {
    return this.#heap[0]!
  }

  /** Rank the earliest deadline was set with; only valid while `size > 0`. */
  get nextRank(): number {
    return this.#rank[this.#heap[0]!]!
  }

  /** All deadlines in the order in which they were set. O(n log n). */
  entries(): { readonly owner: number; readonly atMs: number; readonly rank: number }[] {
    return Array.from(this.#heap.subarray(0, this.#size))
      .sort((a, b) => this.#seq[a]! - this.#seq[b]!)
      .map((owner) => ({ owner, atMs: this.#atMs[owner]!, rank: this.#rank[owner]! }))
  }

  /** Makes room for owners 0 … owners − 1. */
  grow(owners: number): void {
    if (owners <= this.#place.length) return
    this.#atMs = enlarged(this.#atMs, new Float64Array(owners))
    this.#rank = enlarged(this.#rank, new Uint8Array(owners))
    this.#seq = enlarged(this.#seq, new Float64Array(owners))
    this.#place = enlarged(this.#place, new Int32Array(owners).fill(-1))
    this.#heap = enlarged(this.#heap, new Int32Array(owners))
  }

  /** Sets or moves the deadline of `owner`; `Infinity` removes it. Equal times fire by rank, then in order of setting. */
  set(owner: number, atMs: number, rank: number): void {
    if (atMs === Infinity) {
      this.cancel(owner)
      return
    }
    let place = this.#place[owner]!
    if (place < 0) {
      place = this.#size
      this.#size += 1
    }
    this.#atMs[owner] = atMs
    this.#rank[owner] = rank
    this.#seq[owner] = this.#nextSeq
    this.#nextSeq += 1
    this.#settle(owner, place)
  }

  /** Moves the deadline of `owner` by so many ms, its rank unchanged. False when it has none. */
  postpone(owner: number, byMs: number): boolean {
    if (this.#place[owner]! < 0) return false
    this.set(owner, this.#atMs[owner]! + byMs, this.#rank[owner]!)
    return true
  }

  /** Removes the deadline of `owner`, if it has one. */
  cancel(owner: number): void {
    const place = this.#place[owner]!
    if (place < 0) return
    this.#place[owner] = -1
    this.#size -= 1
    if (place < this.#size) this.#settle(this.#heap[this.#size]!, place)
  }

  #before(a: number, b: number): boolean {
    const byTime = this.#atMs[a]! - this.#atMs[b]!
    if (byTime !== 0) return byTime < 0
    const byRank = this.#rank[a]! - this.#rank[b]!
    if (byRank !== 0) return byRank < 0
    return this.#seq[a]! < this.#seq[b]!
  }

  /** Puts `owner` where it belongs, starting from the free or own place `from`. */
  #settle(owner: number, from: number): void {
    const heap = this.#heap
    const place = this.#place
    let at = from
    while (at > 0) {
      const up = (at - 1) >> ARITY_SHIFT
      const parent = heap[up]!
      if (!this.#before(owner, parent)) break
      heap[at] = parent
      place[parent] = at
      at = up
    }
    if (at === from) at = this.#sink(owner, from)
    heap[at] = owner
    place[owner] = at
  }

  #sink(owner: number, from: number): number {
    const heap = this.#heap
    const size = this.#size
    let at = from
    for (;;) {
      const first = (at << ARITY_SHIFT) + 1
      if (first >= size) return at
      const end = Math.min(first + (1 << ARITY_SHIFT), size)
      let best = first
      for (let child = first + 1; child < end; child += 1) {
        if (this.#before(heap[child]!, heap[best]!)) best = child
      }
      const least = heap[best]!
      if (!this.#before(least, owner)) return at
      heap[at] = least
      this.#place[least] = at
      at = best
    }
  }
}
