import { Rulebook } from '../admission/rulebook.ts'
import { AgentState } from '../agent/agent-table.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import { NO_DETAIL, OfferEndCode } from '../event/event-record.ts'
import { Dialler } from '../outbound/dialler.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import { Consultations } from './consultations.ts'
import { Offering } from './offering.ts'
import { Placement } from './placement.ts'
import { afterRefusal } from './refusal.ts'

const NOBODY: readonly number[] = []

/** What can happen to contacts and agents. Callers have checked that it may happen now. */
export class Transitions {
  declare private readonly floor: Floor
  declare readonly offering: Offering
  declare readonly placement: Placement
  /** Undefined where the configuration has no rules. */
  declare readonly rulebook: Rulebook | undefined
  declare readonly dialler: Dialler | undefined
  declare readonly consultations: Consultations

  constructor(floor: Floor) {
    this.floor = floor
    this.offering = new Offering(floor)
    this.placement = new Placement(floor, this.offering)
    const { watch } = floor
    if (watch !== undefined) {
      this.dialler = new Dialler(floor, watch, this)
      this.offering.dialler = this.dialler
      this.placement.dialler = this.dialler
      this.rulebook = new Rulebook(floor, watch, this, this.dialler)
    }
    this.consultations = new Consultations(floor, this)
  }

  /** A contact enters: to an agent at once, or into its waiting list, unless a rule has something else in mind. */
  arrive(slot: number): void {
    const floor = this.floor
    floor.takeTrunk(slot)
    floor.record('arrived', slot, NO_DETAIL, floor.contacts.arrivedMs)
    if (this.rulebook === undefined || this.rulebook.admits(slot)) this.placement.place(slot)
  }

  /** A contact finds no trunk free in a group of them, or in the whole (''). */
  block(slot: number, trunkGroup: string): void {
    const floor = this.floor
    floor.record('arrived', slot, NO_DETAIL, floor.contacts.arrivedMs)
    floor.record('blocked', slot, floor.reasons.numberOf(trunkGroup), floor.contacts.arrivedMs)
    floor.forget(slot)
  }

  /** The caller of a contact that waits or is offered gives up. */
  abandon(slot: number): void {
    if (this.floor.legs.of(slot) !== undefined) {
      this.consultations.end(slot, 'cancelled')
      return
    }
    const { line } = this.floor.contacts
    if (line[slot] === Line.toDial) {
      // Nobody is on the line: the callback is not wanted any more.
      this.dialler!.cancel(slot)
      return
    }
    if (line[slot] === Line.reached) this.dialler!.lost(slot)
    else this.dialler?.winBack(slot)
    this.#leave(slot, OfferEndCode.abandoned, 'abandoned', NO_DETAIL)
  }

  /** A contact that waits or is offered leaves for somewhere else. */
  divert(slot: number, reason: string): void {
    this.#leave(slot, OfferEndCode.withdrawn, 'diverted', this.floor.reasons.numberOf(reason))
  }

  /** A rule turns away a contact that arrives or waits. */
  turnAway(slot: number, reason: string): void {
    this.#leave(slot, OfferEndCode.withdrawn, 'refused', this.floor.reasons.numberOf(reason))
  }

  /** A contact that arrives or waits becomes one of another type; it is then to be placed there. */
  send(slot: number, type: number): void {
    const floor = this.floor
    const { contacts } = floor
    if (contacts.list[slot] !== NONE) floor.leaveQueue(slot)
    this.#become(slot, type, contacts.priority[slot]!)
    floor.record('moved', slot, contacts.priority[slot]!, contacts.queuedMs)
  }

  /** A waiting contact becomes one of another type or priority, and keeps its age. */
  move(slot: number, type: number, priority: number): void {
    const floor = this.floor
    const { contacts } = floor
    this.floor.leaveQueue(slot)
    this.#become(slot, type, priority)
    floor.record('moved', slot, priority, contacts.queuedMs)
    this.placement.place(slot)
  }

  /** The agent takes the offered contact. */
  accept(slot: number, agent: number): void {
    this.floor.deadlines.cancel(2 * agent + 1)
    this.floor.agents.ringing[agent] = NONE
    this.offering.answer(slot, agent)
  }

