interface Entry<Owner> {
  readonly atMs: number
  readonly order: number
  readonly owner: Owner
}

/**
 * What is due next, by time and, at one instant, in the order of being set. An owner whose deadline moved is set again: its old entry stays
 * and is passed over by `isCurrent`, so that nothing is searched for. O(log entries).
 */
export class DeadlineQueue<Owner> {
  readonly #heap: Entry<Owner>[] = []
  readonly #isCurrent: (owner: Owner, atMs: number) => boolean
  #order = 0

  constructor(isCurrent: (owner: Owner, atMs: number) => boolean) {
    this.#isCurrent = isCurrent
  }

  /** Something of the owner is due at `atMs`; nothing when that is `Infinity`. */
  set(owner: Owner, atMs: number): void {
    if (atMs === Infinity) return
    const heap = this.#heap
    const entry = { atMs, order: (this.#order += 1), owner }
    let at = heap.length
    heap.push(entry)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!precedes(entry, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = entry
  }

  /** When something is due next, ms; `Infinity` when nothing is. */
  nextMs(): number {
    this.#dropStale()
    return this.#heap[0]?.atMs ?? Infinity
  }

  /** Takes the next owner whose deadline is not after `nowMs`. */
  take(nowMs: number): Owner | undefined {
    this.#dropStale()
    const first = this.#heap[0]
    if (first === undefined || first.atMs > nowMs) return undefined
    this.#pop()
    return first.owner
  }

  #dropStale(): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#isCurrent(first.owner, first.atMs)) return
      this.#pop()
    }
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()!
    if (heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && precedes(heap[child + 1]!, heap[child]!)) child += 1
      if (!precedes(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
  }
}

function precedes<Owner>(a: Entry<Owner>, b: Entry<Owner>): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}
