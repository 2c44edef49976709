import { enlarged } from '../memory/enlarge.ts'
import { SlotTable } from '../memory/slot-table.ts'

/** Where a contact stands; `wrapUp` is over for the caller, its agent is still busy with it. */
export const ContactState = {
  free: 0,
  waiting: 1,
  offered: 2,
  connected: 3,
  held: 4,
  wrapUp: 5,
  /** With an agent whom a contact of another channel keeps from it. */
  interrupted: 6,
  /** It is being called. */
  dialling: 7,
  /** It is to be called later. */
  resting: 8,
} as const

/** Who is on the line of a contact. */
export const Line = {
  /** The caller, who came by itself. */
  live: 0,
  /** Nobody: it is to be called. */
  toDial: 1,
  /** Whoever was called, or the call to it. */
  reached: 2,
} as const

/** No contact, no agent, end of a list. */
export const NONE = -1

/** Also over how many ids in a row none is left out while few contacts are inside: twice as many. */
const FIRST_CAPACITY = 32

/** The contacts inside, one slot each in parallel arrays. */
export class ContactTable extends SlotTable {
  state: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  type: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The type it came in as: whose trunks it holds. */
  entry: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Who is on its line: see {@link Line}. */
  line: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** What it asks of agents at present: a row of the eligibility matrix. */
  demand: Int32Array = new Int32Array(FIRST_CAPACITY)
  stage: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  priority: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** The host's own number for it, handed back in every event. */
  ref: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The agent it is offered to or with; NONE while waiting. */
  agent: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Neighbours in its waiting list, or in the hand of its agent. */
  prev: Int32Array = new Int32Array(FIRST_CAPACITY)
  next: Int32Array = new Int32Array(FIRST_CAPACITY)
  arrivedMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** When it entered the queue it is in: its arrival, or its last transfer. Waits are told from here. */
  queuedMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Its place in the order of waiting: arrival less its head start. */
  orderMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** 1 when some agents may never take it. */
  restricted: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** 2 when it is a leg of another, 1 when it has had legs itself. */
  linked: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** The waiting list it is in; NONE while not waiting. */
  list: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Agent it waits for alone until `preferredUntilMs`; NONE when any will do. */
  preferred: Int32Array = new Int32Array(FIRST_CAPACITY)
  preferredUntilMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** When it was put on hold or interrupted, while it is. */
  heldMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** When it was offered, connected, or left to after-call work. */
  sinceMs: Float64Array = new Float64Array(FIRST_CAPACITY)

  constructor() {
    super(FIRST_CAPACITY)
  }

  override release(slot: number): void {
    this.state[slot] = ContactState.free
    super.release(slot)
  }

  protected override enlarge(capacity: number): void {
    this.state = enlarged(this.state, new Uint8Array(capacity))
    this.type = enlarged(this.type, new Int32Array(capacity))
    this.entry = enlarged(this.entry, new Int32Array(capacity))
    this.line = enlarged(this.line, new Uint8Array(capacity))
    this.demand = enlarged(this.demand, new Int32Array(capacity))
    this.stage = enlarged(this.stage, new Uint8Array(capacity))
    this.priority = enlarged(this.priority, new Uint8Array(capacity))
    this.ref = enlarged(this.ref, new Int32Array(capacity))
    this.agent = enlarged(this.agent, new Int32Array(capacity))
    this.prev = enlarged(this.prev, new Int32Array(capacity))
    this.next = enlarged(this.next, new Int32Array(capacity))
    this.arrivedMs = enlarged(this.arrivedMs, new Float64Array(capacity))
    this.queuedMs = enlarged(this.queuedMs, new Float64Array(capacity))
    this.orderMs = enlarged(this.orderMs, new Float64Array(capacity))
    this.restricted = enlarged(this.restricted, new Uint8Array(capacity))
    this.linked = enlarged(this.linked, new Uint8Array(capacity))
    this.list = enlarged(this.list, new Int32Array(capacity))
    this.preferred = enlarged(this.preferred, new Int32Array(capacity))
    this.preferredUntilMs = enlarged(this.preferredUntilMs, new Float64Array(capacity))
    this.heldMs = enlarged(this.heldMs, new Float64Array(capacity))
    this.sinceMs = enlarged(this.sinceMs, new Float64Array(capacity))
  }
}
