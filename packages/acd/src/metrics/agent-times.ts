import type { AgentEvent, PairEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'

/**
 * What agents spend their time on; every moment of an agent is in exactly one. Of an agent with several contacts in
 * hand: talking while it talks to one of them, or else ringing, or else after-call work.
 */
export type AgentActivity = 'signedOut' | 'notReady' | 'ready' | 'ringing' | 'talking' | 'wrapUp' | 'unreachable'

/** Numbers of {@link AgentActivity}. */
export const Activity = {
  signedOut: 0,
  notReady: 1,
  ready: 2,
  ringing: 3,
  talking: 4,
  wrapUp: 5,
  unreachable: 6,
} as const

const ACTIVITIES = 7
/** Group of an agent who has not been seen yet: its time is nobody's. */
const UNSEEN = -1

/** Agent-milliseconds per group and activity, inside a window of time; an agent counts from its first event on. */
export class AgentTimes {
  readonly #fromMs: number
  readonly #toMs: number
  readonly #timeMs: Float64Array
  /** Per group, Σ time of contacts in hand. */
  readonly #contactMs: Float64Array
  /** What an agent with nothing in hand is. */
  #resting: Uint8Array = new Uint8Array(64)
  #ringing: Uint8Array = new Uint8Array(64)
  #talks: Int32Array = new Int32Array(64)
  #wrapUps: Int32Array = new Int32Array(64)
  #group: Int32Array = new Int32Array(64)
  #sinceMs: Float64Array = new Float64Array(64)
  #agents = 0

  constructor(groups: number, fromMs: number, toMs: number) {
    this.#timeMs = new Float64Array(groups * ACTIVITIES)
    this.#contactMs = new Float64Array(groups)
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  /** The event's agent has nothing in hand, and is signed out, not ready or ready. O(1). */
  rest(event: AgentEvent, activity: number): void {
    this.#turn(event)
    const { agent } = event
    this.#resting[agent] = activity
    this.#ringing[agent] = 0
    this.#talks[agent] = 0
    this.#wrapUps[agent] = 0
  }

  /** Something rings at the event's agent (1), or does no more (0). O(1). */
  ring(event: PairEvent, ringing: 0 | 1): void {
    this.#turn(event)
    this.#ringing[event.agent] = ringing
  }

  /** The event's agent talks to one contact more (1) or fewer (−1). What rang at it is what it answered. O(1). */
  talk(event: PairEvent, by: 1 | -1): void {
    this.#turn(event)
    const { agent } = event
    if (by === 1) this.#ringing[agent] = 0
    // What began before it was seen ends without having been counted.
    this.#talks[agent] = Math.max(0, this.#talks[agent]! + by)
  }

  /** The event's agent has after-call work for one contact more (1) or fewer (−1). O(1). */
  wrapUp(event: PairEvent, by: 1 | -1): void {
    this.#turn(event)
    this.#wrapUps[event.agent] = Math.max(0, this.#wrapUps[event.agent]! + by)
  }

  /** Adds what is under way up to now, so that {@link of} is complete. */
  settleAll(nowMs: number): void {
    for (let agent = 0; agent < this.#agents; agent += 1) this.#settle(agent, nowMs)
  }

  /** Time of a group's agents by activity, ms, as settled last. */
  of(group: number): Record<AgentActivity, number> {
    const at = group * ACTIVITIES
    return {
      signedOut: this.#timeMs[at]!,
      notReady: this.#timeMs[at + 1]!,
      ready: this.#timeMs[at + 2]!,
      ringing: this.#timeMs[at + 3]!,
      talking: this.#timeMs[at + 4]!,
      wrapUp: this.#timeMs[at + 5]!,
      unreachable: this.#timeMs[at + 6]!,
    }
  }

  /**
   * Σ over a group's agents of the time of the contacts in hand, in conversation or after-call work, ms, as settled
   * last: divided by the time talking and in after-call work, the contacts at once of an agent at work.
   */
  contactMsOf(group: number): number {
    return this.#contactMs[group]!
  }

  /** The event, because its time as an argument would be boxed. */
  #turn(event: AgentEvent | PairEvent): void {
    const { agent } = event
    if (agent >= this.#agents) this.#makeRoom(agent)
    this.#settle(agent, event.atMs)
    this.#group[agent] = event.group
  }

  #settle(agent: number, nowMs: number): void {
    const since = this.#sinceMs[agent]!
    const from = since > this.#fromMs ? since : this.#fromMs
    const to = nowMs < this.#toMs ? nowMs : this.#toMs
    const group = this.#group[agent]!
    if (to > from && group !== UNSEEN) {
      this.#timeMs[group * ACTIVITIES + this.#activityOf(agent)]! += to - from
      this.#contactMs[group]! += (to - from) * (this.#talks[agent]! + this.#wrapUps[agent]!)
    }
    this.#sinceMs[agent] = nowMs
  }

  #activityOf(agent: number): number {
    if (this.#talks[agent]! > 0) return Activity.talking
    if (this.#ringing[agent] === 1) return Activity.ringing
    return this.#wrapUps[agent]! > 0 ? Activity.wrapUp : this.#resting[agent]!
  }

  #makeRoom(agent: number): void {
    if (agent >= this.#resting.length) {
      const capacity = 2 * Math.max(agent, this.#resting.length)
      this.#resting = enlarged(this.#resting, new Uint8Array(capacity))
      this.#ringing = enlarged(this.#ringing, new Uint8Array(capacity))
      this.#talks = enlarged(this.#talks, new Int32Array(capacity))
      this.#wrapUps = enlarged(this.#wrapUps, new Int32Array(capacity))
      this.#group = enlarged(this.#group, new Int32Array(capacity))
      this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(capacity))
    }
    for (; this.#agents <= agent; this.#agents += 1) this.#group[this.#agents] = UNSEEN
  }
}
