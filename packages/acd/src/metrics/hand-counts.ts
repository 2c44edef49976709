import { enlarged } from '../memory/enlarge.ts'

/** What an agent does with a contact in hand; a place in the counts. */
export const HandPart = { talking: 0, holding: 1, aside: 2, wrapping: 3 } as const
const PARTS = 4
const FIRST_CAPACITY = 64

/** What agents spend their time on, for the clock; by the order of its columns. */
export const Doing = {
  nothing: 0,
  notReady: 1,
  ready: 2,
  ringing: 3,
  talking: 4,
  holding: 5,
  wrapping: 6,
  unreachable: 7,
} as const

/**
 * How many contacts each agent has in hand, by what it does with them, and what it is doing because of that: talking to
 * one of them, or else holding one, or else ringing, or else after-call work, or else what it rests in.
 */
export class HandCounts {
  #resting: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  #ringing: Uint8Array = new Uint8Array(FIRST_CAPACITY)
  #counts: Int32Array = new Int32Array(PARTS * FIRST_CAPACITY)
  #load: Float64Array = new Float64Array(FIRST_CAPACITY)

  /** Makes room for an agent's number. Amortised O(1). */
  grow(agent: number): void {
    if (agent < this.#resting.length) return
    const capacity = 2 * agent
    this.#resting = enlarged(this.#resting, new Uint8Array(capacity))
    this.#ringing = enlarged(this.#ringing, new Uint8Array(capacity))
    this.#counts = enlarged(this.#counts, new Int32Array(PARTS * capacity))
    this.#load = enlarged(this.#load, new Float64Array(capacity))
  }

  /** The agent has nothing in hand. */
  rest(agent: number, resting: number): void {
    this.#resting[agent] = resting
    this.#ringing[agent] = 0
    this.#counts.fill(0, PARTS * agent, PARTS * (agent + 1))
    this.#load[agent] = 0
  }

  /** Something rings at the agent, or no more. */
  ring(agent: number, ringing: 0 | 1): void {
    this.#ringing[agent] = ringing
  }

  /** A contact of some weight comes into hand; what rang is what was answered. */
  take(agent: number, weight: number): void {
    this.#ringing[agent] = 0
    this.#counts[PARTS * agent]! += 1
    this.#load[agent]! += weight
  }

  /** A contact in hand is dealt with otherwise. One that came before counting began is not there. */
  turn(agent: number, from: number, to: number): void {
    if (!(this.#counts[PARTS * agent + from]! > 0)) return
    this.#counts[PARTS * agent + from]! -= 1
    this.#counts[PARTS * agent + to]! += 1
  }

  /** A contact is out of hand. */
  drop(agent: number, from: number, weight: number): void {
    if (!(this.#counts[PARTS * agent + from]! > 0)) return
    this.#counts[PARTS * agent + from]! -= 1
    this.#load[agent]! -= weight
  }

  /** Contacts in hand. */
  inHand(agent: number): number {
    const at = PARTS * agent
    return this.#counts[at]! + this.#counts[at + 1]! + this.#counts[at + 2]! + this.#counts[at + 3]!
  }

  /** Weight of the contacts in hand. */
  loadOf(agent: number): number {
    return this.#load[agent]!
  }

  /** What the agent is doing, a number of {@link Doing}. */
  doing(agent: number): number {
    const at = PARTS * agent
    if (this.#counts[at]! > 0) return Doing.talking
    if (this.#counts[at + HandPart.holding]! > 0) return Doing.holding
    if (this.#ringing[agent] === 1) return Doing.ringing
    return this.#counts[at + HandPart.wrapping]! > 0 ? Doing.wrapping : this.#resting[agent]!
  }
}
