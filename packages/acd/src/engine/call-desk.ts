import type { FloorWatch } from '../admission/floor-watch.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import { OfferEndCode } from '../event/event-record.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { Exchange } from './exchange.ts'
import {
  checkAgent,
  checkPriority,
  checkTenant,
  mayBeGiven,
  slotIn,
  slotInWrapUp,
  callerWithAgent,
  typeOf,
} from './lookup.ts'

/**
 * What agents, callers and the host do with a contact beside answering and ending it: hold, transfer, move, divert.
 * As everywhere, a command that comes too late returns false and changes nothing.
 */
export class CallDesk {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /** Puts the caller on hold. False when the contact is not connected. O(1). */
  hold(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.connected)
    if (slot === NONE || this.#exchange.floor.contacts.agent[slot] === NONE) return false
    this.#exchange.transitions.hold(slot)
    return true
  }

  /** Takes the caller from hold. False when it is not on hold. O(1). */
  resume(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.held)
    if (slot !== NONE) this.#exchange.transitions.resume(slot)
    return slot !== NONE
  }

  /**
   * Blind transfer to a queue: the agent is free, the contact waits as another type (an expert desk, say) with its age
   * kept. False when it is with no agent.
   *
   * @param priority - default: that of the type
   */
  transfer(contact: number, type: number, nowMs: number, priority?: number): boolean {
    this.#exchange.time.advance(nowMs)
    const compiled = typeOf(this.#exchange.floor, type, 'type')
    const newPriority = priority ?? compiled.priority
    checkPriority(newPriority, 'priority')
    const slot = callerWithAgent(this.#exchange.floor, contact)
    if (slot === NONE) return false
    checkTenant(this.#exchange.floor, slot, type, 'type')
    this.#exchange.transitions.transfer(slot, this.#exchange.floor.contacts.agent[slot]!, type, newPriority)
    return true
  }

  /**
   * Transfer to an agent who is idle or not ready with nothing in hand: the caller is that agent's at once. Skills are not asked
   * for, who transfers decides; tenants and exclusions are. False when the contact is with no agent, or the other cannot take it.
   */
  transferToAgent(contact: number, agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const slot = callerWithAgent(this.#exchange.floor, contact)
    if (slot === NONE || !mayBeGiven(this.#exchange.floor, slot, agent)) return false
    this.#exchange.transitions.handOver(slot, this.#exchange.floor.contacts.agent[slot]!, agent)
    return true
  }

  /** Transfer to somewhere outside the house: the contact ends here. False when it is with no agent. */
  transferOut(contact: number, where: string, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    if (where === '') throw new StrowgerError('missing', 'reason', where, 'say where the contact goes, or why')
    const slot = callerWithAgent(this.#exchange.floor, contact)
    if (slot === NONE) return false
    this.#exchange.transitions.transferOut(slot, this.#exchange.floor.contacts.agent[slot]!, where)
    return true
  }

  /** A waiting contact changes type, priority or both, with its age kept. False when it does not wait. */
  move(contact: number, to: { readonly type?: number; readonly priority?: number }, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.waiting)
    if (to.type !== undefined) typeOf(this.#exchange.floor, to.type, 'to.type')
    if (to.priority !== undefined) checkPriority(to.priority, 'to.priority')
    if (slot === NONE) return false
    const { type, priority } = this.#exchange.floor.contacts
    if (to.type !== undefined) checkTenant(this.#exchange.floor, slot, to.type, 'to.type')
    this.#exchange.transitions.move(slot, to.type ?? type[slot]!, to.priority ?? priority[slot]!)
    return true
  }

  /**
   * A contact that waits or rings leaves for voicemail, a call-back, an announcement: wherever the host sends it. The
   * reason is told in the event, so that nothing is dropped silently. False when it no longer waits.
   */
  divert(contact: number, reason: string, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    if (reason === '') throw new StrowgerError('missing', 'reason', reason, 'say where the contact goes, or why')
    const slot = slotIn(this.#exchange.floor, contact, ContactState.waiting, ContactState.offered)
    if (slot === NONE || this.#exchange.floor.legs.of(slot) !== undefined) return false
    this.#exchange.transitions.divert(slot, reason)
    return true
  }

  /** This agent never gets this contact from now on. False when the contact has ended. */
  exclude(contact: number, agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents, contacts, waiting, restrictions } = this.#exchange.floor
    const slot = contacts.slotOf(contact)
    if (slot === NONE) return false
    const isWaiting = contacts.state[slot] === ContactState.waiting
    const list = contacts.list[slot]!
    if (isWaiting) waiting.remove(slot)
    contacts.restricted[slot] = 1
    restrictions.exclude(slot, agent)
    if (isWaiting) waiting.insert(slot, list)
    if (isWaiting && contacts.preferred[slot] === agent) this.#exchange.transitions.placement.endPreference(slot)
    this.#exchange.transitions.offering.ringing.refuseForGood(slot, agent)
    if (agents.ringing[agent] === slot) {
      this.#exchange.transitions.withdrawOffer(slot, agent, OfferEndCode.withdrawn)
    }
    return true
  }

  /** Contacts that stand before this one in its waiting list; undefined when it does not wait. O(position). */
  position(contact: number): number | undefined {
    this.#exchange.settle()
    const slot = slotIn(this.#exchange.floor, contact, ContactState.waiting)
    return slot === NONE ? undefined : this.#exchange.floor.waiting.place(slot)
  }

  /**
   * How much longer a contact is expected to wait, ms, as of the last command: what a caller who waits is told. Its place
   * counts, and who stands before it in the other queues of the same agents; Infinity when nobody is there to serve it,
   * NaN when the estimator has nothing to go on yet. Undefined when it does not wait. O(position).
   *
   * @throws StrowgerError `no-estimator` when the configuration has none
   */
  expectedWaitMs(contact: number): number | undefined {
    const watch = this.#watchWithEstimator()
    const slot = slotIn(this.#exchange.floor, contact, ContactState.waiting)
    return slot === NONE ? undefined : watch.estimator.expectedWaitMs(watch.queries.ofWaiting(slot))
  }

  /**
   * How long a contact of a type that came now would be expected to wait, ms: what may be said before it queues, and
   * what conditions call `ewt`. As {@link expectedWaitMs} otherwise.
   *
   * @param priority - default: that of the type
   * @throws StrowgerError `no-estimator`, `unknown-type`, `out-of-range`
   */
  expectedWaitOnJoiningMs(type: number, priority?: number): number {
    const watch = this.#watchWithEstimator()
    const compiled = typeOf(this.#exchange.floor, type, 'type')
    const itsPriority = priority ?? compiled.priority
    checkPriority(itsPriority, 'priority')
    return watch.estimator.expectedWaitMs(watch.queries.ofJoining(type, itsPriority))
  }

  /** The watch of a floor whose configuration brings an estimator, or has rules: with its agents counted. */
  #watchWithEstimator(): FloorWatch {
    this.#exchange.settle()
    const { watch } = this.#exchange.floor
    if (watch === undefined) {
      const remedy = 'give the configuration one, such as new QueueLengthEstimator(): without it waits are not learnt'
      throw new StrowgerError('no-estimator', 'estimator', undefined, remedy)
    }
    watch.recount()
    return watch
  }

  /**
   * After-call work may last `byMs` longer. False when the agent does none, or has no ceiling on it.
   *
   * @param contact - whose after-call work; default: that which came into hand first
   */
  extendWrapUp(agent: number, byMs: number, nowMs: number, contact?: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    if (!(byMs > 0 && byMs < Infinity)) throw new StrowgerError('out-of-range', 'byMs', byMs, 'more than 0 ms, finite')
    const slot = slotInWrapUp(this.#exchange.floor, agent, contact)
    return slot !== NONE && this.#exchange.floor.deadlines.postpone(2 * slot, byMs)
  }
}
