import { AgentState, type AgentTable, Intention } from '../agent/agent-table.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import { NO_DETAIL, OfferEndCode } from '../event/event-record.ts'
import type { Dialler } from '../outbound/dialler.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import { Ringing } from './ringing.ts'

const NOBODY: readonly number[] = []

/**
 * Brings contacts and agents together: rings, connects, and lets an agent whose hand has changed look for what it may
 * take next.
 */
export class Offering {
  declare private readonly floor: Floor
  declare readonly ringing: Ringing
  /** Who calls contacts that are to be called; undefined where nothing is. */
  dialler: Dialler | undefined

  constructor(floor: Floor) {
    this.floor = floor
    this.ringing = new Ringing(floor, (slot, agent) => this.#ringAlso(slot, agent))
  }

  /** Brings a contact and an agent together; neither is in a list but that the agent may be idle. */
  offer(slot: number, agent: number): void {
    const floor = this.floor
    const { contacts, agents, nowMs } = floor
    floor.availability.hide(agent)
    contacts.agent[slot] = agent
    const group = floor.config.groups[agents.group[agent]!]!
    if (group.autoAnswer || (contacts.line[slot] !== Line.live && this.dialler!.isDirect(slot))) {
      this.connect(slot, agent, 'connected')
      return
    }
    contacts.state[slot] = ContactState.offered
    contacts.sinceMs[slot] = nowMs
    this.#ring(slot, agent, group.offerTimeoutMs)
    this.ringing.begin(slot, agent)
  }

  #ring(slot: number, agent: number, forMs: number): void {
    const floor = this.floor
    const { agents, contacts, nowMs } = floor
    agents.ringing[agent] = slot
    agents.state[agent] = AgentState.offered
    agents.sinceMs[agent] = nowMs
    floor.setAgentDeadline(agent, nowMs + forMs, DeadlineRank.offerTimeout)
    floor.recordWith('offered', slot, agent, NO_DETAIL, contacts.sinceMs)
  }

  /** A contact that rings elsewhere rings at this agent, too; where calls are answered by force, it is answered. */
  #ringAlso(slot: number, agent: number): void {
    const floor = this.floor
    const group = floor.config.groups[floor.agents.group[agent]!]!
    floor.availability.hide(agent)
    if (group.autoAnswer) this.answer(slot, agent)
    else {
      floor.rings.of(slot)!.agents.push(agent)
      this.#ring(slot, agent, group.offerTimeoutMs)
    }
  }

  /** One agent has answered: it stops ringing at the others, who keep their place. */
  answer(slot: number, agent: number): void {
    const floor = this.floor
    const { contacts, rings } = floor
    const others = rings.of(slot) === undefined ? NOBODY : this.ringing.rungAt(slot).filter((other) => other !== agent)
    for (const other of others) this.endOffer(slot, other, OfferEndCode.answered)
    this.ringing.end(slot)
    contacts.agent[slot] = agent
    this.connect(slot, agent, 'connected')
    for (const other of others) this.settle(other, true)
  }

  /** An offer is over, whatever becomes of the contact. */
  endOffer(slot: number, agent: number, end: number): void {
    const floor = this.floor
    floor.deadlines.cancel(2 * agent + 1)
    floor.agents.ringing[agent] = NONE
    floor.recordWith('offer-ended', slot, agent, end, floor.contacts.sinceMs)
  }

  /** The agent talks to the contact from now on. */
  connect(slot: number, agent: number, how: 'connected' | 'taken-over'): void {
    const { contacts, agents, hands, config, nowMs } = this.floor
    if (contacts.line[slot] === Line.toDial) {
      this.dialler!.dial(slot, agent)
      return
    }
    contacts.state[slot] = ContactState.connected
    contacts.sinceMs[slot] = nowMs
    contacts.preferred[slot] = NONE
    agents.missed[agent] = 0
    agents.state[agent] = AgentState.connected
    agents.sinceMs[agent] = nowMs
    hands.take(slot, agent)
    const isCalled = how === 'connected' && contacts.line[slot] === Line.reached
    this.floor.record(isCalled ? 'bridged' : how, slot, NO_DETAIL, contacts.queuedMs)
    if (agents.several[agent] === 0) return
    this.putAside(config.types[contacts.type[slot]!]!.channel, agent)
    this.settle(agent, false)
  }

  /** A contact of a channel has come into hand: those it interrupts are put aside. */
  putAside(channel: number, agent: number): void {
    this.floor.hands.interruptFor(channel, agent, this.#interrupt)
  }

  /** An agent is about to be given something by hand. Who was to be ready again some time has begun to work already. */
  bringToWork(agent: number): void {
    const { agents, availability, deadlines, idle, nowMs } = this.floor
    const wasListed = agents.listed[agent] === 1
    availability.hide(agent)
    if (wasListed) return
    // Should nothing come of it, the agent is idle since now, and not since it was idle last.
    idle.renew(agent)
    agents.idleSinceMs[agent] = nowMs
    if (!deadlines.cancel(2 * agent + 1)) return
    agents.intention[agent] = Intention.ready
    agents.reason[agent] = 0
  }

  /** A contact is out of hand: what it kept the agent from goes on. */
  handLighter(agent: number): void {
    const { agents, hands } = this.floor
    if (agents.several[agent] === 1) hands.continueWhereFree(agent, this.goOn)
    this.settle(agent, false)
  }

  /** An interruption is over. */
  readonly goOn = (slot: number): void => {
    const { contacts } = this.floor
    contacts.state[slot] = ContactState.connected
    this.floor.record('continued', slot, NO_DETAIL, contacts.heldMs)
  }

  readonly #interrupt = (slot: number): void => {
    const { contacts, nowMs } = this.floor
    contacts.state[slot] = ContactState.interrupted
    contacts.heldMs[slot] = nowMs
    this.floor.record('interrupted', slot, NO_DETAIL, contacts.heldMs)
  }

  /** What rings or is in hand has changed: with nothing left, what the agent wished meanwhile takes effect. */
  settle(agent: number, keepsPlace: boolean): void {
    const { agents, hands, availability, nowMs, watch } = this.floor
    watch?.note(agent)
    if (agents.contact[agent] === NONE && agents.ringing[agent] === NONE) {
      this.#enterIntention(agent, keepsPlace)
      return
    }
    if (agents.several[agent] === 0) return
    agents.state[agent] = hands.busyState(agent)
    availability.hide(agent)
    if (availability.show(agent, keepsPlace, nowMs)) this.seekContact(agent)
  }

  /** An agent who has just become idle looks for a contact. */
  seekContact(agent: number): void {
    const floor = this.floor
    const slot = floor.matcher.seekContact(agent, floor.nowMs)
    if (slot === NONE) {
      this.ringing.join()
      return
    }
    floor.leaveQueue(slot)
    this.offer(slot, agent)
  }

  #enterIntention(agent: number, keepsPlace: boolean): void {
    const floor = this.floor
    const { agents, availability, nowMs } = floor
    availability.hide(agent)
    agents.state[agent] = restingState(agents, agent)
    agents.sinceMs[agent] = nowMs
    floor.recordAgent(agent)
    // Idle before looking, so that a policy that counts idle agents counts this one.
    if (availability.show(agent, keepsPlace, nowMs)) this.seekContact(agent)
  }
}

/** What an agent with nothing in hand is. */
function restingState({ intention, unreachable, removed }: AgentTable, agent: number): number {
  if (removed[agent] === 1) return AgentState.removed
  const isAway = unreachable[agent] === 1 && intention[agent] !== Intention.signedOut
  return isAway ? AgentState.unreachable : intention[agent]!
}
