import { Intention } from '../agent/agent-table.ts'
import { NONE } from '../contact/contact-table.ts'
import { OfferEndCode, ORDERS } from '../event/event-record.ts'
import type { MonitorMode, SupervisorOrder } from '../event/leg-events.ts'
import type { Exchange } from './exchange.ts'
import { callerWithAgent, checkAgent, mayBeGiven, slotWithAgent } from './lookup.ts'

/**
 * A supervisor's orders (班长席). Each says when it acts; none of them cuts a caller off but {@link forceRelease}. Each that
 * is carried out is told as `ordered`, with the supervisor: an agent's number, or `by`, any number of the host's.
 */
export class SupervisorDesk {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /**
   * Forced sign-out (强制签出): an idle agent at once; an offer goes back to the queue at once; a conversation and its after-call
   * work are finished first. False when the agent has signed out already.
   */
  forceSignOut(agent: number, nowMs: number, by: number = NONE): boolean {
    return this.#order('force-sign-out', agent, Intention.signedOut, 'supervisor', nowMs, by)
  }

  /**
   * Forced not ready (强制示忙): an idle agent at once; an offer goes back to the queue at once; otherwise when the
   * contact in hand ends. False when the agent is signed out.
   */
  forceNotReady(agent: number, reason: string, nowMs: number, by: number = NONE): boolean {
    return this.#order('force-not-ready', agent, Intention.notReady, reason, nowMs, by)
  }

  /**
   * Forced ready (强制示闲): at once, which also ends after-call work; with a contact in hand, when it ends. False when the agent is
   * signed out.
   */
  forceReady(agent: number, nowMs: number, by: number = NONE): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents, hands } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
    this.#tell('force-ready', by, agent, NONE)
    const changes = agents.intention[agent] !== Intention.ready
    agents.intention[agent] = Intention.ready
    agents.reason[agent] = 0
    const inWrapUp = hands.inWrapUp(agent)
    for (const slot of inWrapUp) this.#exchange.transitions.endWrapUp(slot, agent)
    if (changes && inWrapUp.length === 0) this.#exchange.transitions.follow(agent)
    return true
  }

  /** Forced release (强拆): the conversation ends at once. False when the contact is with no agent. */
  forceRelease(contact: number, nowMs: number, by: number = NONE): boolean {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    const slot = slotWithAgent(floor, contact)
    if (slot === NONE) return false
    this.#tell('force-release', by, floor.contacts.agent[slot]!, slot)
    transitions.release(slot, floor.contacts.agent[slot]!)
    return true
  }

  /**
   * Intercept (拦截): the supervisor, an agent with nothing in hand, takes the caller from the agent, who is free at once.
   * False when the contact is with no agent or the supervisor is busy or signed out.
   */
  intercept(contact: number, supervisor: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, supervisor, 'supervisor')
    const { floor, transitions } = this.#exchange
    const slot = callerWithAgent(floor, contact)
    if (slot === NONE) return false
    const from = floor.contacts.agent[slot]!
    const heard = transitions.consultations.monitorOf(slot, supervisor)
    if (heard === NONE ? !mayBeGiven(floor, slot, supervisor) : !floor.restrictions.allows(slot, supervisor))
      return false
    this.#tell('intercept', supervisor, from, slot)
    if (heard !== NONE) transitions.consultations.stopMonitoringToTake(heard)
    transitions.handOver(slot, from, supervisor)
    return true
  }

  /**
   * Silent monitoring (监听): the supervisor, an agent with room for the contact, hears caller and agent. False when the
   * contact is with no agent, or the supervisor has no room. Who whispers or has barged in already goes back to listening.
   */
  listen(contact: number, supervisor: number, nowMs: number): boolean {
    return this.#monitor('listen', contact, supervisor, nowMs)
  }

  /** Whisper (耳语): as {@link listen}, and the agent hears the supervisor, the caller does not. */
  whisper(contact: number, supervisor: number, nowMs: number): boolean {
    return this.#monitor('whisper', contact, supervisor, nowMs)
  }

  /** Barge-in (强插): as {@link listen}, and all hear each other. */
  bargeIn(contact: number, supervisor: number, nowMs: number): boolean {
    return this.#monitor('barge-in', contact, supervisor, nowMs)
  }

  /** The supervisor takes part no more, and is free. False when it did not. */
  stopListening(contact: number, supervisor: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    checkAgent(floor, supervisor, 'supervisor')
    const slot = callerWithAgent(floor, contact)
    const leg = slot === NONE ? NONE : transitions.consultations.monitorOf(slot, supervisor)
    if (leg === NONE) return false
    this.#tell('stop-listening', supervisor, floor.contacts.agent[slot]!, slot)
    transitions.consultations.end(leg, 'released')
    return true
  }

  #monitor(mode: MonitorMode, contact: number, supervisor: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const { floor, transitions } = this.#exchange
    checkAgent(floor, supervisor, 'supervisor')
    const slot = callerWithAgent(floor, contact)
    if (slot === NONE) return false
    const leg = transitions.consultations.monitorOf(slot, supervisor)
    if (leg === NONE && !mayBeGiven(floor, slot, supervisor)) return false
    this.#tell(mode, supervisor, floor.contacts.agent[slot]!, slot)
    if (leg === NONE) transitions.consultations.monitor(slot, supervisor, mode)
    else transitions.consultations.changeMode(leg, mode)
    return true
  }

  #order(order: SupervisorOrder, agent: number, intention: number, reason: string, nowMs: number, by: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents, reasons } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
    this.#tell(order, by, agent, NONE)
    agents.intention[agent] = intention
    agents.reason[agent] = reasons.numberOf(reason)
    const slot = agents.ringing[agent]!
    if (slot === NONE) this.#exchange.transitions.follow(agent)
    else {
      const end = intention === Intention.signedOut ? OfferEndCode.signedOut : OfferEndCode.withdrawn
      this.#exchange.transitions.withdrawOffer(slot, agent, end)
    }
    if (intention === Intention.signedOut) this.#exchange.transitions.placement.endPreferencesFor(agent)
    return true
  }

  #tell(order: SupervisorOrder, supervisor: number, agent: number, slot: number): void {
    this.#exchange.floor.recordOrder(ORDERS.indexOf(order), supervisor, agent, slot)
  }
}
