import type { AgentEvent, AgentIdleState, PairEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'

/**
 * What agents spend their time on; every moment of an agent is in exactly one. Of an agent with several contacts in
 * hand: talking while it talks to one of them, or else ringing, or else after-call work.
 */
export type AgentActivity = 'signedOut' | 'notReady' | 'ready' | 'ringing' | 'talking' | 'wrapUp' | 'unreachable'

// Numbers of activities. Not exported: what a module keeps to itself is a constant to the compiler.
const SIGNED_OUT = 0
const NOT_READY = 1
const READY = 2
const RINGING = 3
const TALKING = 4
const WRAP_UP = 5
const UNREACHABLE = 6
const ACTIVITIES = 7

/** Group of an agent who has not been seen yet: its time is nobody's. */
const UNSEEN = -1

// Numbers of an agent, in one row of eight: what it is doing, what it does with nothing in hand, 1 while something rings,
// contacts it talks to, contacts it has after-call work for, its group.
const ROW_SHIFT = 3
const DOING = 0
const RESTING = 1
const RINGS = 2
const TALKS = 3
const WRAP_UPS = 4
const GROUP = 5

/** Agent-milliseconds per group and activity, inside a window of time; an agent counts from its first event on. */
export class AgentTimes {
  readonly #fromMs: number = NaN
  readonly #toMs: number = NaN
  readonly #timeMs: Float64Array = new Float64Array(0)
  /** Per group, Σ time of contacts in hand. */
  readonly #contactMs: Float64Array = new Float64Array(0)
  #rows: Int32Array = new Int32Array(64 << ROW_SHIFT)
  #sinceMs: Float64Array = new Float64Array(64)
  #agents = 0

  constructor(groups: number, fromMs: number, toMs: number) {
    this.#timeMs = new Float64Array(groups * ACTIVITIES)
    this.#contactMs = new Float64Array(groups)
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  /** The event's agent has nothing in hand, and is signed out, not ready, ready or unreachable. O(1). */
  rest(event: AgentEvent): void {
    const row = this.#turn(event)
    const rows = this.#rows
    const resting = restingIn(event.state)
    rows[row | DOING] = resting
    rows[row | RESTING] = resting
    rows[row | RINGS] = 0
    rows[row | TALKS] = 0
    rows[row | WRAP_UPS] = 0
  }

  /** Something rings at the event's agent (1), or does no more (0). O(1). */
  ring(event: PairEvent, ringing: 0 | 1): void {
    const row = this.#turn(event)
    this.#rows[row | RINGS] = ringing
    this.#do(row)
  }

  /** The event's agent talks to one contact more (1) or fewer (−1). What rang at it is what it answered. O(1). */
  talk(event: PairEvent, by: 1 | -1): void {
    const row = this.#turn(event)
    const rows = this.#rows
    if (by === 1) rows[row | RINGS] = 0
    // What began before it was seen ends without having been counted.
    const talks = rows[row | TALKS]! + by
    rows[row | TALKS] = talks < 0 ? 0 : talks
    this.#do(row)
  }

  /** The event's agent has after-call work for one contact more (1) or fewer (−1). O(1). */
  wrapUp(event: PairEvent, by: 1 | -1): void {
    const row = this.#turn(event)
    const rows = this.#rows
    const wrapUps = rows[row | WRAP_UPS]! + by
    rows[row | WRAP_UPS] = wrapUps < 0 ? 0 : wrapUps
    this.#do(row)
  }

  /** Adds what is under way up to now, so that {@link of} is complete. */
  settleAll(nowMs: number): void {
    for (let agent = 0; agent < this.#agents; agent += 1) this.#settle(agent, nowMs)
  }

  /** Time of a group's agents by activity, ms, as settled last. */
  of(group: number): Record<AgentActivity, number> {
    const at = group * ACTIVITIES
    return {
      signedOut: this.#timeMs[at + SIGNED_OUT]!,
      notReady: this.#timeMs[at + NOT_READY]!,
      ready: this.#timeMs[at + READY]!,
      ringing: this.#timeMs[at + RINGING]!,
      talking: this.#timeMs[at + TALKING]!,
      wrapUp: this.#timeMs[at + WRAP_UP]!,
      unreachable: this.#timeMs[at + UNREACHABLE]!,
    }
  }

  /**
   * Σ over a group's agents of the time of the contacts in hand, in conversation or after-call work, ms, as settled
   * last: divided by the time talking and in after-call work, the contacts at once of an agent at work.
   */
  contactMsOf(group: number): number {
    return this.#contactMs[group]!
  }

  /** Begins a new stretch of the event's agent; returns its row. The event, because its time as an argument would be boxed. */
  #turn(event: AgentEvent | PairEvent): number {
    const { agent } = event
    if (agent >= this.#agents) this.#makeRoom(agent)
    this.#settle(agent, event.atMs)
    const row = agent << ROW_SHIFT
    this.#rows[row | GROUP] = event.group
    return row
  }

  #settle(agent: number, nowMs: number): void {
    const since = this.#sinceMs[agent]!
    this.#sinceMs[agent] = nowMs
    const from = since > this.#fromMs ? since : this.#fromMs
    const to = nowMs < this.#toMs ? nowMs : this.#toMs
    if (!(to > from)) return
    const rows = this.#rows
    const row = agent << ROW_SHIFT
    const group = rows[row | GROUP]!
    if (group === UNSEEN) return
    this.#timeMs[group * ACTIVITIES + rows[row | DOING]!]! += to - from
    const inHand = rows[row | TALKS]! + rows[row | WRAP_UPS]!
    if (inHand > 0) this.#contactMs[group]! += (to - from) * inHand
  }

  #do(row: number): void {
    const rows = this.#rows
    if (rows[row | TALKS]! > 0) rows[row | DOING] = TALKING
    else if (rows[row | RINGS] === 1) rows[row | DOING] = RINGING
    else rows[row | DOING] = rows[row | WRAP_UPS]! > 0 ? WRAP_UP : rows[row | RESTING]!
  }

  #makeRoom(agent: number): void {
    if (agent >= this.#sinceMs.length) {
      const capacity = 2 * Math.max(agent, this.#sinceMs.length)
      this.#rows = enlarged(this.#rows, new Int32Array(capacity << ROW_SHIFT))
      this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(capacity))
    }
    for (; this.#agents <= agent; this.#agents += 1) this.#rows[(this.#agents << ROW_SHIFT) | GROUP] = UNSEEN
  }
}

/** Comparisons, because a table looked up by text is a megamorphic load: 2 % of the `sim` suite's time. */
function restingIn(state: AgentIdleState): number {
  if (state === 'ready') return READY
  if (state === 'not-ready') return NOT_READY
  return state === 'unreachable' ? UNREACHABLE : SIGNED_OUT
}
