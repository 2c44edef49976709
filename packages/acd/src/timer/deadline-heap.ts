import { enlarged } from '../memory/enlarge.ts'

const ARITY_SHIFT = 2
/** Rank and order of setting are one number, compared only between equal times: exact up to rank 255 and 2⁴⁵ settings. */
const RANK_STEP = 2 ** 45

/**
 * Deadlines by owner, one each: an indexed 4-ary heap in total order (atMs, rank, order of setting).
 *
 * Owners are small integers. `set` and `cancel` are O(log n), `nextMs` O(1); nothing is allocated but on growth.
 */
export class DeadlineHeap {
  /** By place in the heap, two numbers each: time, and rank with order of setting. Siblings share a cache line. */
  #keys: Float64Array = new Float64Array(0)
  /** By place in the heap. */
  #owner: Int32Array = new Int32Array(0)
  /** Owner → place in the heap, −1 when it has no deadline. */
  #place: Int32Array = new Int32Array(0)
  /** Places in use, the vacant one included. */
  #used = 0
  /**
   * Place 0 is vacant, its key still the least. What fires is most often followed by another deadline, which then
   * sinks from there: one way through the heap instead of two (with the keys in heap order, 4 % of the `sim` suite).
   */
  #vacant = false
  #nextSeq = 0

  constructor(owners: number) {
    this.#keys = new Float64Array(2 * owners)
    this.#owner = new Int32Array(owners)
    this.#place = new Int32Array(owners).fill(-1)
  }

  /** Owners there is room for. */
  get owners(): number {
    return this.#place.length
  }

  /** Number of deadlines set. */
  get size(): number {
    return this.#vacant ? this.#used - 1 : this.#used
  }

  /** The earliest deadline, ms; `Infinity` when there is none. */
  get nextMs(): number {
    if (this.#vacant) this.#fillVacancy()
    return this.#used === 0 ? Infinity : this.#keys[0]!
  }

  /** The owner of the earliest deadline; only valid while `size > 0`. */
  get nextOwner(): number {
    if (this.#vacant) this.#fillVacancy()
    return this.#owner[0]!
  }

  /** Rank the earliest deadline was set with; only valid while `size > 0`. */
  get nextRank(): number {
    if (this.#vacant) this.#fillVacancy()
    return this.#rankAt(0)
  }

  /** When the deadline of `owner` is, ms; Infinity when it has none. O(1). */
  at(owner: number): number {
    const place = this.#place[owner]!
    return place < 0 ? Infinity : this.#keys[2 * place]!
  }

  /** All deadlines in the order in which they were set. O(n log n). */
  entries(): { readonly owner: number; readonly atMs: number; readonly rank: number }[] {
    if (this.#vacant) this.#fillVacancy()
    return Array.from({ length: this.#used }, (_, place) => place)
      .sort((a, b) => (this.#keys[2 * a + 1]! % RANK_STEP) - (this.#keys[2 * b + 1]! % RANK_STEP))
      .map((place) => ({ owner: this.#owner[place]!, atMs: this.#keys[2 * place]!, rank: this.#rankAt(place) }))
  }

  /** Makes room for owners 0 … owners − 1. */
  grow(owners: number): void {
    if (owners <= this.#place.length) return
    this.#keys = enlarged(this.#keys, new Float64Array(2 * owners))
    this.#owner = enlarged(this.#owner, new Int32Array(owners))
    this.#place = enlarged(this.#place, new Int32Array(owners).fill(-1))
  }

  /** Sets or moves the deadline of `owner`; `Infinity` removes it. Equal times fire by rank, then in order of setting. */
  set(owner: number, atMs: number, rank: number): void {
    if (atMs === Infinity) {
      this.cancel(owner)
      return
    }
    let place = this.#place[owner]!
    if (place >= 0) {
      // It may become the least of all, so that nothing but the least may stand at 0.
      if (this.#vacant) {
        this.#fillVacancy()
        place = this.#place[owner]!
      }
    } else if (this.#vacant) {
      this.#vacant = false
      place = 0
    } else {
      place = this.#used
      this.#used += 1
    }
    const keys = this.#keys
    const at = place << 1
    keys[at] = atMs
    keys[at | 1] = rank * RANK_STEP + this.#nextSeq
    this.#nextSeq += 1
    this.#owner[place] = owner | 0
    this.#settle(place)
  }

  /** Moves the deadline of `owner` by so many ms, its rank unchanged. False when it has none. */
  postpone(owner: number, byMs: number): boolean {
    const place = this.#place[owner]!
    if (place < 0) return false
    this.set(owner, this.#keys[2 * place]! + byMs, this.#rankAt(place))
    return true
  }

  /** Removes the deadline of `owner`; false when it had none, also where there was never room for it. */
  cancel(owner: number): boolean {
    const place = this.#place[owner] ?? -1
    if (place < 0) return false
    this.#place[owner] = -1
    if (place > 0) this.#fillFromEnd(place)
    else this.#vacant = true
    return true
  }

  #rankAt(place: number): number {
    return Math.floor(this.#keys[2 * place + 1]! / RANK_STEP)
  }

  #fillVacancy(): void {
    this.#vacant = false
    this.#fillFromEnd(0)
  }

  /** Puts what stands last into an empty place, and then where it belongs. */
  #fillFromEnd(place: number): void {
    const keys = this.#keys
    const last = this.#used - 1
    this.#used = last
    if (place === last) return
    const to = place << 1
    const from = last << 1
    keys[to] = keys[from]!
    keys[to | 1] = keys[from | 1]!
    this.#owner[place] = this.#owner[last]!
    this.#settle(place)
  }

  /**
   * Moves what stands at `from` where it belongs. Its key is read here and not passed: a double passed is boxed. Shifts and
   * `|` instead of products and sums, which the compiler would check for overflow.
   */
  #settle(from: number): void {
    const keys = this.#keys
    const owners = this.#owner
    const places = this.#place
    const atMs = keys[from << 1]!
    const order = keys[(from << 1) | 1]!
    const owner = owners[from]!
    let at = from
    while (at > 0) {
      const up = (at - 1) >> ARITY_SHIFT
      const upMs = keys[up << 1]!
      if (upMs < atMs || (upMs === atMs && keys[(up << 1) | 1]! < order)) break
      const moved = owners[up]!
      keys[at << 1] = upMs
      keys[(at << 1) | 1] = keys[(up << 1) | 1]!
      owners[at] = moved
      places[moved] = at
      at = up
    }
    if (at === from) {
      const used = this.#used
      for (;;) {
        let best = (at << ARITY_SHIFT) | 1
        if (best >= used) break
        let bestMs = keys[best << 1]!
        const end = Math.min(best + (1 << ARITY_SHIFT), used)
        for (let child = best + 1; child < end; child += 1) {
          const childMs = keys[child << 1]!
          if (childMs > bestMs) continue
          if (childMs === bestMs && keys[(child << 1) | 1]! > keys[(best << 1) | 1]!) continue
          best = child
          bestMs = childMs
        }
        if (atMs < bestMs || (atMs === bestMs && order < keys[(best << 1) | 1]!)) break
        const moved = owners[best]!
        keys[at << 1] = bestMs
        keys[(at << 1) | 1] = keys[(best << 1) | 1]!
        owners[at] = moved
        places[moved] = at
        at = best
      }
    }
    keys[at << 1] = atMs
    keys[(at << 1) | 1] = order
    owners[at] = owner
    places[owner] = at
  }
}
