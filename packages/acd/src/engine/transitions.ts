import { AgentState, Intention } from '../agent/agent-table.ts'
import type { RefusalConfig } from '../config/config.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import { OfferEndCode } from '../event/event-log.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import { Placement } from './placement.ts'

/** What can happen to contacts and agents. Callers have checked that it may happen now. */
export class Transitions {
  readonly #floor: Floor
  readonly placement: Placement

  constructor(floor: Floor) {
    this.#floor = floor
    this.placement = new Placement(floor)
  }

  /** A contact enters: to an agent at once, or into its waiting list. */
  arrive(slot: number): void {
    const floor = this.#floor
    floor.trunksHeld += 1
    floor.record('arrived', slot, 0, floor.contacts.arrivedMs)
    this.placement.place(slot)
  }

  /** A contact finds no trunk. */
  block(slot: number): void {
    const floor = this.#floor
    floor.record('arrived', slot, 0, floor.contacts.arrivedMs)
    floor.record('blocked', slot, 0, floor.contacts.arrivedMs)
    floor.forget(slot)
  }

  /** The caller of a contact that waits or is offered gives up. */
  abandon(slot: number): void {
    this.#leave(slot, OfferEndCode.abandoned, 'abandoned', 0)
  }

  /** A contact that waits or is offered leaves for somewhere else. */
  divert(slot: number, reason: string): void {
    this.#leave(slot, OfferEndCode.withdrawn, 'diverted', this.#floor.reasons.numberOf(reason))
  }

  /** A waiting contact becomes one of another type or priority, and keeps its age. */
  move(slot: number, type: number, priority: number): void {
    const floor = this.#floor
    const { contacts } = floor
    this.placement.leaveQueue(slot)
    this.#become(slot, type, priority)
    floor.record('moved', slot, priority, contacts.queuedMs)
    this.placement.place(slot)
  }

  /** The agent takes the offered contact. */
  accept(slot: number, agent: number): void {
    this.#floor.deadlines.cancel(2 * agent + 1)
    this.placement.connect(slot, agent, 'connected')
  }

  /** The agent does not take the offered contact, which goes back to its old place. */
  refuse(slot: number, agent: number, end: 'declined' | 'no-answer'): void {
    const floor = this.#floor
    const group = floor.config.groups[floor.agents.group[agent]!]!
    const declined = end === 'declined'
    if (floor.contacts.preferred[slot] === agent) floor.contacts.preferred[slot] = NONE
    this.#endOffer(slot, agent, declined ? OfferEndCode.declined : OfferEndCode.noAnswer)
    this.placement.place(slot)
    this.#afterRefusal(agent, end, declined ? group.afterDecline : group.afterNoAnswer)
  }

  /** The offered contact goes back to its old place without any act of the agent, who then does as intended. */
  withdrawOffer(slot: number, agent: number, end: number): void {
    this.#endOffer(slot, agent, end)
    this.placement.place(slot)
    this.idleAgain(agent, true)
  }

  hold(slot: number): void {
    const { contacts, nowMs } = this.#floor
    contacts.state[slot] = ContactState.held
    contacts.heldMs[slot] = nowMs
    this.#floor.record('held', slot, 0, contacts.heldMs)
  }

  resume(slot: number): void {
    const { contacts } = this.#floor
    contacts.state[slot] = ContactState.connected
    this.#floor.record('resumed', slot, 0, contacts.heldMs)
  }

  /** The conversation ends; after-call work follows where the type asks for it. */
  release(slot: number, agent: number): void {
    const floor = this.#floor
    const { contacts, agents, nowMs } = floor
    if (contacts.state[slot] === ContactState.held) this.resume(slot)
    const wrapUpMs = floor.config.types[contacts.type[slot]!]!.wrapUpMs
    floor.record('released', slot, wrapUpMs > 0 ? 1 : 0, contacts.sinceMs)
    floor.trunksHeld -= 1
    if (wrapUpMs > 0) {
      contacts.state[slot] = ContactState.wrapUp
      contacts.sinceMs[slot] = nowMs
      agents.state[agent] = AgentState.wrapUp
      agents.sinceMs[agent] = nowMs
      floor.setAgentDeadline(agent, nowMs + wrapUpMs, DeadlineRank.wrapUpEnds)
      return
    }
    floor.forget(slot)
    this.idleAgain(agent, false)
  }

  /** The agent's part ends and the contact goes back into the queue as another type, with its age kept. */
  transfer(slot: number, agent: number, type: number, priority: number): void {
    const floor = this.#floor
    this.#endPart(slot)
    this.#become(slot, type, priority)
    floor.contacts.agent[slot] = NONE
    floor.contacts.queuedMs[slot] = floor.nowMs
    floor.record('requeued', slot, priority, floor.contacts.queuedMs)
    this.placement.place(slot)
    this.idleAgain(agent, false)
  }

