import { DeadlineHeap } from '../timer/deadline-heap.ts'

/** A deadline by the key of its owner, as data. */
export interface ClockSnapshot {
  readonly key: string
  readonly atMs: number
}

/** Deadlines by key, in total order (atMs, order of setting): a heap whose owners are places that are used again. */
export class Clocks {
  readonly #heap = new DeadlineHeap(16)
  readonly #places = new Map<string, number>()
  readonly #keys: string[] = []
  readonly #free: number[] = []

  /** The earliest, ms; Infinity when there is none. */
  get nextMs(): number {
    return this.#heap.nextMs
  }

  /** Sets or moves the deadline of a key; Infinity removes it. */
  set(key: string, atMs: number): void {
    if (atMs === Infinity) {
      this.cancel(key)
      return
    }
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.#free.pop() ?? this.#keys.length
      this.#keys[place] = key
      this.#places.set(key, place)
      this.#heap.grow(2 ** Math.ceil(Math.log2(place + 2)))
    }
    this.#heap.set(place, atMs, 0)
  }

  /** Removes the deadline of a key. */
  cancel(key: string): void {
    const place = this.#places.get(key)
    if (place === undefined) return
    this.#heap.cancel(place)
    this.#places.delete(key)
    this.#free.push(place)
  }

  /** Takes the earliest away; only while there is one. Its key. */
  take(): string {
    const key = this.#keys[this.#heap.nextOwner]!
    this.cancel(key)
    return key
  }

  /** All of them in the order in which they were set. */
  entries(): ClockSnapshot[] {
    return this.#heap.entries().map(({ owner, atMs }) => ({ key: this.#keys[owner]!, atMs }))
  }
}
