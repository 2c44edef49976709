import { enlarged } from '../memory/enlarge.ts'

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

const FIRST_CAPACITY = 64
const LAST_ID = 0x7fff_ffff

/**
 * The contacts inside, one slot each in parallel arrays.
 *
 * A slot is reused at once (it stays in cache); an id is never reused before 2³¹ contacts have passed, so a command
 * that arrives late for an ended contact is recognised. Lookup by id and allocation are O(1).
 */
export class ContactTable {
  /** Id of the contact in the slot, 0 when free. */
  id: Int32Array = new Int32Array(FIRST_CAPACITY)
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
  /** Neighbours in its waiting list, or in the hand of its agent; `next` also chains the free slots. */
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

  #capacity = FIRST_CAPACITY
  #used = 0
  #freeHead = 0
  /** Id of the contact that came last. */
  lastId = 0
  /** (id mod length) → slot; ids are chosen so that no two contacts inside share a place. */
  #slotById = new Int32Array(2 * FIRST_CAPACITY).fill(NONE)

  constructor() {
    this.#chainFree(0)
  }

  /** Slots there are; those of owners beyond it have never been used. */
  get capacity(): number {
    return this.#capacity
  }

  /** Contacts inside. */
  get size(): number {
    return this.#used
  }

  /** The slot of a contact, or NONE when it has ended or never was. O(1). */
  slotOf(id: number): number {
    const slot = this.#slotById[id & (this.#slotById.length - 1)]!
    return slot !== NONE && this.id[slot] === id ? slot : NONE
  }

  /** Takes a free slot and gives it the next id. Amortised O(1). */
  allocate(): number {
    if (this.#freeHead === NONE) this.#grow()
    const slot = this.#freeHead
    this.#freeHead = this.next[slot]!
    this.#used += 1
    const mask = this.#slotById.length - 1
    let id = this.lastId
    do {
      id = id === LAST_ID ? 1 : id + 1
    } while (this.#slotById[id & mask] !== NONE)
    this.lastId = id
    this.#enter(slot, id)
    return slot
  }

  /** Takes a free slot for a contact that had this id before (a restored one). */
  adopt(id: number): number {
    if (this.#freeHead === NONE) this.#grow()
    const slot = this.#freeHead
    this.#freeHead = this.next[slot]!
    this.#used += 1
    this.#enter(slot, id)
    return slot
  }

  /** Makes room for so many contacts; only while there are none. */
  reserve(capacity: number): void {
    while (this.#capacity < capacity) this.#grow()
  }

  #enter(slot: number, id: number): void {
    this.#slotById[id & (this.#slotById.length - 1)] = slot
    this.id[slot] = id
  }

  /** Gives the slot back; its id is forgotten. O(1). */
  release(slot: number): void {
    this.#slotById[this.id[slot]! & (this.#slotById.length - 1)] = NONE
    this.id[slot] = 0
    this.state[slot] = ContactState.free
    this.next[slot] = this.#freeHead
    this.#freeHead = slot
    this.#used -= 1
  }

  #chainFree(from: number): void {
    for (let slot = from; slot < this.#capacity; slot += 1) this.next[slot] = slot + 1
    this.next[this.#capacity - 1] = NONE
    this.#freeHead = from
  }

  #grow(): void {
    const before = this.#capacity
    const capacity = before * 2
    this.#capacity = capacity
    this.id = enlarged(this.id, new Int32Array(capacity))
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
    // Two ids that differ modulo the old length differ modulo its double, so no two collide after the move.
    this.#slotById = new Int32Array(2 * capacity).fill(NONE)
    for (let slot = 0; slot < before; slot += 1) {
      if (this.id[slot] !== 0) this.#slotById[this.id[slot]! & (2 * capacity - 1)] = slot
    }
    this.#chainFree(before)
  }
}