  /** The agent's part ends and the contact is another agent's at once. */
  handOver(slot: number, from: number, to: number): void {
    const { agents, contacts, idle } = this.#floor
    this.#endPart(slot)
    if (agents.state[to] === AgentState.ready) idle.remove(to)
    // Who was to be ready again some time has begun to work already.
    else if (this.#floor.deadlines.cancel(2 * to + 1)) {
      agents.intention[to] = Intention.ready
      agents.reason[to] = 0
    }
    agents.contact[to] = slot
    contacts.agent[slot] = to
    this.placement.connect(slot, to, 'taken-over')
    this.idleAgain(from, false)
  }

  /** The agent's part ends and the contact leaves the house. */
  transferOut(slot: number, agent: number, reason: string): void {
    const floor = this.#floor
    this.#endPart(slot)
    floor.record('diverted', slot, floor.reasons.numberOf(reason), floor.contacts.queuedMs)
    floor.trunksHeld -= 1
    floor.forget(slot)
    this.idleAgain(agent, false)
  }

  /** After-call work ends. */
  endWrapUp(slot: number, agent: number): void {
    const floor = this.#floor
    floor.deadlines.cancel(2 * agent + 1)
    floor.record('wrap-up-ended', slot, 0, floor.contacts.sinceMs)
    floor.forget(slot)
    this.idleAgain(agent, false)
  }

  /** An agent with nothing in hand enters the state it (or a supervisor) asked for. */
  follow(agent: number): void {
    const floor = this.#floor
    const { agents } = floor
    floor.deadlines.cancel(2 * agent + 1)
    if (agents.state[agent] === AgentState.ready) floor.idle.remove(agent)
    this.#enterIntention(agent, false)
  }

  /** An agent has nothing in hand any more: what it intended meanwhile takes effect. */
  idleAgain(agent: number, keepsPlace: boolean): void {
    this.#floor.agents.contact[agent] = NONE
    this.#enterIntention(agent, keepsPlace)
  }

  #leave(slot: number, offerEnd: number, kind: 'abandoned' | 'diverted', detail: number): void {
    const floor = this.#floor
    const agent = floor.contacts.agent[slot]!
    if (agent === NONE) this.placement.leaveQueue(slot)
    else this.#endOffer(slot, agent, offerEnd)
    floor.record(kind, slot, detail, floor.contacts.queuedMs)
    floor.trunksHeld -= 1
    floor.forget(slot)
    if (agent !== NONE) this.idleAgain(agent, true)
  }

  #become(slot: number, type: number, priority: number): void {
    const { contacts, config } = this.#floor
    const { headStartMs, firstDemand } = config.types[type]!
    contacts.type[slot] = type
    contacts.priority[slot] = priority
    contacts.stage[slot] = 0
    contacts.demand[slot] = firstDemand
    contacts.orderMs[slot] = contacts.arrivedMs[slot]! - headStartMs
  }

  #endPart(slot: number): void {
    const { contacts } = this.#floor
    if (contacts.state[slot] === ContactState.held) this.resume(slot)
    this.#floor.record('transferred', slot, 0, contacts.sinceMs)
  }

  #endOffer(slot: number, agent: number, end: number): void {
    const floor = this.#floor
    floor.deadlines.cancel(2 * agent + 1)
    floor.record('offer-ended', slot, end, floor.contacts.sinceMs)
  }

  #afterRefusal(agent: number, reason: string, refusal: RefusalConfig): void {
    const floor = this.#floor
    const { agents } = floor
    // A refusal of the other kind begins a new row.
    const before = agents.missed[agent]!
    agents.missed[agent] = reason === 'declined' ? Math.min(before, 0) - 1 : Math.max(before, 0) + 1
    if (agents.intention[agent] !== Intention.ready || refusal.become === 'ready') {
      this.idleAgain(agent, false)
      return
    }
    const signsOut = Math.abs(agents.missed[agent]) >= (refusal.signOutAfter ?? Infinity)
    agents.intention[agent] = signsOut ? Intention.signedOut : Intention.notReady
    agents.reason[agent] = floor.reasons.numberOf(reason)
    this.idleAgain(agent, false)
    if (signsOut) this.placement.endPreferencesFor(agent)
    else floor.setAgentDeadline(agent, floor.nowMs + refusal.forMs, DeadlineRank.readyAgain)
  }

  #enterIntention(agent: number, keepsPlace: boolean): void {
    const floor = this.#floor
    const { agents, nowMs } = floor
    const intention = agents.intention[agent]!
    agents.state[agent] = intention
    agents.sinceMs[agent] = nowMs
    floor.recordAgent(agent)
    if (intention !== Intention.ready) return
    // Idle before looking, so that a policy that counts idle agents counts this one.
    if (keepsPlace) floor.idle.restore(agent)
    else {
      agents.idleSinceMs[agent] = nowMs
      floor.idle.append(agent)
    }
    this.placement.seekContact(agent)
  }
}
