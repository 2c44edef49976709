import type { Features } from '../feature/features.ts'
import type { LegEnd, SwitchEvent } from '../switch/switch-event.ts'
import type { AgentLine } from './agent-lines.ts'
import type { Caller } from './callers.ts'
import type { Crew } from './conversations.ts'
import type { House } from './house.ts'
import type { Voicemail } from './voicemail.ts'

/** What the exchange tells, handed to whom it concerns: callers, agents' phones, somebody outside. */
export class Arrivals {
  readonly #house: House
  readonly #crew: Crew
  readonly #features: Features
  readonly #voicemail: Voicemail
  /** Nobody new is let in. */
  isDraining = false

  constructor(house: House, crew: Crew, features: Features, voicemail: Voicemail) {
    this.#house = house
    this.#crew = crew
    this.#features = features
    this.#voicemail = voicemail
  }

  /** Something happened at the exchange. */
  take(event: SwitchEvent): void {
    const { log } = this.#house
    switch (event.kind) {
      case 'incoming':
        this.#incoming(event)
        return
      case 'ringing':
        return
      case 'answered':
        if (!this.#crew.phones.answered(event.leg) && !this.#crew.own.answered(event.leg)) {
          this.#crew.outside.answered(event.leg)
        }
        return
      case 'played': {
        const caller = this.#house.callers.ofLeg(event.leg)
        if (caller !== undefined) this.#crew.flows.played(caller)
        else if (!this.#crew.called.messages.played(event.leg)) this.#features.played(event.leg)
        return
      }
      case 'answered-by':
        this.#crew.called.answers.heard(event)
        return
      case 'machine-records':
        this.#crew.called.messages.records(event.leg)
        return
      case 'digit':
        this.#pressed(event.leg, event.digit)
        return
      case 'held':
      case 'resumed': {
        const line = this.#house.lines.ofLeg(event.leg)
        if (line?.voice === event.leg) this.#crew.transfers.held(line, event.kind === 'held')
        return
      }
      case 'silent':
        log.say('info', 'silent', { leg: event.leg })
        return
      case 'transfer-asked': {
        const line = this.#house.lines.ofLeg(event.leg)
        // Who calls in may not send the house's calls anywhere.
        if (line === undefined) this.#house.exchange.transferred(event.leg, 603)
        else this.#crew.transfers.asked(line, event.leg, event.to, event.replaces)
        return
      }
      case 'recorded':
        log.say('info', 'recorded', { id: event.id, path: event.path, durationMs: event.durationMs })
        return
      case 'registered':
      case 'unregistered':
        this.#registered(event.number, event.kind === 'registered')
        return
      case 'trunk':
        log.say(event.state === 'registered' || event.state === 'removed' ? 'info' : 'warn', 'trunk', {
          trunk: event.trunk,
          registration: event.state,
        })
        return
      case 'ended':
        this.#ended(event.leg, event.reason)
        return
    }
  }

  #incoming({ leg, from, to, origin }: SwitchEvent & { kind: 'incoming' }): void {
    const { exchange, contacts, agents, lines } = this.#house
    if (origin.kind === 'trunk') {
      this.#enter(leg, from, to)
      return
    }
    const { number } = origin
    if (this.#features.dialled(leg, number, to)) return
    const agent = agents.agentOf(number)
    const talks = agent !== undefined && contacts.mainOf(agent) !== undefined
    if (!talks) {
      if (this.isDraining || !this.#crew.own.dialled(leg, number, to)) this.#enter(leg, from, to)
    } else if (!this.#crew.transfers.consultOnLine(lines.of(agent), leg, to)) exchange.refuse(leg, 'forbidden')
  }

  /** Somebody calls a number of the house. Where the flow turns it away at once, the call is refused and not answered. */
  #enter(leg: number, from: string, to: string): void {
    const { exchange, callers, desk, log } = this.#house
    if (this.isDraining) {
      exchange.refuse(leg, 'unavailable')
      return
    }
    const caller = callers.add(leg, from, to)
    log.say('debug', 'call', { leg, from, to })
    const entered = desk.do({ do: 'enter', called: to, ref: leg, ...(from !== '' && { caller: from }) })
    if (entered === false) exchange.refuse(leg, 'unavailable')
    else if (!caller.isOver) {
      caller.isAnswered = true
      exchange.answer(leg)
    }
  }

  #pressed(leg: number, digit: string): void {
    const { callers, lines, desk, contacts, clock } = this.#house
    const caller = callers.ofLeg(leg)
    if (caller !== undefined) {
      if (this.#voicemail.press(caller, digit) || this.#crew.dialling.press(caller, digit)) return
      const contact = desk.machine.contactOf(caller.ref)
      // What is keyed while an agent is there is nobody's but the two: it is not even written down.
      if (contact !== undefined && (contacts.of(contact)?.agent ?? -1) >= 0) return
      desk.do({ do: 'digit', session: caller.ref, digit })
      return
    }
    const line = lines.ofLeg(leg)
    const feature = line?.keys.press(digit, clock.nowMs())
    if (line !== undefined && feature !== undefined) this.#crew.transfers.keyed(line, feature)
  }

  #registered(number: string, isThere: boolean): void {
    const { agents, lines, log } = this.#house
    log.say('info', isThere ? 'phone-registered' : 'phone-gone', { agent: number })
    const agent = agents.agentOf(number)
    if (agent === undefined) return
    if (isThere) this.#crew.phones.reachable(lines.of(agent))
    else this.#crew.phones.unreachable(lines.of(agent))
  }

  #ended(leg: number, reason: LegEnd): void {
    const { callers, lines } = this.#house
    const { phones, outside, own } = this.#crew
    if (phones.ended(leg, reason) || outside.ended(leg, reason) || own.ended(leg, reason)) return
    const caller = callers.ofLeg(leg)
    if (caller !== undefined) {
      this.#callerGone(caller)
      return
    }
    const line = lines.ofLeg(leg)
    if (line !== undefined) this.#phoneGone(line, leg, reason)
  }

  #callerGone(caller: Caller): void {
    const { callers, desk } = this.#house
    this.#voicemail.end(caller)
    this.#crew.outside.callerGone(caller)
    if (!caller.isOver && caller.ref > 0) desk.do({ do: 'hang-up', session: caller.ref })
    callers.remove(caller)
  }

  /** A phone has vanished in the middle of a conversation: its caller waits for another agent, with its age. */
  #phoneLost(line: AgentLine): void {
    const main = this.#house.contacts.mainOf(line.agent)
    this.#crew.phones.unreachable(line)
    if (main !== undefined) this.#house.desk.do({ do: 'transfer', contact: main.id, type: main.type })
  }

  #phoneGone(line: AgentLine, leg: number, reason: LegEnd): void {
    const { lines, contacts } = this.#house
    const wasConsulting = line.voice === leg && line.parked !== undefined
    if (reason === 'hung-up') {
      lines.forget(leg)
      return
    }
    const isBack = wasConsulting && this.#crew.transfers.consultHungUp(line)
    lines.forget(leg)
    if (reason === 'unreachable') this.#phoneLost(line)
    if (!isBack) this.#crew.transfers.hungUp(line)
    const main = contacts.mainOf(line.agent)
    if (main !== undefined) contacts.touch(main.id)
    this.#house.desk.advance()
  }
}
