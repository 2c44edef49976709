import type { DeskEvent } from './flow-desk.ts'

const FIRST_CAPACITY = 64

/** What a desk has told and nobody has read: a ring of objects that are used again. */
export class DeskLog {
  #ring: DeskEvent[] = emptyRecords(FIRST_CAPACITY)
  #first = 0
  #size = 0

  /** Waiting to be read. */
  get size(): number {
    return this.#size
  }

  /** Keeps a copy: engine and machine overwrite what they showed. */
  append(event: DeskEvent): void {
    // One place stays free: that of the record which a reader holds.
    if (this.#size + 1 === this.#ring.length) this.#grow()
    Object.assign(this.#ring[(this.#first + this.#size) & (this.#ring.length - 1)]!, event)
    this.#size += 1
  }

  /** The oldest, valid until the next read; undefined when all are read. */
  read(): DeskEvent | undefined {
    if (this.#size === 0) return undefined
    const record = this.#ring[this.#first]!
    this.#first = (this.#first + 1) & (this.#ring.length - 1)
    this.#size -= 1
    return record
  }

  #grow(): void {
    const ring = this.#ring
    this.#ring = [...ring.slice(this.#first), ...ring.slice(0, this.#first), ...emptyRecords(ring.length)]
    this.#first = 0
  }
}

function emptyRecords(count: number): DeskEvent[] {
  // Filled before they are shown.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Array.from({ length: count }, () => ({}) as DeskEvent)
}