  /** The agent does not take the offered contact, which goes back to its old place. */
  refuse(slot: number, agent: number, end: 'declined' | 'no-answer'): void {
    const floor = this.floor
    const group = floor.config.groups[floor.agents.group[agent]!]!
    const declined = end === 'declined'
    if (floor.contacts.preferred[slot] === agent) floor.contacts.preferred[slot] = NONE
    this.#stopRinging(slot, agent, declined ? OfferEndCode.declined : OfferEndCode.noAnswer)
    afterRefusal(floor, this, agent, end, declined ? group.afterDecline : group.afterNoAnswer)
  }

  /** An offer is taken back without any act of the agent, who then does as intended. */
  withdrawOffer(slot: number, agent: number, end: number): void {
    // A call that has been made goes on; what the agent wishes acts when it ends.
    if (this.floor.contacts.state[slot] === ContactState.dialling) return
    this.#stopRinging(slot, agent, end)
    this.offering.settle(agent, true)
  }

  hold(slot: number): void {
    const { contacts, nowMs } = this.floor
    contacts.state[slot] = ContactState.held
    contacts.heldMs[slot] = nowMs
    this.floor.record('held', slot, NO_DETAIL, contacts.heldMs)
  }

  resume(slot: number): void {
    const { contacts } = this.floor
    contacts.state[slot] = ContactState.connected
    this.floor.record('resumed', slot, NO_DETAIL, contacts.heldMs)
  }

  /** The conversation ends; after-call work follows where the type asks for it. */
  release(slot: number, agent: number): void {
    const floor = this.floor
    const { contacts, hands } = floor
    if (contacts.linked[slot] !== 0) {
      if (floor.legs.of(slot) !== undefined) {
        this.consultations.end(slot, 'released')
        return
      }
      this.consultations.endAll(slot, 'caller-left')
    }
    this.takeUp(slot)
    const wrapUpMs = floor.config.types[contacts.type[slot]!]!.wrapUpMs
    floor.record('released', slot, wrapUpMs > 0 ? 1 : 0, contacts.sinceMs)
    floor.freeTrunk(slot)
    if (wrapUpMs > 0) {
      this.beginWrapUp(slot, agent, wrapUpMs)
      return
    }
    hands.drop(slot, agent)
    floor.forget(slot)
    this.offering.handLighter(agent)
  }

  /** The agent does after-call work for a contact in hand whose conversation has ended. */
  beginWrapUp(slot: number, agent: number, forMs: number): void {
    const floor = this.floor
    const { contacts, agents, hands, nowMs } = floor
    contacts.state[slot] = ContactState.wrapUp
    contacts.sinceMs[slot] = nowMs
    agents.state[agent] = agents.several[agent] === 0 ? AgentState.wrapUp : hands.busyState(agent)
    agents.sinceMs[agent] = nowMs
    floor.setContactDeadline(slot, nowMs + forMs, DeadlineRank.wrapUpEnds)
  }

  /** The agent's part ends and the contact goes back into the queue as another type, with its age kept. */
  transfer(slot: number, agent: number, type: number, priority: number): void {
    const floor = this.floor
    this.consultations.endAll(slot, 'cancelled')
    const worksOn = this.#endPart(slot, agent)
    this.#become(slot, type, priority)
    floor.contacts.agent[slot] = NONE
    floor.contacts.queuedMs[slot] = floor.nowMs
    floor.contacts.line[slot] = Line.live
    floor.record('requeued', slot, priority, floor.contacts.queuedMs)
    this.placement.place(slot)
    if (!worksOn) this.offering.handLighter(agent)
  }

  /** The agent's part ends and the contact is another agent's at once. */
  handOver(slot: number, from: number, to: number): void {
    const { contacts, legs } = this.floor
    const consulted = legs.inRole(slot, 'consulting')
    if (consulted !== NONE) this.consultations.end(consulted, 'cancelled')
    const worksOn = this.#endPart(slot, from)
    this.offering.bringToWork(to)
    contacts.agent[slot] = to
    this.offering.connect(slot, to, 'taken-over')
    if (!worksOn) this.offering.handLighter(from)
  }

  /** The agent's part ends and the contact leaves the house. */
  transferOut(slot: number, agent: number, reason: string): void {
    const floor = this.floor
    this.consultations.endAll(slot, 'cancelled')
    const worksOn = this.#endPart(slot, agent)
    floor.record('diverted', slot, floor.reasons.numberOf(reason), floor.contacts.queuedMs)
    floor.freeTrunk(slot)
    floor.forget(slot)
    if (!worksOn) this.offering.handLighter(agent)
  }

