import type { AcdEvent, AcdEventKind, AgentIdleState, DialEnd, OfferEnd } from './event.ts'
import type { ConsultEnd, MonitorMode, SupervisorOrder } from './leg-events.ts'

const OFFER_ENDS: readonly OfferEnd[] = [
  'declined',
  'no-answer',
  'signed-out',
  'abandoned',
  'withdrawn',
  'answered',
  'unreachable',
]
/** Numbers of {@link OfferEnd}. */
export const OfferEndCode = {
  declined: 0,
  noAnswer: 1,
  signedOut: 2,
  abandoned: 3,
  withdrawn: 4,
  answered: 5,
  unreachable: 6,
} as const
/** By the number in a record. */
export const DIAL_ENDS: readonly DialEnd[] = ['busy', 'no-answer', 'machine', 'failed', 'cancelled']
const CONSULT_ENDS: readonly ConsultEnd[] = [
  'completed',
  'cancelled',
  'declined',
  'no-answer',
  'withdrawn',
  'released',
  'caller-left',
]
/** Numbers of {@link ConsultEnd}. */
export const ConsultEndCode: Readonly<Record<ConsultEnd, number>> = {
  completed: 0,
  cancelled: 1,
  declined: 2,
  'no-answer': 3,
  withdrawn: 4,
  released: 5,
  'caller-left': 6,
}
/** By the number in a record. */
export const MONITOR_MODES: readonly string[] = ['listen', 'whisper', 'barge-in'] satisfies readonly MonitorMode[]
/** By the number in a record. */
export const ORDERS: readonly SupervisorOrder[] = [
  'force-sign-out',
  'force-not-ready',
  'force-ready',
  'force-release',
  'intercept',
  'listen',
  'whisper',
  'barge-in',
  'stop-listening',
]
/** By `AgentState`; no event tells the numbers in between. */
const IDLE_STATES: readonly AgentIdleState[] = [
  'signed-out',
  'not-ready',
  'ready',
  'ready',
  'ready',
  'ready',
  'unreachable',
  'removed',
]

/**
 * One object for all kinds: it is overwritten by each read, so reading allocates nothing. Times start as NaN, so that
 * their fields hold doubles from the first event on and never change their representation.
 */
class EventRecord {
  kind: AcdEventKind = 'arrived'
  atMs = NaN
  contact = 0
  ref = 0
  type = 0
  arrivedMs = NaN
  agent = 0
  group = 0
  durationMs = NaN
  stage = 0
  priority = 0
  wrapUp = false
  reason = ''
  state: AgentIdleState = 'signed-out'
  isOpen = false
  position = 0
  upToMs = NaN
  promisedInMs = 0
  attempt = 0
  parent = 0
  outside = ''
  mode: string = 'listen'
  order: SupervisorOrder = 'force-ready'
  supervisor = 0
}

/** Kinds whose detail is a reason and nothing else. */
const NAMED: ReadonlySet<AcdEventKind> = new Set([
  'diverted',
  'blocked',
  'overflowed',
  'refused',
  'announced',
  'expired',
])

const FIRST_CAPACITY = 256
/** Numbers of a record: contact, its parent, ref, type, agent, group, and its detail: stage, reason, state or wrap-up as the kind says. */
const NUMBERS = 7
/** Times of a record: when it happened, when the contact arrived, when its duration started. */
const TIMES = 3

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
  #numbers = new Int32Array(FIRST_CAPACITY * NUMBERS)
  /** Written by whoever appends, at the place {@link append} returns: doubles given as arguments would be boxed. */
  timesMs: Float64Array = new Float64Array(FIRST_CAPACITY * TIMES)
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

  /**
   * Appends an event and returns where in {@link timesMs} its three times have to be written: when it happened, when the
   * contact arrived, where its duration starts.
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
    if (this.#size === this.#capacity) this.#grow()
    const place = (this.#first + this.#size) & (this.#capacity - 1)
    this.#size += 1
    this.#kind[place] = kind
    const numbers = this.#numbers
    const at = place * NUMBERS
    numbers[at] = contact
    numbers[at + 1] = parent
    numbers[at + 2] = ref
    numbers[at + 3] = type
    numbers[at + 4] = agent
    numbers[at + 5] = group
    numbers[at + 6] = detail
    return place * TIMES
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
    const at = place * NUMBERS
    record.contact = numbers[at]!
    record.parent = numbers[at + 1]!
    record.ref = numbers[at + 2]!
    record.type = numbers[at + 3]!
    record.agent = numbers[at + 4]!
    record.group = numbers[at + 5]!
    const times = this.timesMs
    const atMs = times[place * TIMES]!
    record.atMs = atMs
    record.arrivedMs = times[place * TIMES + 1]!
    record.durationMs = atMs - times[place * TIMES + 2]!
    const kind = this.#kind[place]!
    record.kind = kind
    readDetail(record, kind, numbers[at + 6]!, this.#reasons)
    // The record carries the fields of every kind; the union shows a reader those that its kind has.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return record as AcdEvent
  }

  #grow(): void {
    const turn = this.#first
    this.#kind = [...this.#kind.slice(turn), ...this.#kind.slice(0, turn), ...this.#kind]
    this.#numbers = unrolled(this.#numbers, turn * NUMBERS, new Int32Array(2 * this.#numbers.length))
    this.timesMs = unrolled(this.timesMs, turn * TIMES, new Float64Array(2 * this.timesMs.length))
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

function readDetail(record: EventRecord, kind: AcdEventKind, detail: number, reasons: readonly string[]): void {
  if (kind === 'released') record.wrapUp = detail === 1
  else if (kind === 'agent') {
    record.state = IDLE_STATES[detail & 7]!
    record.reason = reasons[detail >> 3]!
  } else if (kind === 'stage') record.stage = detail
  else if (kind === 'moved' || kind === 'requeued') record.priority = detail
  else if (kind === 'reserve') {
    record.isOpen = (detail & 1) === 1
    record.reason = reasons[detail >> 1]!
  } else if (kind === 'wait-announced') {
    record.position = detail
    record.upToMs = record.durationMs
  } else if (kind === 'callback-accepted') record.promisedInMs = detail
  else if (kind === 'dial') record.attempt = detail
  else if (kind === 'dial-ended') record.reason = DIAL_ENDS[detail]!
  else if (NAMED.has(kind)) record.reason = reasons[detail]!
  else if (kind === 'offer-ended') record.reason = OFFER_ENDS[detail]!
  else if (kind === 'consult-ended') record.reason = CONSULT_ENDS[detail]!
  else if (kind === 'consulting') record.outside = reasons[detail]!
  else if (kind === 'monitoring') record.mode = MONITOR_MODES[detail]!
  else if (kind === 'ordered') {
    record.order = ORDERS[detail]!
    record.supervisor = record.parent
    record.parent = 0
  }
}
