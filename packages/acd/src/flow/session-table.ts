import { enlarged } from '../memory/enlarge.ts'
import { SlotTable } from '../memory/slot-table.ts'

/** What a session waits for. */
export const Awaits = {
  free: 0,
  /** A prompt that plays to its end, or until a digit cuts it. */
  prompt: 1,
  /** The first digit of an answer. */
  digit: 2,
  /** The next digit of an entry. */
  entry: 3,
  /** The host's answer. */
  answer: 4,
  /** An agent. */
  agent: 5,
  /** The end of a conversation. */
  release: 6,
} as const

/** No session, no agent, no node. */
export const NOBODY = -1

const FIRST_CAPACITY = 64

/** Callers inside flows, one slot each in parallel arrays. */
export class SessionTable extends SlotTable {
  /** Attributes of a session. */
  readonly stride: number
  awaits: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  node: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The flow by whose number it entered: whose line it holds. */
  entryFlow: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Times its node has asked. */
  attempts: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** The engine's contact while it waits or talks, 0 for none. */
  contact: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Type of that contact, or of the last one; NOBODY before the first. */
  type: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** 1 while the contact rings at an agent. */
  ringing: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** Who served it last. */
  agent: Int32Array = new Int32Array(FIRST_CAPACITY)
  preferred: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Where it goes on after the conversation. */
  after: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The queue node it came to last; NOBODY before the first. */
  queueNode: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** 1 while what goes before a repeated question is said. */
  prelude: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  region: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Number of the request that it waits an answer for. */
  request: Int32Array = new Int32Array(FIRST_CAPACITY)
  ref: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** NaN: none. */
  rating: Float64Array = new Float64Array(FIRST_CAPACITY)
  enteredMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** When it came to its node. */
  sinceMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** At a queue node: the next time after `sinceMs` at which rules are looked at, ms; Infinity for never. */
  dueMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** The wait told last, and when; NaN before. */
  toldMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  toldAtMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  attributes: Float64Array
  /** Digits of the entry under way. */
  entry: string[] = []
  /** Digits pressed ahead of the question. */
  ahead: string[] = []
  caller: string[] = []
  called: string[] = []
  /** Digits collected, by name of the attribute; undefined before the first. */
  collected: (Map<string, string> | undefined)[] = []

  constructor(stride: number) {
    super(FIRST_CAPACITY)
    this.stride = stride
    this.attributes = new Float64Array(FIRST_CAPACITY * stride)
  }

  override release(slot: number): void {
    super.release(slot)
    this.awaits[slot] = Awaits.free
    this.entry[slot] = ''
    this.ahead[slot] = ''
    this.caller[slot] = ''
    this.called[slot] = ''
    this.collected[slot] = undefined
  }

  protected override enlarge(capacity: number): void {
    this.awaits = enlarged(this.awaits, new Uint8Array(capacity))
    this.node = enlarged(this.node, new Int32Array(capacity))
    this.entryFlow = enlarged(this.entryFlow, new Int32Array(capacity))
    this.attempts = enlarged(this.attempts, new Uint8Array(capacity))
    this.contact = enlarged(this.contact, new Int32Array(capacity))
    this.type = enlarged(this.type, new Int32Array(capacity))
    this.ringing = enlarged(this.ringing, new Uint8Array(capacity))
    this.agent = enlarged(this.agent, new Int32Array(capacity))
    this.preferred = enlarged(this.preferred, new Int32Array(capacity))
    this.after = enlarged(this.after, new Int32Array(capacity))
    this.queueNode = enlarged(this.queueNode, new Int32Array(capacity))
    this.prelude = enlarged(this.prelude, new Uint8Array(capacity))
    this.region = enlarged(this.region, new Int32Array(capacity))
    this.request = enlarged(this.request, new Int32Array(capacity))
    this.ref = enlarged(this.ref, new Int32Array(capacity))
    this.rating = enlarged(this.rating, new Float64Array(capacity))
    this.enteredMs = enlarged(this.enteredMs, new Float64Array(capacity))
    this.sinceMs = enlarged(this.sinceMs, new Float64Array(capacity))
    this.dueMs = enlarged(this.dueMs, new Float64Array(capacity))
    this.toldMs = enlarged(this.toldMs, new Float64Array(capacity))
    this.toldAtMs = enlarged(this.toldAtMs, new Float64Array(capacity))
    this.attributes = enlarged(this.attributes, new Float64Array(capacity * this.stride))
  }
}
