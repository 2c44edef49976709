import { enlarged } from '../memory/enlarge.ts'
import type { IntervalRing } from './interval-ring.ts'
import { Column } from './interval-tally.ts'
import type { TallyTable } from './tally-table.ts'

/** What agents spend their time on, for the clock; by the order of {@link ACTIVITY_COLUMNS}. */
export const Doing = { nothing: 0, notReady: 1, ready: 2, ringing: 3, talking: 4, holding: 5, wrapping: 6 } as const
/** Column of each activity; time signed out is nobody's. */
const ACTIVITY_COLUMNS = [
  -1,
  Column.notReadyMs,
  Column.readyMs,
  Column.ringingMs,
  Column.talkingMs,
  Column.holdingMs,
  Column.wrappingMs,
]

/** What the roster says of an agent at a time. */
export type Planned = 'off' | 'work' | 'break'
const PLANS: readonly Planned[] = ['off', 'work', 'break']
const WORK = 1
const NOBODY = -1

/**
 * Splits agents' time by activity, and by whether it follows the roster, over the intervals it falls into; into a row
 * per agent and one per group. An agent counts from its first event. O(1) per event and interval crossed.
 */
export class AgentClock {
  readonly #ring: IntervalRing
  readonly #byAgent: TallyTable
  readonly #byGroup: TallyTable
  #doing: Uint8Array = new Uint8Array(64)
  #planned: Uint8Array = new Uint8Array(64)
  #group: Int32Array = new Int32Array(64).fill(NOBODY)
  #sinceMs: Float64Array = new Float64Array(64)
  #agents = 0

  /** Adds into the rows of two tables, which stay their owner's. */
  constructor(ring: IntervalRing, byAgent: TallyTable, byGroup: TallyTable) {
    this.#ring = ring
    this.#byAgent = byAgent
    this.#byGroup = byGroup
  }

  /** Agents seen: their numbers are below this. */
  get agents(): number {
    return this.#agents
  }

  /** The agent turns to another activity now. */
  enter(agent: number, group: number, doing: number, nowMs: number): void {
    this.#settle(agent, nowMs)
    this.#group[agent] = group
    this.#doing[agent] = doing
  }

  /** From now on the roster says this of the agent. */
  plan(agent: number, group: number, planned: Planned, nowMs: number): void {
    this.#settle(agent, nowMs)
    this.#group[agent] = group
    this.#planned[agent] = PLANS.indexOf(planned)
  }

  /** Adds what is under way up to now. */
  settleAll(nowMs: number): void {
    for (let agent = 0; agent < this.#agents; agent += 1) this.#settle(agent, nowMs)
  }

  #settle(agent: number, nowMs: number): void {
    if (agent >= this.#agents) this.#makeRoom(agent)
    const group = this.#group[agent]!
    const column = ACTIVITY_COLUMNS[this.#doing[agent]!]!
    const planned = this.#planned[agent]!
    let from = this.#sinceMs[agent]!
    // A clock read at a time before an event already counted has nothing to add.
    if (nowMs <= from && group !== NOBODY) return
    this.#sinceMs[agent] = nowMs
    if (group === NOBODY || (column < 0 && planned === 0)) return
    // The columns of work stand after that of not ready.
    const adherent = planned > 0 && (planned === WORK) === column > Column.notReadyMs
    while (from < this.#ring.newestStartMs && from < nowMs) {
      const interval = this.#ring.numberAt(from)
      const to = Math.min(this.#ring.startOf(interval + 1), nowMs)
      this.#spend(agent, group, this.#ring.slotOf(interval), column, planned, adherent, to - from)
      from = to
    }
    if (from < nowMs) this.#spend(agent, group, this.#ring.newestSlot, column, planned, adherent, nowMs - from)
  }

  #spend(
    agent: number,
    group: number,
    slot: number,
    column: number,
    planned: number,
    adherent: boolean,
    ms: number,
  ): void {
    if (column >= 0) this.#add(agent, group, slot, column, ms)
    if (planned > 0) this.#add(agent, group, slot, Column.scheduledMs, ms)
    if (adherent) this.#add(agent, group, slot, Column.adherentMs, ms)
  }

  #add(agent: number, group: number, slot: number, column: number, ms: number): void {
    this.#byAgent.add(agent, slot, column, ms)
    this.#byGroup.add(group, slot, column, ms)
  }

  #makeRoom(agent: number): void {
    this.#agents = agent + 1
    this.#byAgent.grow(this.#agents)
    const before = this.#doing.length
    if (agent < before) return
    const capacity = 2 * Math.max(agent, before)
    this.#doing = enlarged(this.#doing, new Uint8Array(capacity))
    this.#planned = enlarged(this.#planned, new Uint8Array(capacity))
    this.#group = enlarged(this.#group, new Int32Array(capacity).fill(NOBODY))
    this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(capacity))
  }
}
