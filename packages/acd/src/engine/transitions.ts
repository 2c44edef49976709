import { AgentState, Intention } from '../agent/agent-table.ts'
import type { RefusalConfig } from '../config/config.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import { OfferEndCode } from '../event/event-log.ts'
import { DeadlineRank, type Floor } from './floor.ts'

/**
 * What can happen to contacts and agents. Callers have checked that it may happen now.
 *
 * Whatever enables a match (an arrival, an agent who becomes free, a stage that opens) looks for it at once, so that
 * no eligible agent is ever idle while a contact waits, unless the policy holds.
 */
export class Transitions {
  readonly #floor: Floor

  constructor(floor: Floor) {
    this.#floor = floor
  }

  /** A contact enters: to an agent at once, or into its waiting list. */
  arrive(slot: number): void {
    const floor = this.#floor
    floor.trunksHeld += 1
    floor.record('arrived', slot, 0, floor.nowMs)
    this.#place(slot)
  }

  /** A contact finds no trunk. */
  block(slot: number): void {
    const floor = this.#floor
    floor.record('arrived', slot, 0, floor.nowMs)
    floor.record('blocked', slot, 0, floor.nowMs)
    floor.contacts.release(slot)
  }

  /** The caller of a contact that waits or is offered gives up. */
  abandon(slot: number): void {
    const floor = this.#floor
    const { contacts } = floor
    const agent = contacts.agent[slot]!
    if (agent === NONE) this.#leaveList(slot)
    else this.#endOffer(slot, agent, OfferEndCode.abandoned)
    floor.record('abandoned', slot, 0, contacts.arrivedMs[slot]!)
    floor.trunksHeld -= 1
    contacts.release(slot)
    if (agent !== NONE) this.#idleAgain(agent, true)
  }

  /** The agent takes the offered contact. */
  accept(slot: number, agent: number): void {
    this.#floor.deadlines.cancel(2 * agent + 1)
    this.#connect(slot, agent)
  }

  /** The agent does not take the offered contact, which goes back to its old place. */
  refuse(slot: number, agent: number, end: 'declined' | 'no-answer'): void {
    const floor = this.#floor
    const group = floor.config.groups[floor.agents.group[agent]!]!
    const declined = end === 'declined'
    this.#endOffer(slot, agent, declined ? OfferEndCode.declined : OfferEndCode.noAnswer)
    this.#place(slot)
    this.#afterRefusal(agent, end, declined ? group.afterDecline : group.afterNoAnswer)
  }

  /** The conversation ends; after-call work follows where the type asks for it. */
  release(slot: number, agent: number): void {
    const floor = this.#floor
    const { contacts, agents, nowMs } = floor
    const wrapUpMs = floor.config.types[contacts.type[slot]!]!.wrapUpMs
    floor.record('released', slot, wrapUpMs > 0 ? 1 : 0, contacts.sinceMs[slot]!)
    floor.trunksHeld -= 1
    if (wrapUpMs > 0) {
      contacts.state[slot] = ContactState.wrapUp
      contacts.sinceMs[slot] = nowMs
      agents.state[agent] = AgentState.wrapUp
      agents.sinceMs[agent] = nowMs
      floor.setAgentDeadline(agent, nowMs + wrapUpMs, DeadlineRank.wrapUpEnds)
      return
    }
    contacts.release(slot)
    this.#idleAgain(agent, false)
  }

  /** After-call work ends. */
  endWrapUp(slot: number, agent: number): void {
    const floor = this.#floor
    floor.deadlines.cancel(2 * agent + 1)
    floor.record('wrap-up-ended', slot, 0, floor.contacts.sinceMs[slot]!)
    floor.contacts.release(slot)
    this.#idleAgain(agent, false)
  }

  /** An agent with nothing in hand enters the state it (or a supervisor) asked for. */
  follow(agent: number): void {
    const floor = this.#floor
    const { agents } = floor
    floor.deadlines.cancel(2 * agent + 1)
    if (agents.state[agent] === AgentState.ready) floor.idle.remove(agent)
    this.#enterIntention(agent, false)
  }

  /** An agent who is being offered a contact signs out: the contact goes back to its old place. */
  signOutWhileOffered(slot: number, agent: number): void {
    this.#endOffer(slot, agent, OfferEndCode.signedOut)
    this.#place(slot)
    this.#idleAgain(agent, false)
  }

  /** A stage of a waiting contact's type opens. */
  openStage(slot: number): void {
    const { contacts, waiting } = this.#floor
    waiting.remove(slot)
    contacts.stage[slot]! += 1
    contacts.demand[slot]! += 1
    this.#floor.record('stage', slot, contacts.stage[slot]!, contacts.arrivedMs[slot]!)
    const agent = this.#floor.matcher.seekAgent(slot, this.#floor.nowMs)
    if (agent === NONE) this.#enterList(slot)
    else this.#offer(slot, agent)
  }