  /** After-call work ends. */
  endWrapUp(slot: number, agent: number): void {
    const floor = this.floor
    floor.deadlines.cancel(2 * slot)
    floor.record('wrap-up-ended', slot, NO_DETAIL, floor.contacts.sinceMs)
    floor.hands.drop(slot, agent)
    floor.forget(slot)
    this.offering.handLighter(agent)
  }

  /** What the agent (or a supervisor) wishes has changed: it acts now, or when what rings and is in hand ends. */
  follow(agent: number): void {
    const { agents, deadlines } = this.floor
    if (agents.ringing[agent] !== NONE) return
    deadlines.cancel(2 * agent + 1)
    this.offering.settle(agent, false)
  }

  /** Hold and interruption end, just before the agent's part does. */
  takeUp(slot: number): void {
    const state = this.floor.contacts.state[slot]!
    if (state === ContactState.held) this.resume(slot)
    else if (state === ContactState.interrupted) this.offering.goOn(slot)
  }

  /** It stops ringing at one agent: it rings on at others, or goes back to its old place. */
  #stopRinging(slot: number, agent: number, end: number): void {
    const { ringing } = this.offering
    this.offering.endOffer(slot, agent, end)
    const refused = end === OfferEndCode.declined || end === OfferEndCode.noAnswer
    if (ringing.leave(slot, agent, refused)) ringing.widen(slot)
    else if (this.floor.legs.of(slot)?.direct === true) {
      const reason = end === OfferEndCode.declined ? 'declined' : 'no-answer'
      this.consultations.refused(slot, refused ? reason : 'withdrawn')
    } else {
      const { contacts } = this.floor
      contacts.state[slot] = ContactState.waiting
      contacts.agent[slot] = NONE
      if (this.rulebook === undefined || this.rulebook.readmits(slot)) this.placement.place(slot)
    }
  }

  #leave(slot: number, offerEnd: number, kind: 'abandoned' | 'diverted' | 'refused', detail: number): void {
    const floor = this.floor
    const { contacts } = floor
    const isWaiting = contacts.state[slot] === ContactState.waiting
    // Who is turned away on arrival is in no list, and rings nowhere.
    const rung = contacts.state[slot] === ContactState.offered ? this.offering.ringing.rungAt(slot) : NOBODY
    if (isWaiting && contacts.list[slot] !== NONE) floor.leaveQueue(slot)
    for (const agent of rung) this.offering.endOffer(slot, agent, offerEnd)
    this.offering.ringing.end(slot)
    floor.record(kind, slot, detail, contacts.queuedMs)
    // Who is to be called holds none.
    if (contacts.line[slot] !== Line.toDial) floor.freeTrunk(slot)
    floor.forget(slot)
    for (const agent of rung) this.offering.settle(agent, true)
  }

  /** What rings is given up; then those at whom it rang do as they intended. */
  dropOffer(slot: number, giveUp: () => void): void {
    const rung = this.offering.ringing.rungAt(slot)
    for (const agent of rung) this.offering.endOffer(slot, agent, OfferEndCode.withdrawn)
    this.offering.ringing.end(slot)
    this.floor.contacts.agent[slot] = NONE
    giveUp()
    for (const agent of rung) this.offering.settle(agent, true)
  }

  #become(slot: number, type: number, priority: number): void {
    const { contacts, config } = this.floor
    const { headStartMs, firstDemand } = config.types[type]!
    if (contacts.line[slot] !== Line.toDial && contacts.linked[slot] !== 2) {
      this.floor.watch?.hold(contacts.type[slot]!, -1)
      this.floor.watch?.hold(type, 1)
    }
    contacts.type[slot] = type
    contacts.priority[slot] = priority
    contacts.stage[slot] = 0
    contacts.demand[slot] = firstDemand
    contacts.orderMs[slot] = contacts.arrivedMs[slot]! - headStartMs
  }

  /** True when after-call work keeps the agent, whose part is over; then its hand is no lighter. */
  #endPart(slot: number, agent: number): boolean {
    this.takeUp(slot)
    this.floor.record('transferred', slot, NO_DETAIL, this.floor.contacts.sinceMs)
    this.floor.hands.drop(slot, agent)
    return this.consultations.workOn(slot, agent)
  }
}
