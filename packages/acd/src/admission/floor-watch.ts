import type { AgentTable } from '../agent/agent-table.ts'
import type { ContactTable } from '../contact/contact-table.ts'
import type { AcdEvent } from '../event/event.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import type { Eligibility } from '../match/eligibility.ts'
import type { QueueObserver, WaitingLists } from '../queue/waiting-lists.ts'
import { DeadlineHeap } from '../timer/deadline-heap.ts'
import { AgeLists } from './age-lists.ts'
import { Census } from './census.ts'
import { Change } from './compiled-rule.ts'
import { Queries } from './queries.ts'
import { TypeFacts } from './type-facts.ts'

/** What a watch looks at. */
export interface WatchedFloor {
  readonly nowMs: number
  readonly contacts: ContactTable
  readonly agents: AgentTable
  readonly waiting: WaitingLists
  readonly eligibility: Eligibility
}

/** What a watch needs to know of a type. */
export interface WatchedType {
  readonly firstDemand: number
  readonly priority: number
}

/**
 * What rules know of the floor: facts of each type's queue, what has changed since they were asked last, and who has
 * entered a queue since. It decides nothing. An engine whose configuration asks for nothing of it has none.
 */
export class FloorWatch implements QueueObserver {
  readonly floor: WatchedFloor
  readonly ages: AgeLists
  readonly census: Census
  readonly queries: Queries
  readonly estimator: WaitEstimator
  /** By type. */
  readonly facts: readonly TypeFacts[]
  /** When rules must be asked although nothing has happened. Owners: contact slot × 2, a rule's number × 2 + 1. */
  readonly deadlines: DeadlineHeap = new DeadlineHeap(0)
  /** Slots to be looked at: they entered a queue, or their time has come. */
  readonly arrivals: number[] = []
  /** How often each type's queue, and its agents, have changed; and events there were. Float64: they never wrap. */
  readonly #queueChanges: Float64Array
  readonly #agentChanges: Float64Array
  #events = 0
  readonly #inside: Int32Array
  #isDirty = true

  constructor(floor: WatchedFloor, types: readonly WatchedType[], estimator: WaitEstimator) {
    this.floor = floor
    this.estimator = estimator
    const firstDemands = types.map(({ firstDemand }) => firstDemand)
    this.ages = new AgeLists(floor.contacts, types.length)
    this.census = new Census(floor.agents, floor.eligibility, firstDemands)
    this.queries = new Queries(floor, this.census, this.ages, firstDemands)
    this.facts = types.map(({ priority }, type) => new TypeFacts(this, type, priority))
    this.#queueChanges = new Float64Array(types.length)
    this.#agentChanges = new Float64Array(types.length)
    this.#inside = new Int32Array(types.length)
    floor.waiting.observer = this
  }

  /** True when something has happened that rules may ask about. */
  get isDirty(): boolean {
    return this.#isDirty
  }

  /** Contacts of a type that hold a trunk. */
  insideOf(type: number): number {
    return this.#inside[type]!
  }

  /** Rules must be asked: time has come to something. */
  touch(): void {
    this.#isDirty = true
  }

  /** An agent may be found by other contacts than before. */
  note(agent: number): void {
    this.census.note(agent)
    this.#isDirty = true
  }

  /** An event was recorded; of an agent, or of a contact with one, when `agent` is not NONE. */
  observe(event: AcdEvent, agent: number): void {
    this.#isDirty = true
    this.#events += 1
    if (agent >= 0) this.census.note(agent)
    this.estimator.observe(event)
  }

  entered(slot: number): void {
    const type = this.floor.contacts.type[slot]!
    this.ages.insert(slot, type)
    this.arrivals.push(slot)
    this.#queueChanges[type]! += 1
    this.#isDirty = true
  }

  left(slot: number): void {
    const type = this.floor.contacts.type[slot]!
    this.ages.remove(slot, type)
    this.deadlines.cancel(2 * slot)
    this.#queueChanges[type]! += 1
    this.#isDirty = true
  }

  /** So many contacts more (or fewer, when negative) of a type hold a trunk. */
  hold(type: number, by: number): void {
    this.#inside[type]! += by
    this.#queueChanges[type]! += 1
  }

  /** Counts agents to whom something has happened. */
  recount(): void {
    this.census.recount(this.#agentsChanged)
  }

  /** Everything up to now is about to be asked about. */
  clean(): void {
    this.recount()
    this.#isDirty = false
  }

  /** A number that is another when something of these kinds has changed of a type's queue; agents must be counted. */
  stamp(type: number, kinds: number): number {
    let stamp = 0
    if ((kinds & Change.queue) !== 0) stamp += this.#queueChanges[type]!
    if ((kinds & Change.agents) !== 0) stamp += this.#agentChanges[type]!
    if ((kinds & Change.any) !== 0) stamp += this.#events
    return stamp
  }

  readonly #agentsChanged = (type: number): void => {
    this.#agentChanges[type]! += 1
    // New skills change who serves a type, and no event tells of them.
    this.#events += 1
  }
}
