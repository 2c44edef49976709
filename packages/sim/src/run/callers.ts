/** Chains the free places. */
const NONE = -1
const FIRST_CAPACITY = 256

/**
 * Callers inside a simulated exchange, in parallel arrays; a caller's place is the `ref` of its contact.
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

  /** Gives a place back. O(1). */
  leave(place: number): void {
    this.#next[place] = this.#free
    this.#free = place
  }

  #grow(): void {
    const ints = (from: Int32Array) => enlarged(from, new Int32Array(2 * from.length))
    const doubles = (from: Float64Array) => enlarged(from, new Float64Array(2 * from.length))
    this.type = ints(this.type)
    this.contact = ints(this.contact)
    this.agent = ints(this.agent)
    this.#next = ints(this.#next)
    this.patienceSet = enlarged(this.patienceSet, new Uint8Array(2 * this.patienceSet.length))
    this.handling = doubles(this.handling)
    this.patience = doubles(this.patience)
    this.wrapUp = doubles(this.wrapUp)
  }
}

function enlarged<A extends Float64Array | Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from)
  return to
}
