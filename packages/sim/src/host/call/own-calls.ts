import type { AcdEvent } from '@strowger/acd'
import type { LegEnd } from '../switch/switch-event.ts'
import { mayBeCalled } from '../trunk/may-be-called.ts'
import type { House } from './house.ts'

/** Why an agent who is on a call of its own is not ready. */
export const ON_A_CALL = 'on-a-call'
/** Nobody lets a colleague's phone ring for longer. */
const RING_MS = 60_000

interface OwnCall {
  readonly caller: number
  readonly called: number
  /** Agents who were ready, and are so again when it is over. */
  readonly away: Set<number>
  readonly stopTimer: () => void
  isAnswered: boolean
}

/** Calls that agents make for themselves, to colleagues or outside. The engine knows of them only that these agents are not ready meanwhile. */
export class OwnCalls {
  readonly #house: House
  readonly #byLeg = new Map<number, OwnCall>()

  constructor(house: House) {
    this.#house = house
  }

  /** An agent's phone, with nobody on the line, calls a number. False when that is not such a call, or not allowed. */
  dialled(leg: number, from: string, to: string): boolean {
    const { agents, exchange, config, clock } = this.#house
    const caller = agents.agentOf(from)
    const called = agents.agentOf(to)
    if (caller === undefined || caller === called || !this.#isAllowed(to)) return false
    if (called !== undefined && this.#isBusy(called)) {
      exchange.refuse(leg, 'busy')
      return true
    }
    exchange.ring(leg)
    const destination = { kind: called === undefined ? 'outside' : 'phone', number: to } as const
    const name = config.agents.find(({ number }) => number === from)?.name ?? ''
    const other = exchange.originate(destination, { from: { number: from, name }, near: leg })
    const stopTimer = clock.at(clock.nowMs() + RING_MS, () => {
      exchange.hangUp(other)
    })
    const away = new Set<number>()
    const call: OwnCall = { caller: leg, called: other, away, stopTimer, isAnswered: false }
    this.#byLeg.set(leg, call)
    this.#byLeg.set(other, call)
    for (const agent of called === undefined ? [caller] : [caller, called]) this.#leave(agent, away)
    return true
  }

  /** A leg was answered. False when it is of no such call. */
  answered(leg: number): boolean {
    const call = this.#byLeg.get(leg)
    if (call === undefined) return false
    if (leg !== call.called) return true
    const { exchange } = this.#house
    call.stopTimer()
    call.isAnswered = true
    exchange.answer(call.caller, leg)
    exchange.hear(call.caller, [leg])
    exchange.hear(leg, [call.caller])
    return true
  }

  /** A leg is over. False when it was of no such call. */
  ended(leg: number, reason: LegEnd): boolean {
    const call = this.#byLeg.get(leg)
    if (call === undefined) return false
    const { exchange, desk } = this.#house
    const { caller, called, away } = call
    call.stopTimer()
    this.#byLeg.delete(caller)
    this.#byLeg.delete(called)
    if (leg === caller) exchange.hangUp(called)
    else if (call.isAnswered) exchange.hangUp(caller)
    else exchange.refuse(caller, reason === 'refused' ? 'busy' : 'unavailable')
    for (const agent of away) desk.do({ do: 'ready', agent })
    return true
  }

  /** Who has said meanwhile what it does next is left to that. */
  observe(event: AcdEvent): void {
    if (event.kind !== 'agent' || event.reason === ON_A_CALL) return
    for (const { away } of this.#byLeg.values()) away.delete(event.agent)
  }

  #isAllowed(to: string): boolean {
    const { agents, config } = this.#house
    const { calls } = config.phones
    if (agents.agentOf(to) !== undefined) return calls !== 'none'
    return calls === 'outside' && mayBeCalled(config, to)
  }

  #isBusy(agent: number): boolean {
    const { contacts, lines, desk } = this.#house
    const line = lines.of(agent)
    const isRung = [...this.#byLeg.values()].some(({ away }) => away.has(agent))
    return (
      isRung ||
      contacts.talksOf(agent).length > 0 ||
      (line.ringing ?? line.voice) !== undefined ||
      desk.engine.agentState(agent) === 'offered'
    )
  }

  #leave(agent: number, away: Set<number>): void {
    const { desk } = this.#house
    if (desk.engine.agentState(agent) !== 'ready') return
    away.add(agent)
    desk.do({ do: 'not-ready', agent, reason: ON_A_CALL })
  }
}
