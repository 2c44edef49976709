import type { AgentLine } from './agent-lines.ts'
import type { Callbacks } from './callbacks.ts'
import type { Contact } from './contacts.ts'
import type { House } from './house.ts'
import type { LegEnd } from '../switch/switch-event.ts'

/** Rings agents' phones as the engine offers, and tells it what becomes of that. */
export class Phones {
  readonly #house: House
  readonly #callbacks: Callbacks

  constructor(house: House, callbacks: Callbacks) {
    this.#house = house
    this.#callbacks = callbacks
  }

  /** A contact is offered to an agent: the phone rings. */
  offered(contact: Contact, agent: number): void {
    this.#ring(contact, this.#house.lines.of(agent), false)
  }

  /** The offer is over; unless it was answered here, the phone stops ringing. */
  offerEnded(contact: number, agent: number): void {
    const line = this.#house.lines.of(agent)
    if (line.ringing?.contact === contact) this.#stop(line)
  }

  /** An agent has a contact: where no phone was answered for it, the phone is to answer by itself. */
  connected(contact: Contact, agent: number): void {
    const line = this.#house.lines.of(agent)
    if (line.voice !== undefined || line.ringing !== undefined) return
    this.#ring(contact, line, true)
  }

  /** A leg was answered. False when it rang at no agent. */
  answered(leg: number): boolean {
    const { lines, contacts, desk } = this.#house
    const line = lines.ofLeg(leg)
    if (line?.ringing?.leg !== leg) return false
    const { contact, byForce, stopTimer } = line.ringing
    stopTimer()
    line.ringing = undefined
    line.voice = leg
    if (byForce) {
      const main = contacts.of(contact)?.main
      if (main !== undefined) contacts.touch(main)
      desk.advance()
    } else if (desk.do({ do: 'accept', contact, agent: line.agent }) === false) this.#house.exchange.hangUp(leg)
    return true
  }

  /** A leg that rang is over without an answer. False when it rang at no agent. */
  ended(leg: number, reason: LegEnd): boolean {
    const { lines, desk } = this.#house
    const line = lines.ofLeg(leg)
    if (line?.ringing?.leg !== leg) return false
    const { contact, byForce } = line.ringing
    lines.forget(leg)
    if (reason === 'hung-up') return true
    if (byForce) this.#lost(contact, line)
    else if (reason === 'refused') desk.do({ do: 'decline', contact, agent: line.agent })
    else this.unreachable(line)
    return true
  }

  /** The phone of an agent cannot be reached any more: what rings there goes on elsewhere. */
  unreachable(line: AgentLine): void {
    if (line.isUnreachable) return
    line.isUnreachable = true
    this.#house.desk.do({ do: 'unreachable', agent: line.agent })
  }

  /** It can be reached again. */
  reachable(line: AgentLine): void {
    if (!line.isUnreachable) return
    line.isUnreachable = false
    this.#house.desk.do({ do: 'reachable', agent: line.agent })
  }

  /** Whoever talks to nobody any more is hung up. */
  settle(agent: number): void {
    const { contacts, lines, exchange } = this.#house
    if (contacts.talksOf(agent).length > 0) return
    const line = lines.of(agent)
    if (line.ringing?.byForce === true) this.#stop(line)
    const { voice, parked, referring } = line
    line.referring = undefined
    // The phone must hear that its transfer went well before its call is over.
    if (referring !== undefined) exchange.transferred(referring, 200)
    if (parked !== undefined) exchange.hangUp(parked)
    if (voice !== undefined) exchange.hangUp(voice)
  }

  #ring(contact: Contact, line: AgentLine, byForce: boolean): void {
    const { exchange, agents, callers, numbers, plan, lines, clock } = this.#house
    const number = agents.numberOf(line.agent)
    const caller = callers.ofRef(contact.ref)
    const name = plan.acd.types[contact.type]?.name ?? ''
    const from = {
      number: caller?.number ?? numbers.of(contact.id) ?? this.#callbacks.numberOf(contact.ref) ?? '',
      name: contact.role === 'monitor' ? `listening: ${name}` : name,
    }
    const near = caller === undefined ? {} : { near: caller.leg }
    const leg = exchange.originate({ kind: 'phone', number }, { from, autoAnswer: byForce, ...near })
    const limitMs = this.#limitMs(line.agent)
    // The engine ends an offer itself; a phone that was to answer by force is the host's to give up on.
    const stopTimer =
      byForce && limitMs < Infinity
        ? clock.at(clock.nowMs() + limitMs, () => {
            this.#giveUp(line)
          })
        : () => undefined
    line.ringing = { leg, contact: contact.id, byForce, stopTimer }
    lines.bind(leg, line)
  }

  #giveUp(line: AgentLine): void {
    if (line.ringing === undefined) return
    const { contact } = line.ringing
    this.#stop(line)
    this.#lost(contact, line)
  }

  #stop(line: AgentLine): void {
    const { ringing } = line
    if (ringing === undefined) return
    this.#house.lines.forget(ringing.leg)
    this.#house.exchange.hangUp(ringing.leg)
  }

  /** A contact was given to an agent by force, whose phone did not answer: it waits anew with its age, and the agent is not ready. */
  #lost(contact: number, line: AgentLine): void {
    const { desk, contacts, log } = this.#house
    const known = contacts.of(contact)
    log.say('warn', 'phone-did-not-answer', { agent: this.#house.agents.numberOf(line.agent), contact })
    desk.do({ do: 'not-ready', agent: line.agent, reason: 'no-answer' })
    if (known === undefined || known.agent !== line.agent) return
    if (known.role === 'caller') {
      const waits = desk.do({ do: 'transfer', contact, type: known.type })
      // Nobody is on the line yet: it is being called.
      if (waits === false) desk.do({ do: 'dial-failed', contact, reason: 'failed' })
    } else if (known.role === 'monitor') desk.do({ do: 'stop-listening', contact: known.main, agent: line.agent })
    else desk.do({ do: 'release', contact })
  }

  #limitMs(agent: number): number {
    const { agents, plan } = this.#house
    const group = agents.configOf(agents.numberOf(agent))?.group
    return plan.acd.groups.find(({ name }) => name === group)?.offerTimeoutMs ?? 20_000
  }
}
