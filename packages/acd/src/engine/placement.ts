import { Intention } from '../agent/agent-table.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import { NO_DETAIL } from '../event/event-record.ts'
import type { Dialler } from '../outbound/dialler.ts'
import { listOf } from '../queue/waiting-lists.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import type { Offering } from './offering.ts'

/**
 * Where contacts go: to an agent, or to the place in the queue that their age gives them.
 *
 * Whatever enables a match (an arrival, an agent who becomes free, a stage that opens) looks for it at once, so that
 * no eligible agent is ever idle while a contact waits, unless the policy holds or the contact waits for one agent.
 */
export class Placement {
  declare private readonly floor: Floor
  declare private readonly offering: Offering
  /** Who calls contacts that are to be called; undefined where nothing is. */
  dialler: Dialler | undefined

  constructor(floor: Floor, offering: Offering) {
    this.floor = floor
    this.offering = offering
  }

  /** Gives a contact without an agent to one who is idle, or lets it wait at the place its age says. */
  place(slot: number): void {
    const floor = this.floor
    const { contacts } = floor
    contacts.agent[slot] = NONE
    if (contacts.line[slot] === Line.toDial && this.dialler!.takesBack(slot)) return
    this.#catchUpStage(slot)
    if (contacts.preferred[slot] !== NONE && this.#placeWithPreferred(slot)) return
    if (this.#match(slot)) return
    this.#enterShared(slot)
    floor.record('queued', slot, NO_DETAIL, contacts.queuedMs)
  }

  /** A stage of a waiting contact's type opens. */
  openStage(slot: number): void {
    const { contacts, waiting } = this.floor
    waiting.remove(slot)
    contacts.stage[slot]! += 1
    contacts.demand[slot]! += 1
    this.floor.record('stage', slot, contacts.stage[slot]!, contacts.queuedMs)
    if (!this.#match(slot)) this.#enterShared(slot)
  }

  /** Looks at every waiting contact anew, the most urgent first: the configuration has changed. */
  reconsiderAll(): void {
    const { contacts } = this.floor
    const waiting: number[] = []
    for (let slot = 0; slot < contacts.capacity; slot += 1) {
      if (contacts.state[slot] === ContactState.waiting) waiting.push(slot)
    }
    const { priority, orderMs, id } = contacts
    waiting.sort((a, b) => priority[b]! - priority[a]! || orderMs[a]! - orderMs[b]! || id[a]! - id[b]!)
    for (const slot of waiting) {
      // An agent with room for several may have taken it meanwhile.
      if (contacts.state[slot] !== ContactState.waiting) continue
      this.floor.leaveQueue(slot)
      this.place(slot)
    }
  }

  /** A contact stops waiting for one agent: from now on anybody may take it. */
  endPreference(slot: number): void {
    this.floor.contacts.preferred[slot] = NONE
    this.floor.leaveQueue(slot)
    this.place(slot)
  }

  /** Those who wait for an agent who has left look for another. */
  endPreferencesFor(agent: number): void {
    const { waiting } = this.floor
    const list = waiting.listOfAgent(agent)
    while (waiting.head(list) !== NONE) this.endPreference(waiting.head(list))
  }

  /** Those who wait for an agent who may not take them any more look for another. */
  endLostPreferencesFor(agent: number): void {
    const { waiting, contacts, matcher } = this.floor
    const lost: number[] = []
    for (let slot = waiting.head(waiting.listOfAgent(agent)); slot !== NONE; slot = contacts.next[slot]!) {
      if (!matcher.isEligible(slot, agent)) lost.push(slot)
    }
    for (const slot of lost) this.endPreference(slot)
  }

  #match(slot: number): boolean {
    let agent: number = NONE
    try {
      agent = this.floor.matcher.seekAgent(slot, NONE, this.floor.nowMs)
    } catch (error) {
      // A policy that fails must not cost a contact its place.
      this.#enterShared(slot)
      this.floor.record('queued', slot, NO_DETAIL, this.floor.contacts.queuedMs)
      throw error
    }
    if (agent === NONE) return false
    this.offering.offer(slot, agent)
    return true
  }

  /** True when the contact was given to its preferred agent, or waits for it. */
  #placeWithPreferred(slot: number): boolean {
    const floor = this.floor
    const { contacts, agents, waiting, nowMs } = floor
    const agent = contacts.preferred[slot]!
    const untilMs = contacts.preferredUntilMs[slot]!
    const isThere = agents.intention[agent] !== Intention.signedOut && agents.unreachable[agent] === 0
    const reachable = isThere && floor.matcher.isEligible(slot, agent)
    if (!reachable || untilMs < nowMs) {
      contacts.preferred[slot] = NONE
      return false
    }
    if (floor.matcher.mayTake(slot, agent)) {
      this.offering.offer(slot, agent)
      return true
    }
    if (untilMs === nowMs) {
      contacts.preferred[slot] = NONE
      return false
    }
    contacts.state[slot] = ContactState.waiting
    waiting.insert(slot, waiting.listOfAgent(agent))
    if (contacts.line[slot] !== Line.live) this.dialler!.await(slot)
    floor.setContactDeadline(slot, untilMs, DeadlineRank.preferenceEnds)
    floor.record('queued', slot, NO_DETAIL, contacts.queuedMs)
    return true
  }

  /** Brings a contact that comes back to the stage that its age has reached. */
  #catchUpStage(slot: number): void {
    const { contacts, config, nowMs } = this.floor
    const type = config.types[contacts.type[slot]!]!
    let stage = contacts.stage[slot]!
    const ageMs = nowMs - contacts.arrivedMs[slot]!
    while (stage < type.stageAfterMs.length && type.stageAfterMs[stage]! <= ageMs) stage += 1
    contacts.stage[slot] = stage
    contacts.demand[slot] = type.firstDemand + stage
  }

  #enterShared(slot: number): void {
    const floor = this.floor
    const { contacts } = floor
    contacts.state[slot] = ContactState.waiting
    floor.waiting.insert(slot, listOf(contacts.demand[slot]!, contacts.priority[slot]!))
    if (contacts.line[slot] !== Line.live) this.dialler!.await(slot)
    const stages = floor.config.types[contacts.type[slot]!]!.stageAfterMs
    const stage = contacts.stage[slot]!
    if (stage < stages.length) {
      floor.setContactDeadline(slot, contacts.arrivedMs[slot]! + stages[stage]!, DeadlineRank.stageOpens)
    }
  }
}
