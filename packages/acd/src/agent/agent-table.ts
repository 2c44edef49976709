import { enlarged } from '../memory/enlarge.ts'

/** What an agent is doing, as the engine observes it. */
export const AgentState = {
  signedOut: 0,
  notReady: 1,
  ready: 2,
  offered: 3,
  connected: 4,
  wrapUp: 5,
  unreachable: 6,
  removed: 7,
} as const

/** What the agent (or a supervisor) wants; it takes effect when the contact in hand ends. */
export const Intention = {
  signedOut: 0,
  notReady: 1,
  ready: 2,
} as const

const FIRST_CAPACITY = 16

/** Agents by number, in parallel arrays; numbers are handed out in order and not reused. */
export class AgentTable {
  state: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  intention: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** Why not ready: an index of the engine's reasons. */
  reason: Int32Array = new Int32Array(FIRST_CAPACITY)
  group: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Agents of one group with the same skills are one pool: a column of the eligibility matrix. */
  pool: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The pool it is in when nothing is in hand; who takes one contact at a time is in it always. */
  fullPool: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** 1 when it may have several contacts in hand. */
  several: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** 1 while its device does not answer. */
  unreachable: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** 1 when it has left for good, at once or when what is in hand ends. */
  removed: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** 1 while it is in the idle list of its pool: contacts find it. */
  listed: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** The contact that rings, NONE when none does. */
  ringing: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The first of the contacts in hand (connected or in after-call work), NONE when there is none. */
  contact: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Offers in a row that were not answered; negative: that were declined. */
  missed: Int16Array = new Int16Array(FIRST_CAPACITY)
  /** When it became idle, while it is; kept through an offer that came to nothing. */
  idleSinceMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Neighbours in the idle list of its pool; while something rings, among those at whom it rings. */
  prev: Int32Array = new Int32Array(FIRST_CAPACITY)
  next: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Rises with each agent that becomes idle: the smaller has been idle longer. */
  idleSeq: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Time the present state was entered. */
  sinceMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  #size = 0

  /** Agents there are. */
  get size(): number {
    return this.#size
  }

  /** Adds an agent, signed out, and returns its number. Amortised O(1). */
  add(group: number, pool: number): number {
    if (this.#size === this.state.length) this.#grow()
    const agent = this.#size
    this.#size += 1
    this.group[agent] = group
    this.pool[agent] = pool
    this.fullPool[agent] = pool
    this.ringing[agent] = -1
    this.contact[agent] = -1
    return agent
  }

  #grow(): void {
    const capacity = this.state.length * 2
    this.state = enlarged(this.state, new Uint8Array(capacity))
    this.intention = enlarged(this.intention, new Uint8Array(capacity))
    this.reason = enlarged(this.reason, new Int32Array(capacity))
    this.group = enlarged(this.group, new Int32Array(capacity))
    this.pool = enlarged(this.pool, new Int32Array(capacity))
    this.fullPool = enlarged(this.fullPool, new Int32Array(capacity))
    this.several = enlarged(this.several, new Uint8Array(capacity))
    this.unreachable = enlarged(this.unreachable, new Uint8Array(capacity))
    this.removed = enlarged(this.removed, new Uint8Array(capacity))
    this.listed = enlarged(this.listed, new Uint8Array(capacity))
    this.ringing = enlarged(this.ringing, new Int32Array(capacity))
    this.contact = enlarged(this.contact, new Int32Array(capacity))
    this.missed = enlarged(this.missed, new Int16Array(capacity))
    this.idleSinceMs = enlarged(this.idleSinceMs, new Float64Array(capacity))
    this.prev = enlarged(this.prev, new Int32Array(capacity))
    this.next = enlarged(this.next, new Int32Array(capacity))
    this.idleSeq = enlarged(this.idleSeq, new Float64Array(capacity))
    this.sinceMs = enlarged(this.sinceMs, new Float64Array(capacity))
  }
}
