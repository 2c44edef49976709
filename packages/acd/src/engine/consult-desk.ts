import { ContactState, NONE } from '../contact/contact-table.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { ConsultTarget } from './consultations.ts'
import type { Exchange } from './exchange.ts'
import { callerWithAgent, checkAgent, checkPriority, checkTenant, mayBeGiven, typeOf } from './lookup.ts'
import { type Hearing, hearingsOf } from './media.ts'

/** Whom to consult: an agent by number, a queue by its type (an expert desk, say), or somebody outside by a text. */
export type Consulted =
  | { readonly agent: number }
  | { readonly type: number; readonly priority?: number }
  | { readonly outside: string }

/**
 * Consultation, attended transfer and conference. What is consulted is a leg: a contact of its own with an id of its own,
 * told with `parent`, the id of the caller's contact. A contact has one consultation at a time, and may have several
 * parties in conference.
 */
export class ConsultDesk {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /**
   * The agent of a contact puts the caller on hold and consults somebody. To an agent the leg is offered alone, whatever
   * its skills, and it is over when that agent refuses; to a queue it waits, rings and is matched as any contact, by an
   * arrival of now; outside the host calls. Returns the leg's id; undefined when the contact is with no agent, has a
   * consultation already, or the agent cannot take it.
   *
   * @throws StrowgerError `unknown-agent`, `unknown-type`, `other-tenant`, `missing`
   */
  begin(contact: number, whom: Consulted, nowMs: number): number | undefined {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    const target = this.#checked(whom)
    const slot = callerWithAgent(floor, contact)
    if (slot === NONE || floor.legs.inRole(slot, 'consulting') !== NONE) return undefined
    if ('type' in target) checkTenant(floor, slot, target.type, 'type')
    if ('agent' in target && !mayBeGiven(floor, slot, target.agent)) return undefined
    return transitions.consultations.begin(slot, target)
  }

  /** The consultation ends, and the caller comes from hold. False when there is none. */
  cancel(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    const slot = callerWithAgent(floor, contact)
    const leg = slot === NONE ? NONE : floor.legs.inRole(slot, 'consulting')
    if (leg === NONE) return false
    transitions.consultations.end(leg, 'cancelled')
    if (floor.contacts.state[slot] === ContactState.held) transitions.resume(slot)
    return true
  }

  /**
   * Attended transfer: the caller is with whoever was consulted, and the agent is free, without after-call work; outside,
   * the contact has left the house. False when nobody has answered the consultation yet.
   */
  complete(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const leg = this.#answered(contact)
    if (leg !== NONE) this.#exchange.transitions.consultations.complete(this.#exchange.floor.legs.of(leg)!.parent, leg)
    return leg !== NONE
  }

  /** Conference: caller, agent and whoever was consulted hear each other. False when nobody has answered yet. */
  conference(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const leg = this.#answered(contact)
    if (leg !== NONE) this.#exchange.transitions.consultations.join(this.#exchange.floor.legs.of(leg)!.parent, leg)
    return leg !== NONE
  }

  /**
   * An agent leaves a conference, which goes on. The agent whose contact it is leaves it to the first who joined, without
   * after-call work; another is done but for after-call work. False when the agent is in no conference of this contact.
   */
  leave(contact: number, agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    checkAgent(floor, agent)
    const slot = callerWithAgent(floor, contact)
    if (slot === NONE) return false
    const { contacts, legs } = floor
    const joined = legs.belongingTo(slot).filter((leg) => legs.of(leg)!.role === 'joined')
    const isOwner = contacts.agent[slot] === agent
    const leg = isOwner ? joined[0] : joined.find((each) => contacts.agent[each] === agent)
    if (leg === undefined) return false
    if (isOwner) transitions.consultations.complete(slot, leg)
    else transitions.consultations.end(leg, 'released')
    return true
  }

  /**
   * Who hears whom of a contact that is with an agent, by its present state: what the host's mixer has to do. Empty when
   * it is with none. A copy.
   */
  hearings(contact: number): Hearing[] {
    const slot = callerWithAgent(this.#exchange.floor, contact)
    return slot === NONE ? [] : hearingsOf(this.#exchange.floor, slot)
  }

  #checked(whom: Consulted): ConsultTarget {
    const { floor } = this.#exchange
    if ('agent' in whom) {
      checkAgent(floor, whom.agent)
      return whom
    }
    if ('outside' in whom) {
      if (whom.outside !== '') return whom
      throw new StrowgerError('missing', 'outside', whom.outside, 'say whom the host calls')
    }
    const { type } = whom
    const priority = whom.priority ?? typeOf(floor, type, 'type').priority
    typeOf(floor, type, 'type')
    checkPriority(priority, 'priority')
    return { type, priority }
  }

  /** Slot of the leg that a contact's agent talks to, NONE when there is none. */
  #answered(contact: number): number {
    const { floor } = this.#exchange
    const slot = callerWithAgent(floor, contact)
    const leg = slot === NONE ? NONE : floor.legs.inRole(slot, 'consulting')
    if (leg === NONE) return NONE
    const state = floor.contacts.state[leg]
    return state === ContactState.waiting || state === ContactState.offered ? NONE : leg
  }
}
