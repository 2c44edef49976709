import type { DeskEvent } from './flow-desk.ts'

const FIRST_CAPACITY = 64

/** What a desk has told and nobody has read, in order: a ring that doubles when it is full. */
export class DeskLog {
  #ring: (DeskEvent | undefined)[] = new Array<undefined>(FIRST_CAPACITY)
  #first = 0
  #size = 0

  /** Waiting to be read. */
  get size(): number {
    return this.#size
  }

  /**
   * Keeps a copy: engine and machine overwrite what they showed. A new object each time, because V8 clones one shape at
   * once, while copying field by field into objects that are used again took 40 % of a call's time.
   */
  append(event: DeskEvent): void {
    if (this.#size === this.#ring.length) this.#grow()
    this.#ring[(this.#first + this.#size) & (this.#ring.length - 1)] = { ...event }
    this.#size += 1
  }

  /** The oldest, the reader's to keep; undefined when all are read. */
  read(): DeskEvent | undefined {
    if (this.#size === 0) return undefined
    const event = this.#ring[this.#first]
    this.#ring[this.#first] = undefined
    this.#first = (this.#first + 1) & (this.#ring.length - 1)
    this.#size -= 1
    return event
  }

  #grow(): void {
    const ring = this.#ring
    const more = new Array<undefined>(ring.length)
    this.#ring = [...ring.slice(this.#first), ...ring.slice(0, this.#first), ...more]
    this.#first = 0
  }
}
