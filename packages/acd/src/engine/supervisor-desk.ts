import { Intention } from '../agent/agent-table.ts'
import { NONE } from '../contact/contact-table.ts'
import { OfferEndCode } from '../event/event-log.ts'
import type { Exchange } from './exchange.ts'
import { checkAgent, mayBeGiven, slotWithAgent } from './lookup.ts'

/**
 * A supervisor's orders (班长席). Each says when it acts; none of them cuts a caller off but {@link forceRelease}.
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
  forceSignOut(agent: number, nowMs: number): boolean {
    return this.#order(agent, Intention.signedOut, 'supervisor', nowMs)
  }

  /**
   * Forced not ready (强制示忙): an idle agent at once; an offer goes back to the queue at once; otherwise when the
   * contact in hand ends. False when the agent is signed out.
   */
  forceNotReady(agent: number, reason: string, nowMs: number): boolean {
    return this.#order(agent, Intention.notReady, reason, nowMs)
  }

  /**
   * Forced ready (强制示闲): at once, which also ends after-call work; with a contact in hand, when it ends. False when the agent is
   * signed out.
   */
  forceReady(agent: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents, hands } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
    const changes = agents.intention[agent] !== Intention.ready
    agents.intention[agent] = Intention.ready
    agents.reason[agent] = 0
    const inWrapUp = hands.inWrapUp(agent)
    for (const slot of inWrapUp) this.#exchange.transitions.endWrapUp(slot, agent)
    if (changes && inWrapUp.length === 0) this.#exchange.transitions.follow(agent)
    return true
  }

  /** Forced release (强拆): the conversation ends at once. False when the contact is with no agent. */
  forceRelease(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const slot = slotWithAgent(this.#exchange.floor, contact)
    if (slot !== NONE) this.#exchange.transitions.release(slot, this.#exchange.floor.contacts.agent[slot]!)
    return slot !== NONE
  }

  /**
   * Intercept (拦截): the supervisor, an agent with nothing in hand, takes the caller from the agent, who is free at once.
   * False when the contact is with no agent or the supervisor is busy or signed out.
   */
  intercept(contact: number, supervisor: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, supervisor, 'supervisor')
    const slot = slotWithAgent(this.#exchange.floor, contact)
    if (slot === NONE || !mayBeGiven(this.#exchange.floor, slot, supervisor)) return false
    this.#exchange.transitions.handOver(slot, this.#exchange.floor.contacts.agent[slot]!, supervisor)
    return true
  }

  #order(agent: number, intention: number, reason: string, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents, reasons } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
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
}
