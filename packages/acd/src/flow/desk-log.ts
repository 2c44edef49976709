import type { AcdEvent } from '../event/event.ts'
import { type FlowAction, isFlowAction } from './flow-action.ts'
import type { DeskEvent } from './flow-desk.ts'

const FIRST_CAPACITY = 64

/** What a desk has told and nobody has read: two rings of objects that are used again, in one order. */
export class DeskLog {
  readonly #actions = new CopyRing<FlowAction>()
  readonly #events = new CopyRing<AcdEvent>()
  /** By place: 1 for an action. */
  #order: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  #first = 0
  #size = 0

  /** Waiting to be read. */
  get size(): number {
    return this.#size
  }

  /** Keeps a copy: engine and machine overwrite what they showed. */
  append(event: DeskEvent): void {
    if (this.#size === this.#order.length) this.#grow()
    const isAction = isFlowAction(event)
    this.#order[(this.#first + this.#size) & (this.#order.length - 1)] = isAction ? 1 : 0
    this.#size += 1
    if (isAction) this.#actions.append(event)
    else this.#events.append(event)
  }

  /** The oldest, valid until the next read; undefined when all are read. */
  read(): DeskEvent | undefined {
    if (this.#size === 0) return undefined
    const isAction = this.#order[this.#first] === 1
    this.#first = (this.#first + 1) & (this.#order.length - 1)
    this.#size -= 1
    return isAction ? this.#actions.read() : this.#events.read()
  }

  #grow(): void {
    const order = new Uint8Array(2 * this.#order.length)
    order.set(this.#order.subarray(this.#first))
    order.set(this.#order.subarray(0, this.#first), this.#order.length - this.#first)
    this.#order = order
    this.#first = 0
  }
}

/** A ring of copies; the object read last is not in use for writing. */
class CopyRing<T extends object> {
  #ring: T[] = emptyRecords<T>(FIRST_CAPACITY)
  #first = 0
  #size = 0

  append(event: T): void {
    // One place stays free: that of the record which a reader holds.
    if (this.#size + 1 === this.#ring.length) this.#grow()
    Object.assign(this.#ring[(this.#first + this.#size) & (this.#ring.length - 1)]!, event)
    this.#size += 1
  }

  read(): T {
    const record = this.#ring[this.#first]!
    this.#first = (this.#first + 1) & (this.#ring.length - 1)
    this.#size -= 1
    return record
  }

  #grow(): void {
    const ring = this.#ring
    this.#ring = [...ring.slice(this.#first), ...ring.slice(0, this.#first), ...emptyRecords<T>(ring.length)]
    this.#first = 0
  }
}

function emptyRecords<T extends object>(count: number): T[] {
  // Filled before they are shown.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Array.from({ length: count }, () => ({}) as T)
}
