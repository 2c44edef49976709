import { AgentState, Intention } from '../agent/agent-table.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import { OfferEndCode } from '../event/event-log.ts'
import type { Exchange } from './exchange.ts'
import { checkAgent, mayBeGiven, slotIn } from './lookup.ts'

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
    const { agents } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
    const changes = agents.intention[agent] !== Intention.ready
    agents.intention[agent] = Intention.ready
    agents.reason[agent] = 0
    if (agents.state[agent] === AgentState.wrapUp) this.#exchange.transitions.endWrapUp(agents.contact[agent]!, agent)
    else if (changes && agents.contact[agent] === NONE) this.#exchange.transitions.follow(agent)
    return true
  }

  /** Forced release (强拆): the conversation ends at once. False when the contact is with no agent. */
  forceRelease(contact: number, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.connected, ContactState.held)
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
    const { agents, contacts } = this.#exchange.floor
    const slot = slotIn(this.#exchange.floor, contact, ContactState.connected, ContactState.held)
    const state = agents.state[supervisor]
    if (slot === NONE || (state !== AgentState.ready && state !== AgentState.notReady)) return false
    if (!mayBeGiven(this.#exchange.floor, slot, supervisor)) return false
    this.#exchange.transitions.handOver(slot, contacts.agent[slot]!, supervisor)
    return true
  }

  #order(agent: number, intention: number, reason: string, nowMs: number): boolean {
    this.#exchange.time.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents, reasons } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
    agents.intention[agent] = intention
    agents.reason[agent] = reasons.numberOf(reason)
    const slot = agents.contact[agent]!
    if (slot === NONE) this.#exchange.transitions.follow(agent)
    else if (agents.state[agent] === AgentState.offered) {
      const end = intention === Intention.signedOut ? OfferEndCode.signedOut : OfferEndCode.withdrawn
      this.#exchange.transitions.withdrawOffer(slot, agent, end)
    }
    if (intention === Intention.signedOut) this.#exchange.transitions.placement.endPreferencesFor(agent)
    return true
  }
}
