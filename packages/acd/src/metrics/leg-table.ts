import { enlarged } from '../memory/enlarge.ts'

/** No leg: the contact's arrival was not seen. */
export const NO_LEG = -1
const FIRST_CAPACITY = 64

/** How far a leg has come. */
export const LegState = {
  waiting: 0,
  /** With an agent who answered it. */
  answered: 1,
  /** With an agent who took it over, or between two agents: nothing of it waits to be counted. */
  counted: 2,
  /** The conversation is over, its agent does after-call work. */
  wrappingUp: 3,
} as const

/**
 * Contacts on the floor, each on its present leg: from its arrival (or its transfer to wait anew) to the end of the
 * conversation, or of the after-call work. A contact's place is its id modulo the capacity, which doubles when two would share one; the engine
 * gives out ids that collide in no table larger than its own. O(1), nothing allocated but on growth.
 */
export class LegTable {
  /** Id of the contact, 0 where there is none. */
  #id: Int32Array = new Int32Array(FIRST_CAPACITY)
  state: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** 1 once it was counted as having waited longer than the threshold. */
  late: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  /** 1 when it came by transfer. */
  transferred: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  type: Int32Array = new Int32Array(FIRST_CAPACITY)
  enteredMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  answeredMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Hold so far. */
  holdMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  /** Length of the last conversation. */
  talkMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  #size = 0

  /** Contacts on the floor. */
  get size(): number {
    return this.#size
  }

  /** Places there are; those without a contact have `has` false. */
  get capacity(): number {
    return this.#id.length
  }

  /** True when a place holds a contact. */
  has(place: number): boolean {
    return this.#id[place] !== 0
  }

  /** Place of a contact, or {@link NO_LEG}. */
  placeOf(contact: number): number {
    const place = contact & (this.#id.length - 1)
    return this.#id[place] === contact ? place : NO_LEG
  }

  /** A contact's first leg, or its next one, starts. Returns its place. */
  enter(contact: number, type: number, enteredMs: number, transferred: boolean): number {
    while (this.has(contact & (this.#id.length - 1)) && this.placeOf(contact) === NO_LEG) this.#grow()
    const place = contact & (this.#id.length - 1)
    if (this.#id[place] === 0) this.#size += 1
    this.#id[place] = contact
    this.state[place] = LegState.waiting
    this.late[place] = 0
    this.transferred[place] = transferred ? 1 : 0
    this.type[place] = type
    this.enteredMs[place] = enteredMs
    this.holdMs[place] = 0
    return place
  }

  /** The contact has left. */
  leave(place: number): void {
    this.#id[place] = 0
    this.#size -= 1
  }

  #grow(): void {
    const from = this.#id
    const capacity = 2 * from.length
    // Ids that differ modulo n differ modulo 2n: each keeps its place or moves up by n.
    const spread = <A extends Float64Array | Int32Array | Uint8Array>(array: A, to: A): A => {
      enlarged(array, to)
      for (let place = 0; place < from.length; place += 1) {
        const there = from[place]! & (capacity - 1)
        if (there === place) continue
        to[there] = array[place]!
        to[place] = 0
      }
      return to
    }
    this.state = spread(this.state, new Uint8Array(capacity))
    this.late = spread(this.late, new Uint8Array(capacity))
    this.transferred = spread(this.transferred, new Uint8Array(capacity))
    this.type = spread(this.type, new Int32Array(capacity))
    this.enteredMs = spread(this.enteredMs, new Float64Array(capacity))
    this.answeredMs = spread(this.answeredMs, new Float64Array(capacity))
    this.talkMs = spread(this.talkMs, new Float64Array(capacity))
    this.holdMs = spread(this.holdMs, new Float64Array(capacity))
    this.#id = spread(from, new Int32Array(capacity))
  }
}
