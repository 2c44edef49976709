import { invariant } from '../errors/invariant.ts'

/** What is due, and when. */
export interface Due {
  readonly atMs: number
  readonly order: number
  readonly act: () => void
}

/** What lies ahead, in total order of time and place in the journal: a binary heap. O(log n). */
export class LineAgenda {
  readonly #heap: Due[] = []

  /** When the first is due, ms; Infinity when there is none. */
  get nextMs(): number {
    return this.#heap[0]?.atMs ?? Infinity
  }

  add(due: Due): void {
    const heap = this.#heap
    let at = heap.push(due) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(due, heap[above]!)) break
      heap[at] = heap[above]!
      at = above
    }
    heap[at] = due
  }

  /** Takes the first away. */
  take(): Due {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    invariant(first !== undefined && last !== undefined, 'asked only while something is due')
    if (heap.length === 0) return first
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= heap.length) break
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1
      if (!isBefore(heap[below]!, last)) break
      heap[at] = heap[below]!
      at = below
    }
    heap[at] = last
    return first
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}
