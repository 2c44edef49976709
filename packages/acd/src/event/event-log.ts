import { enlarged } from '../memory/enlarge.ts'
import type { AcdEvent, AcdEventKind, AgentIdleState, OfferEnd } from './event.ts'

const OFFER_ENDS: readonly OfferEnd[] = ['declined', 'no-answer', 'signed-out', 'abandoned', 'withdrawn']
/** Numbers of {@link OfferEnd}. */
export const OfferEndCode = { declined: 0, noAnswer: 1, signedOut: 2, abandoned: 3, withdrawn: 4 } as const
/** By `AgentState` and `Intention`, whose first three numbers are the same. */
const IDLE_STATES: readonly AgentIdleState[] = ['signed-out', 'not-ready', 'ready']

/** One object for all kinds: it is overwritten by each read, so reading allocates nothing. */
class EventRecord {
  kind: AcdEventKind = 'arrived'
  atMs = 0
  contact = 0
  ref = 0
  type = 0
  arrivedMs = 0
  agent = 0
  group = 0
  durationMs = 0
  stage = 0
  priority = 0
  wrapUp = false
  reason = ''
  state: AgentIdleState = 'signed-out'
}

const FIRST_CAPACITY = 256

/**
 * Decisions not yet read: a ring of fixed-size records in typed arrays that doubles when it is full.
 *
 * Writing and reading are O(1) and allocate nothing but on growth.
 */
export class EventLog {
  readonly #record = new EventRecord()
  /** A second one, so that whoever observes an event does not overwrite what the host is reading. */
  readonly #lastRecord = new EventRecord()
  readonly #reasons: readonly string[]
  #capacity = FIRST_CAPACITY
  #kind: AcdEventKind[] = new Array<AcdEventKind>(FIRST_CAPACITY).fill('arrived')
  #contact = new Int32Array(FIRST_CAPACITY)
  #ref = new Int32Array(FIRST_CAPACITY)
  #type = new Int32Array(FIRST_CAPACITY)
  #agent = new Int32Array(FIRST_CAPACITY)
  #group = new Int32Array(FIRST_CAPACITY)
  /** Stage, reason, state or wrap-up, as the kind says. */
  #detail = new Int32Array(FIRST_CAPACITY)
  #atMs = new Float64Array(FIRST_CAPACITY)
  #arrivedMs = new Float64Array(FIRST_CAPACITY)
  #sinceMs = new Float64Array(FIRST_CAPACITY)
  #first = 0
  #size = 0

  /** @param reasons - names of not-ready reasons by number; owned by the engine, read when an event is */
  constructor(reasons: readonly string[]) {
    this.#reasons = reasons
  }

  /** Events waiting to be read. */
  get size(): number {
    return this.#size
  }

  /** Appends an event; `sinceMs` is where its duration starts. */
  append(
    kind: AcdEventKind,
    atMs: number,
    contact: number,
    ref: number,
    type: number,
    arrivedMs: number,
    agent: number,
    group: number,
    detail: number,
    sinceMs: number,
  ): void {
    if (this.#size === this.#capacity) this.#grow()
    const at = (this.#first + this.#size) & (this.#capacity - 1)
    this.#size += 1
    this.#kind[at] = kind
    this.#atMs[at] = atMs
    this.#contact[at] = contact
    this.#ref[at] = ref
    this.#type[at] = type
    this.#arrivedMs[at] = arrivedMs
    this.#agent[at] = agent
    this.#group[at] = group
    this.#detail[at] = detail
    this.#sinceMs[at] = sinceMs
  }

  /** The oldest unread event, valid until the next call; undefined when all are read. */
  read(): AcdEvent | undefined {
    if (this.#size === 0) return undefined
    const at = this.#first
    this.#first = (at + 1) & (this.#capacity - 1)
    this.#size -= 1
    return this.#fill(this.#record, at)
  }

  /** The event appended last, valid until the next call; there must be one. Apart from {@link read}. */
  last(): AcdEvent {
    return this.#fill(this.#lastRecord, (this.#first + this.#size - 1) & (this.#capacity - 1))
  }

  #fill(record: EventRecord, at: number): AcdEvent {
    const kind = this.#kind[at]!
    const detail = this.#detail[at]!
    record.kind = kind
    record.atMs = this.#atMs[at]!
    record.contact = this.#contact[at]!
    record.ref = this.#ref[at]!
    record.type = this.#type[at]!
    record.arrivedMs = this.#arrivedMs[at]!
    record.agent = this.#agent[at]!
    record.group = this.#group[at]!
    record.durationMs = this.#atMs[at]! - this.#sinceMs[at]!
    if (kind === 'agent') {
      record.state = IDLE_STATES[detail & 3]!
      record.reason = this.#reasons[detail >> 2]!
    } else if (kind === 'stage') record.stage = detail
    else if (kind === 'moved' || kind === 'requeued') record.priority = detail
    else if (kind === 'diverted') record.reason = this.#reasons[detail]!
    else if (kind === 'released') record.wrapUp = detail === 1
    else if (kind === 'offer-ended') record.reason = OFFER_ENDS[detail]!
    // The record carries the fields of every kind; the union shows a reader those that its kind has.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return record as AcdEvent
  }

  #grow(): void {
    const capacity = this.#capacity * 2
    this.#unroll()
    this.#kind = [...this.#kind, ...new Array<AcdEventKind>(this.#capacity).fill('arrived')]
    this.#contact = enlarged(this.#contact, new Int32Array(capacity))
    this.#ref = enlarged(this.#ref, new Int32Array(capacity))
    this.#type = enlarged(this.#type, new Int32Array(capacity))
    this.#agent = enlarged(this.#agent, new Int32Array(capacity))
    this.#group = enlarged(this.#group, new Int32Array(capacity))
    this.#detail = enlarged(this.#detail, new Int32Array(capacity))
    this.#atMs = enlarged(this.#atMs, new Float64Array(capacity))
    this.#arrivedMs = enlarged(this.#arrivedMs, new Float64Array(capacity))
    this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(capacity))
    this.#capacity = capacity
  }

  /** Turns the full ring so that its first record stands at 0. */
  #unroll(): void {
    const turn = this.#first
    const numbers = [this.#contact, this.#ref, this.#type, this.#agent, this.#group, this.#detail]
    for (const array of [...numbers, this.#atMs, this.#arrivedMs, this.#sinceMs]) {
      const head = array.slice(0, turn)
      array.copyWithin(0, turn)
      array.set(head, array.length - turn)
    }
    this.#kind = [...this.#kind.slice(turn), ...this.#kind.slice(0, turn)]
    this.#first = 0
  }
}
