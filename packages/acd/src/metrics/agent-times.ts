import type { AgentEvent, PairEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'

/** What agents spend their time on; every moment of an agent is in exactly one. */
export type AgentActivity = 'signedOut' | 'notReady' | 'ready' | 'ringing' | 'talking' | 'wrapUp'

/** Numbers of {@link AgentActivity}. */
export const Activity = { signedOut: 0, notReady: 1, ready: 2, ringing: 3, talking: 4, wrapUp: 5 } as const

const ACTIVITIES = 6
/** Group of an agent who has not been seen yet: its time is nobody's. */
const UNSEEN = -1

/** Agent-milliseconds per group and activity, inside a window of time; an agent counts from its first event on. */
export class AgentTimes {
  readonly #fromMs: number
  readonly #toMs: number
  readonly #timeMs: Float64Array
  #activity: Uint8Array = new Uint8Array(64)
  #group: Int32Array = new Int32Array(64)
  #sinceMs: Float64Array = new Float64Array(64)
  #agents = 0

  constructor(groups: number, fromMs: number, toMs: number) {
    this.#timeMs = new Float64Array(groups * ACTIVITIES)
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  /** The event's agent turns to another activity. O(1). The event, because its time as an argument would be boxed. */
  enter(event: AgentEvent | PairEvent, activity: number): void {
    const { agent } = event
    if (agent >= this.#agents) this.#makeRoom(agent)
    this.#settle(agent, event.atMs)
    this.#group[agent] = event.group
    this.#activity[agent] = activity
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
    }
  }

  #settle(agent: number, nowMs: number): void {
    const since = this.#sinceMs[agent]!
    const from = since > this.#fromMs ? since : this.#fromMs
    const to = nowMs < this.#toMs ? nowMs : this.#toMs
    const group = this.#group[agent]!
    if (to > from && group !== UNSEEN) this.#timeMs[group * ACTIVITIES + this.#activity[agent]!]! += to - from
    this.#sinceMs[agent] = nowMs
  }

  #makeRoom(agent: number): void {
    if (agent >= this.#activity.length) {
      const capacity = 2 * Math.max(agent, this.#activity.length)
      this.#activity = enlarged(this.#activity, new Uint8Array(capacity))
      this.#group = enlarged(this.#group, new Int32Array(capacity))
      this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(capacity))
    }
    for (; this.#agents <= agent; this.#agents += 1) this.#group[this.#agents] = UNSEEN
  }
}
