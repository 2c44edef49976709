import type { AcdEvent } from '@strowger/acd'
import type { BesideModel, ConsultModel } from '../model/beside.ts'
import type { BesideTally } from './beside-tally.ts'
import { EventPriority } from './event-priority.ts'
import { Purpose } from './purpose.ts'
import type { Service } from './service.ts'
import type { World } from './world.ts'

const NOBODY = -1

/**
 * Agents who ask somebody while the caller holds. What is due in the talk stands on the agent's side of the caller, how long the agent
 * tries to find somebody on the caller's own.
 */
export class Consults {
  readonly #world: World
  readonly #models: BesideModel['consults']
  readonly #service: Service
  readonly #tally: BesideTally
  /** Caller → when its agent began to look for somebody. */
  readonly #soughtMs: Map<number, number> = new Map()
  /** Callers who are about to be left to whoever was asked. */
  readonly #handed: Set<number> = new Set()
  /** Caller → the agent in conference with it. */
  readonly #joined: Map<number, number> = new Map()

  constructor(world: World, models: BesideModel['consults'], service: Service, tally: BesideTally) {
    this.#world = world
    this.#models = models
    this.#service = service
    this.#tally = tally
  }

  /** Something about a consultation is due. */
  fire(caller: number, priority: number, nowMs: number): void {
    if (priority === EventPriority.consultStart) this.#begin(caller, nowMs)
    else if (priority === EventPriority.consultGivenUp) {
      this.#found('givenUp', caller, nowMs)
      this.#return(caller, nowMs)
    } else if (priority === EventPriority.consultEnd) this.#decide(caller, nowMs)
    else this.#endConference(caller, nowMs)
  }

  /** What becomes of whoever is asked. @param event - about a leg, whose `ref` is the caller */
  follow(event: AcdEvent): void {
    const { agenda, engine } = this.#world
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others change nothing for anybody
    switch (event.kind) {
      case 'connected':
        agenda.events.cancel(agenda.ownSide(event.ref))
        this.#found('answered', event.ref, event.atMs)
        this.#talkOver(event.ref, event.atMs)
        return
      case 'released':
        // Whoever was asked has nothing to write down.
        if (event.wrapUp) engine.endWrapUp(event.agent, event.atMs, event.contact)
        return
      case 'joined':
        this.#joined.set(event.ref, event.agent)
        return
      default:
    }
  }

  /** Another agent has the caller: whoever was asked, or a supervisor who goes on with the talk. */
  takenOver(caller: number, agent: number, group: number, nowMs: number): void {
    const { callers, draws } = this.#world
    callers.agent[caller] = agent
    callers.lastAgent[caller] = agent
    if (!this.#handed.delete(caller)) return
    const type = this.#of(caller).withType
    draws.next(caller)
    this.#service.talkAs(caller, type, group, nowMs)
  }

  /** The moment has come at which the agent asks. */
  #begin(caller: number, nowMs: number): void {
    const { callers, engine, agenda, draws } = this.#world
    const { withType, outside, waits } = this.#of(caller)
    const whom = withType < 0 ? { outside } : { type: withType }
    this.#tally.count('begun', nowMs)
    if (engine.consults.begin(callers.contact[caller]!, whom, nowMs) === undefined) this.#goOn(caller, nowMs)
    else if (withType < 0) this.#talkOver(caller, nowMs)
    else {
      this.#soughtMs.set(caller, nowMs)
      const untilMs = nowMs + waits.quantile(draws.of(caller, Purpose.consultPatience))
      agenda.events.set(agenda.ownSide(caller), untilMs, EventPriority.consultGivenUp)
    }
  }

  /** The agent looks no longer: somebody was found, or not. */
  #found(what: 'answered' | 'givenUp', caller: number, nowMs: number): void {
    const soughtMs = this.#soughtMs.get(caller)
    if (soughtMs === undefined) return
    this.#soughtMs.delete(caller)
    this.#tally.waited(what, soughtMs, nowMs - soughtMs)
  }

  #of(caller: number): ConsultModel {
    return this.#models[this.#world.callers.type[caller]!]!
  }

  #talkOver(caller: number, nowMs: number): void {
    const { draws } = this.#world
    const talkMs = this.#of(caller).takes.quantile(draws.of(caller, Purpose.consultLength))
    this.#service.act(caller, nowMs + talkMs, EventPriority.consultEnd)
  }

  #decide(caller: number, nowMs: number): void {
    const { callers, engine, draws } = this.#world
    const { withType, transfers, conference } = this.#of(caller)
    const contact = callers.contact[caller]!
    const u = draws.of(caller, Purpose.consultOutcome)
    if (u < transfers) {
      if (withType >= 0) this.#handed.add(caller)
      if (engine.consults.complete(contact, nowMs)) {
        this.#tally.count('transferred', nowMs)
        return
      }
      this.#handed.delete(caller)
    }
    if (conference !== undefined && u >= transfers && u < transfers + conference.probability) {
      if (engine.consults.conference(contact, nowMs)) {
        this.#tally.count('conferences', nowMs)
        const talkMs = conference.takes.quantile(draws.of(caller, Purpose.conferenceLength))
        this.#service.act(caller, nowMs + talkMs, EventPriority.conferenceEnd)
        return
      }
    }
    this.#return(caller, nowMs)
  }

  #return(caller: number, nowMs: number): void {
    this.#world.engine.consults.cancel(this.#world.callers.contact[caller]!, nowMs)
    this.#goOn(caller, nowMs)
  }

  #endConference(caller: number, nowMs: number): void {
    const { engine, callers } = this.#world
    const joined = this.#joined.get(caller) ?? NOBODY
    this.#joined.delete(caller)
    // Who is outside stays until the caller hangs up.
    if (joined !== NOBODY) engine.consults.leave(callers.contact[caller]!, joined, nowMs)
    this.#goOn(caller, nowMs)
  }

  /** Agent and caller talk on. */
  #goOn(caller: number, nowMs: number): void {
    this.#service.act(caller, nowMs + this.#world.callers.restMs[caller]!, EventPriority.release)
  }
}