  /** Gives a contact without an agent to one who is idle, or lets it wait at the place its age says. */
  #place(slot: number): void {
    const floor = this.#floor
    const { contacts } = floor
    contacts.agent[slot] = NONE
    this.#catchUpStage(slot)
    const agent = floor.matcher.seekAgent(slot, floor.nowMs)
    if (agent !== NONE) {
      this.#offer(slot, agent)
      return
    }
    this.#enterList(slot)
    floor.record('queued', slot, 0, contacts.arrivedMs[slot]!)
  }

  /** Brings a contact that comes back to the stage that its age has reached. */
  #catchUpStage(slot: number): void {
    const { contacts, config, nowMs } = this.#floor
    const type = config.types[contacts.type[slot]!]!
    let stage = contacts.stage[slot]!
    const ageMs = nowMs - contacts.arrivedMs[slot]!
    while (stage < type.stageAfterMs.length && type.stageAfterMs[stage]! <= ageMs) stage += 1
    contacts.stage[slot] = stage
    contacts.demand[slot] = type.firstDemand + stage
  }

  #enterList(slot: number): void {
    const floor = this.#floor
    const { contacts } = floor
    contacts.state[slot] = ContactState.waiting
    floor.waiting.insert(slot)
    const stages = floor.config.types[contacts.type[slot]!]!.stageAfterMs
    const stage = contacts.stage[slot]!
    if (stage < stages.length) {
      floor.setContactDeadline(slot, contacts.arrivedMs[slot]! + stages[stage]!, DeadlineRank.stageOpens)
    }
  }

  #leaveList(slot: number): void {
    const floor = this.#floor
    floor.waiting.remove(slot)
    if (floor.config.types[floor.contacts.type[slot]!]!.stageAfterMs.length > 0) floor.deadlines.cancel(2 * slot)
  }

  /** Brings a contact and an agent together; both are in no list. */
  #offer(slot: number, agent: number): void {
    const floor = this.#floor
    const { contacts, agents, nowMs } = floor
    if (agents.state[agent] === AgentState.ready) floor.idle.remove(agent)
    agents.contact[agent] = slot
    contacts.agent[slot] = agent
    const group = floor.config.groups[agents.group[agent]!]!
    if (group.autoAnswer) {
      this.#connect(slot, agent)
      return
    }
    contacts.state[slot] = ContactState.offered
    contacts.sinceMs[slot] = nowMs
    agents.state[agent] = AgentState.offered
    agents.sinceMs[agent] = nowMs
    floor.setAgentDeadline(agent, nowMs + group.offerTimeoutMs, DeadlineRank.offerTimeout)
    floor.record('offered', slot, 0, nowMs)
  }

  #connect(slot: number, agent: number): void {
    const { contacts, agents, nowMs } = this.#floor
    contacts.state[slot] = ContactState.connected
    contacts.sinceMs[slot] = nowMs
    agents.state[agent] = AgentState.connected
    agents.sinceMs[agent] = nowMs
    this.#floor.record('connected', slot, 0, contacts.arrivedMs[slot]!)
  }

  #endOffer(slot: number, agent: number, end: number): void {
    const floor = this.#floor
    floor.deadlines.cancel(2 * agent + 1)
    floor.record('offer-ended', slot, end, floor.contacts.sinceMs[slot]!)
  }

  #afterRefusal(agent: number, reason: string, refusal: RefusalConfig): void {
    const floor = this.#floor
    const { agents } = floor
    const staysReady = agents.intention[agent] === Intention.ready
    if (staysReady && refusal.become === 'not-ready') {
      agents.intention[agent] = Intention.notReady
      agents.reason[agent] = floor.reasons.numberOf(reason)
      this.#idleAgain(agent, false)
      floor.setAgentDeadline(agent, floor.nowMs + refusal.forMs, DeadlineRank.readyAgain)
      return
    }
    this.#idleAgain(agent, false)
  }

  /** An agent has nothing in hand any more: what it intended meanwhile takes effect. */
  #idleAgain(agent: number, keepsPlace: boolean): void {
    this.#floor.agents.contact[agent] = NONE
    this.#enterIntention(agent, keepsPlace)
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
    else floor.idle.append(agent)
    const slot = floor.matcher.seekContact(agent, nowMs)
    if (slot === NONE) return
    this.#leaveList(slot)
    this.#offer(slot, agent)
  }
}
