import type { AcdEvent, AgentEvent, PairEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'
import { Doing, HandCounts, HandPart } from './hand-counts.ts'
import type { IntervalRing } from './interval-ring.ts'
import { Column } from './interval-tally.ts'
import type { TallyTable } from './tally-table.ts'

/** Column of each activity, by its number; time signed out is nobody's. */
const ACTIVITY_COLUMNS: readonly number[] = [
  -1,
  Column.notReadyMs,
  Column.readyMs,
  Column.ringingMs,
  Column.talkingMs,
  Column.holdingMs,
  Column.wrappingMs,
  Column.unreachableMs,
]

const IDLE = {
  'signed-out': Doing.nothing,
  removed: Doing.nothing,
  unreachable: Doing.unreachable,
  'not-ready': Doing.notReady,
  ready: Doing.ready,
} as const

/** Weight of a contact of each type, and what an agent of each group can have in hand, by number; 1 where not said. */
interface Weights {
  readonly weightOfType?: readonly number[]
  readonly capacityOfGroup?: readonly number[]
}

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
  readonly #hands: HandCounts = new HandCounts()
  readonly #weightOfType: readonly number[]
  readonly #capacityOfGroup: readonly number[]
  #planned: Uint8Array = new Uint8Array(64)
  #group: Int32Array = new Int32Array(64).fill(NOBODY)
  #sinceMs: Float64Array = new Float64Array(64)
  #agents = 0

  /** Adds into the rows of two tables, which stay their owner's. */
  constructor(ring: IntervalRing, byAgent: TallyTable, byGroup: TallyTable, weights: Weights) {
    this.#weightOfType = weights.weightOfType ?? []
    this.#capacityOfGroup = weights.capacityOfGroup ?? []
    this.#ring = ring
    this.#byAgent = byAgent
    this.#byGroup = byGroup
  }

  /** Agents seen: their numbers are below this. */
  get agents(): number {
    return this.#agents
  }

  /** Takes in what an event says of its agent's time. */
  observe(event: AcdEvent): void {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others do not change what agents do
    switch (event.kind) {
      case 'agent':
        return this.#turn(event).rest(event.agent, IDLE[event.state])
      case 'offered':
        return this.#turn(event).ring(event.agent, 1)
      case 'offer-ended':
        return this.#turn(event).ring(event.agent, 0)
      case 'dial':
        return event.agent < 0 ? undefined : this.#turn(event).ring(event.agent, 1)
      case 'dial-ended':
        return event.agent < 0 ? undefined : this.#turn(event).ring(event.agent, 0)
      case 'bridged': {
        const hand = this.#turn(event)
        hand.ring(event.agent, 0)
        return hand.take(event.agent, this.#weightOf(event.type))
      }
      case 'connected':
      case 'taken-over':
      case 'monitoring':
        return this.#turn(event).take(event.agent, this.#weightOf(event.type))
      case 'held':
        return this.#turn(event).turn(event.agent, HandPart.talking, HandPart.holding)
      case 'resumed':
        return this.#turn(event).turn(event.agent, HandPart.holding, HandPart.talking)
      case 'interrupted':
        return this.#turn(event).turn(event.agent, HandPart.talking, HandPart.aside)
      case 'continued':
        return this.#turn(event).turn(event.agent, HandPart.aside, HandPart.talking)
      case 'released':
        if (event.wrapUp) return this.#turn(event).turn(event.agent, HandPart.talking, HandPart.wrapping)
        return this.#turn(event).drop(event.agent, HandPart.talking, this.#weightOf(event.type))
      case 'transferred':
      case 'monitoring-ended':
        return this.#turn(event).drop(event.agent, HandPart.talking, this.#weightOf(event.type))
      case 'wrap-up': {
        const hand = this.#turn(event)
        hand.take(event.agent, this.#weightOf(event.type))
        return hand.turn(event.agent, HandPart.talking, HandPart.wrapping)
      }
      case 'wrap-up-ended':
        return this.#turn(event).drop(event.agent, HandPart.wrapping, this.#weightOf(event.type))
      default:
    }
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

  /** What the agent has in hand changes now. */
  #turn({ agent, group, atMs }: AgentEvent | PairEvent): HandCounts {
    this.#settle(agent, atMs)
    this.#group[agent] = group
    return this.#hands
  }

  #weightOf(type: number): number {
    return this.#weightOfType[type] ?? 1
  }

  #settle(agent: number, nowMs: number): void {
    if (agent >= this.#agents) this.#makeRoom(agent)
    const group = this.#group[agent]!
    const column = ACTIVITY_COLUMNS[this.#hands.doing(agent)]!
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
    if (column <= Column.notReadyMs) return
    this.#add(agent, group, slot, Column.contactMs, ms * this.#hands.inHand(agent))
    this.#add(agent, group, slot, Column.loadMs, ms * this.#hands.loadOf(agent))
    this.#add(agent, group, slot, Column.capacityMs, ms * (this.#capacityOfGroup[group] ?? 1))
  }

  #add(agent: number, group: number, slot: number, column: number, ms: number): void {
    this.#byAgent.add(agent, slot, column, ms)
    this.#byGroup.add(group, slot, column, ms)
  }

  #makeRoom(agent: number): void {
    this.#agents = agent + 1
    this.#byAgent.grow(this.#agents)
    this.#hands.grow(agent)
    const before = this.#planned.length
    if (agent < before) return
    const capacity = 2 * Math.max(agent, before)
    this.#planned = enlarged(this.#planned, new Uint8Array(capacity))
    this.#group = enlarged(this.#group, new Int32Array(capacity).fill(NOBODY))
    this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(capacity))
  }
}
