import type { ContactTable } from '../contact/contact-table.ts'
import type { AcdEvent, AcdEventKind } from './event.ts'
import { EventRecord, NO_DETAIL, readDetail } from './event-record.ts'

const FIRST_CAPACITY = 16
/** Numbers of a record, rounded up to a power of two: contact, its parent, ref, type, agent, group, detail. */
const NUMBERS_SHIFT = 3
/** Times of a record, rounded up to a power of two: when it happened, when the contact arrived, when its duration started. */
const TIMES_SHIFT = 2

/**
 * Decisions not yet read: a ring of fixed-size records in typed arrays that doubles when it is full.
 *
 * Writing and reading are O(1) and allocate nothing but on growth.
 */
export class EventLog {
  readonly #record = new EventRecord()
  /** A second one, so that whoever observes an event does not overwrite what the host is reading. */
  readonly #lastRecord = new EventRecord()
  declare private readonly reasons: readonly string[]
  #capacity = FIRST_CAPACITY
  #kind: AcdEventKind[] = new Array<AcdEventKind>(FIRST_CAPACITY).fill('arrived')
  #numbers = new Int32Array(FIRST_CAPACITY << NUMBERS_SHIFT)
  /** Written by whoever appends, at the place {@link append} returns: doubles given as arguments would be boxed. */
  timesMs: Float64Array = new Float64Array(FIRST_CAPACITY << TIMES_SHIFT)
  #first = 0
  #size = 0

  /** @param reasons - names of not-ready reasons by number; owned by the engine, read when an event is */
  constructor(reasons: readonly string[]) {
    this.reasons = reasons
  }

  /** Events waiting to be read. */
  get size(): number {
    return this.#size
  }

  /**
   * Appends an event about no contact inside and returns where in {@link timesMs} its three times have to be written: when
   * it happened, when the contact arrived, where its duration starts.
   */
  append(
    kind: AcdEventKind,
    contact: number,
    parent: number,
    ref: number,
    type: number,
    agent: number,
    group: number,
    detail: number,
  ): number {
    const place = this.#next(kind)
    const numbers = this.#numbers
    const at = place << NUMBERS_SHIFT
    numbers[at] = contact
    numbers[at | 1] = parent
    numbers[at | 2] = ref
    numbers[at | 3] = type
    numbers[at | 4] = agent
    numbers[at | 5] = group
    numbers[at | 6] = detail
    return place << TIMES_SHIFT
  }

  /** The same about the contact in a slot: a number that is copied from array to array is never a value of the language. */
  appendOf(
    kind: AcdEventKind,
    { id, ref, type }: ContactTable,
    slot: number,
    parent: number,
    agent: number,
    group: number,
    detail: number,
  ): number {
    const place = this.#next(kind)
    const numbers = this.#numbers
    const at = place << NUMBERS_SHIFT
    numbers[at] = id[slot]!
    numbers[at | 2] = ref[slot]!
    numbers[at | 3] = type[slot]!
    // `| 0` stores what it is, a whole number; without it an argument is turned into a double and back (15 instructions).
    numbers[at | 1] = parent | 0
    numbers[at | 4] = agent | 0
    numbers[at | 5] = group | 0
    numbers[at | 6] = detail | 0
    return place << TIMES_SHIFT
  }

  /** A place for one more event of a kind. */
  #next(kind: AcdEventKind): number {
    if (this.#size === this.#capacity) this.#grow()
    const place = (this.#first + this.#size) & (this.#capacity - 1)
    this.#size += 1
    this.#kind[place] = kind
    return place
  }

  /** The oldest unread event, valid until the next call; undefined when all are read. */
  read(): AcdEvent | undefined {
    if (this.#size === 0) return undefined
    const place = this.#first
    this.#first = (place + 1) & (this.#capacity - 1)
    this.#size -= 1
    return this.#fill(this.#record, place)
  }

  /** The event appended last, valid until the next call; there must be one. Apart from {@link read}. */
  last(): AcdEvent {
    return this.#fill(this.#lastRecord, (this.#first + this.#size - 1) & (this.#capacity - 1))
  }

  #fill(record: EventRecord, place: number): AcdEvent {
    const numbers = this.#numbers
    const at = place << NUMBERS_SHIFT
    record.contact = numbers[at]!
    record.parent = numbers[at | 1]!
    record.ref = numbers[at | 2]!
    record.type = numbers[at | 3]!
    record.agent = numbers[at | 4]!
    record.group = numbers[at | 5]!
    const times = this.timesMs
    const timesAt = place << TIMES_SHIFT
    const atMs = times[timesAt]!
    record.atMs = atMs
    record.arrivedMs = times[timesAt | 1]!
    record.durationMs = atMs - times[timesAt | 2]!
    const kind = this.#kind[place]!
    record.kind = kind
    const detail = numbers[at | 6]!
    if (detail !== NO_DETAIL) readDetail(record, kind, detail, this.reasons)
    // The record carries the fields of every kind; the union shows a reader those that its kind has.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return record as AcdEvent
  }

  #grow(): void {
    const turn = this.#first
    this.#kind = [...this.#kind.slice(turn), ...this.#kind.slice(0, turn), ...this.#kind]
    this.#numbers = unrolled(this.#numbers, turn << NUMBERS_SHIFT, new Int32Array(2 * this.#numbers.length))
    this.timesMs = unrolled(this.timesMs, turn << TIMES_SHIFT, new Float64Array(2 * this.timesMs.length))
    this.#first = 0
    this.#capacity *= 2
  }
}

/** Copies a full ring whose first entry stands at `turn` to the start of the larger `to`, in order. */
function unrolled<A extends Float64Array | Int32Array>(ring: A, turn: number, to: A): A {
  to.set(ring.subarray(turn))
  to.set(ring.subarray(0, turn), ring.length - turn)
  return to
}
