/** Chains the free places. */
const NONE = -1
const FIRST_CAPACITY = 256

/**
 * Callers of a simulated exchange who are inside, or away and about to call again, in parallel arrays; a caller's place
 * is the `ref` of its contact.
 *
 * What a caller will do is fixed when it arrives, as uniform numbers, so that the same caller under another policy is
 * as patient and as long to serve (common random numbers).
 */
export class Callers {
  type: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The engine's id of its contact. */
  contact: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** The agent it is with. */
  agent: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** 1 once its patience has an end on the event list. */
  patienceSet: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** Uniform for its talk time, or −(talk time in ms) − 1 where the log brings it. */
  handling: Float64Array = new Float64Array(FIRST_CAPACITY)
  patience: Float64Array = new Float64Array(FIRST_CAPACITY)
  wrapUp: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Two words that its later random numbers are made of. */
  keyA: Int32Array = new Int32Array(FIRST_CAPACITY)
  keyB: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** How often it has called or been handed on before. */
  turn: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** How often it has called again about the same matter, talked about it, and called about other matters before. */
  tries: Int32Array = new Int32Array(FIRST_CAPACITY)
  conversations: Int32Array = new Int32Array(FIRST_CAPACITY)
  matters: Int32Array = new Int32Array(FIRST_CAPACITY)
  /** Number of the `ReturnCause` for which it calls again. */
  cause: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** When its present wait began, and how long it will last at most, ms. */
  sinceMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  willWaitMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Announcements heard in the present wait, which comes next (−1: none), and after how long a wait, ms. */
  heard: Int32Array = new Int32Array(FIRST_CAPACITY)
  announcement: Int32Array = new Int32Array(FIRST_CAPACITY)
  heardAtMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** When the agent's next act is due, ms; while it is put aside, how long that is still. And which act. */
  dueMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  duePriority: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** Length of its hold, and of the talk after it, ms. */
  holdMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  restMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** The agent it talked with last; −1: nobody yet. */
  lastAgent: Int32Array = new Int32Array(FIRST_CAPACITY)
  #next: Int32Array = new Int32Array(FIRST_CAPACITY)
  #free = NONE
  #used = 0

  /** Places there are room for. */
  get capacity(): number {
    return this.type.length
  }

  /** A free place. Amortised O(1). */
  enter(): number {
    if (this.#free !== NONE) {
      const place = this.#free
      this.#free = this.#next[place]!
      return place
    }
    if (this.#used === this.capacity) this.#grow()
    this.#used += 1
    return this.#used - 1
  }

  /** A free place for the same person: who it is, and how often it has called. Amortised O(1). */
  enterAs(caller: number): number {
    const place = this.enter()
    this.keyA[place] = this.keyA[caller]!
    this.keyB[place] = this.keyB[caller]!
    this.turn[place] = this.turn[caller]!
    this.tries[place] = this.tries[caller]!
    this.conversations[place] = this.conversations[caller]!
    this.matters[place] = this.matters[caller]!
    this.lastAgent[place] = this.lastAgent[caller]!
    return place
  }

  /** Gives a place back. O(1). */
  leave(place: number): void {
    this.#next[place] = this.#free
    this.#free = place
  }

  #grow(): void {
    const bytes = (from: Uint8Array) => enlarged(from, new Uint8Array(2 * from.length))
    const ints = (from: Int32Array) => enlarged(from, new Int32Array(2 * from.length))
    const doubles = (from: Float64Array) => enlarged(from, new Float64Array(2 * from.length))
    this.type = ints(this.type)
    this.contact = ints(this.contact)
    this.agent = ints(this.agent)
    this.#next = ints(this.#next)
    this.patienceSet = bytes(this.patienceSet)
    this.handling = doubles(this.handling)
    this.patience = doubles(this.patience)
    this.wrapUp = doubles(this.wrapUp)
    this.keyA = ints(this.keyA)
    this.keyB = ints(this.keyB)
    this.turn = ints(this.turn)
    this.tries = ints(this.tries)
    this.conversations = ints(this.conversations)
    this.matters = ints(this.matters)
    this.cause = bytes(this.cause)
    this.dueMs = doubles(this.dueMs)
    this.duePriority = bytes(this.duePriority)
    this.holdMs = doubles(this.holdMs)
    this.restMs = doubles(this.restMs)
    this.lastAgent = ints(this.lastAgent)
    this.sinceMs = doubles(this.sinceMs)
    this.willWaitMs = doubles(this.willWaitMs)
    this.heard = ints(this.heard)
    this.announcement = ints(this.announcement)
    this.heardAtMs = doubles(this.heardAtMs)
  }
}

function enlarged<A extends Float64Array | Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from)
  return to
}
