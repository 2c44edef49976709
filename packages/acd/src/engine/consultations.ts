import { AgentState } from '../agent/agent-table.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import type { LegRole } from '../contact/legs.ts'
import { ConsultEndCode, MONITOR_MODES, NO_DETAIL, OfferEndCode } from '../event/event-record.ts'
import type { ConsultEnd } from '../event/leg-events.ts'
import type { Floor } from './floor.ts'
import type { Transitions } from './transitions.ts'

/** Whom an agent asks: another agent, a queue, or somebody outside. */
export type ConsultTarget =
  | { readonly agent: number }
  | { readonly type: number; readonly priority: number }
  | { readonly outside: string }

/** What can happen to legs: parties beside the caller and its agent. Callers have checked that it may happen now. */
export class Consultations {
  readonly #floor: Floor
  readonly #transitions: Transitions

  constructor(floor: Floor, transitions: Transitions) {
    this.#floor = floor
    this.#transitions = transitions
  }

  /** The agent of a contact puts the caller on hold and asks somebody else. Returns the leg's id. */
  begin(parent: number, target: ConsultTarget): number {
    const { contacts, reasons } = this.#floor
    const asker = contacts.agent[parent]!
    if (contacts.state[parent] === ContactState.connected) this.#transitions.hold(parent)
    const type = 'type' in target ? target.type : contacts.type[parent]!
    const outside = 'outside' in target ? target.outside : ''
    const leg = this.#add(parent, type, 'consulting', 'agent' in target, outside)
    const id = contacts.id[leg]!
    if ('type' in target) contacts.priority[leg] = target.priority
    this.#floor.recordWith('consulting', leg, asker, reasons.numberOf(outside), contacts.sinceMs)
    if ('agent' in target) {
      // As a preferred agent is: it rings there alone.
      contacts.preferred[leg] = target.agent
      this.#transitions.offering.bringToWork(target.agent)
      this.#transitions.offering.offer(leg, target.agent)
    } else if ('type' in target) {
      this.#floor.restrictions.exclude(leg, asker)
      contacts.restricted[leg] = 1
      this.#transitions.placement.place(leg)
    } else contacts.state[leg] = ContactState.connected
    return id
  }

  /** Whoever is consulted joins the conversation, and the caller comes from hold. */
  join(parent: number, leg: number): void {
    const { contacts, legs } = this.#floor
    if (contacts.state[parent] === ContactState.held) this.#transitions.resume(parent)
    if (contacts.state[leg] === ContactState.held) this.#transitions.resume(leg)
    legs.of(leg)!.role = 'joined'
    this.#floor.record('joined', leg, NO_DETAIL, contacts.sinceMs)
  }

  /** The agent leaves the contact to whoever is consulted, or in conference with it. */
  complete(parent: number, leg: number): void {
    const { contacts, legs } = this.#floor
    const from = contacts.agent[parent]!
    const to = contacts.agent[leg]!
    const { outside } = legs.of(leg)!
    if (to !== NONE) {
      this.#transitions.takeUp(leg)
      this.#floor.record('released', leg, 0, contacts.sinceMs)
      this.#floor.hands.drop(leg, to)
    }
    this.#ended(leg, 'completed')
    this.#floor.legs.part(leg)
    this.#floor.forget(leg)
    if (to === NONE) this.#transitions.transferOut(parent, from, outside)
    else this.#transitions.handOver(parent, from, to)
  }

  /** What an agent has to write down about a contact that it has handed on: a leg that belongs to none. False: nothing. */
  workOn(parent: number, agent: number): boolean {
    const floor = this.#floor
    const { contacts, legs, hands, config } = floor
    const type = contacts.type[parent]!
    const forMs = config.types[type]!.wrapUpAfterTransferMs
    if (forMs === 0) return false
    const work = this.#add(parent, type, 'joined', false, '')
    contacts.arrivedMs[work] = contacts.arrivedMs[parent]!
    contacts.agent[work] = agent
    legs.part(work)
    hands.take(work, agent)
    this.#transitions.beginWrapUp(work, agent, forMs)
    floor.record('wrap-up', work, NO_DETAIL, contacts.sinceMs)
    return true
  }

  /** A supervisor hears a contact, and is heard as the mode says. */
  monitor(parent: number, supervisor: number, mode: LegRole): void {
    const floor = this.#floor
    const { contacts, agents, hands, config, nowMs } = floor
    const leg = this.#add(parent, contacts.type[parent]!, mode, false, '')
    this.#transitions.offering.bringToWork(supervisor)
    contacts.agent[leg] = supervisor
    contacts.state[leg] = ContactState.connected
    agents.state[supervisor] = AgentState.connected
    agents.sinceMs[supervisor] = nowMs
    hands.take(leg, supervisor)
    floor.record('monitoring', leg, MONITOR_MODES.indexOf(mode), contacts.sinceMs)
    if (agents.several[supervisor] === 1) {
      this.#transitions.offering.putAside(config.types[contacts.type[leg]!]!.channel, supervisor)
      this.#transitions.offering.settle(supervisor, false)
    }
  }

  /** A supervisor hears on, and is heard otherwise from now on. */
  changeMode(leg: number, mode: LegRole): void {
    const { contacts, legs, nowMs } = this.#floor
    this.#floor.record('monitoring-ended', leg, NO_DETAIL, contacts.sinceMs)
    legs.of(leg)!.role = mode
    contacts.sinceMs[leg] = nowMs
    this.#floor.record('monitoring', leg, MONITOR_MODES.indexOf(mode), contacts.sinceMs)
  }

  /** The leg a supervisor has on a contact, NONE when it has none. */
  monitorOf(parent: number, supervisor: number): number {
    const { contacts, legs } = this.#floor
    const own = legs
      .belongingTo(parent)
      .find((leg) => contacts.agent[leg] === supervisor && isMonitor(legs.of(leg)!.role))
    return own ?? NONE
  }

  /** A supervisor hears no more, and takes the contact itself. */
  stopMonitoringToTake(leg: number): void {
    const { contacts, legs, hands } = this.#floor
    const supervisor = contacts.agent[leg]!
    this.#transitions.takeUp(leg)
    this.#floor.record('monitoring-ended', leg, NO_DETAIL, contacts.sinceMs)
    hands.drop(leg, supervisor)
    legs.part(leg)
    this.#floor.forget(leg)
  }

  /** A leg is over: it stops ringing or waiting, or its agent is done but for after-call work. */
  end(leg: number, reason: ConsultEnd): void {
    const floor = this.#floor
    const { contacts, legs } = floor
    const state = contacts.state[leg]!
    const agent = contacts.agent[leg]!
    if (isMonitor(legs.of(leg)!.role)) {
      this.stopMonitoringToTake(leg)
      this.#transitions.offering.handLighter(agent)
      return
    }
    if (state === ContactState.waiting || state === ContactState.offered) {
      this.#giveUp(leg, reason)
      return
    }
    if (agent !== NONE) this.#transitions.takeUp(leg)
    const wrapUpMs = agent === NONE ? 0 : floor.config.types[contacts.type[leg]!]!.wrapUpMs
    if (agent !== NONE) floor.record('released', leg, wrapUpMs > 0 ? 1 : 0, contacts.sinceMs)
    this.#ended(leg, reason)
    legs.part(leg)
    if (wrapUpMs > 0) {
      this.#transitions.beginWrapUp(leg, agent, wrapUpMs)
      return
    }
    if (agent !== NONE) floor.hands.drop(leg, agent)
    floor.forget(leg)
    if (agent !== NONE) this.#transitions.offering.handLighter(agent)
  }

  /** Everybody beside the caller and its agent is done. */
  endAll(parent: number, reason: ConsultEnd): void {
    // Each that ends leaves a new list behind, this one stays as it is.
    for (const leg of this.#floor.legs.belongingTo(parent)) this.end(leg, reason)
  }

  /** Nobody is rung for the leg any more, or has refused it: it is over. */
  #giveUp(leg: number, reason: ConsultEnd): void {
    const floor = this.#floor
    const { ringing } = this.#transitions.offering
    const isWaiting = floor.contacts.state[leg] === ContactState.waiting
    const rung = isWaiting ? [] : ringing.rungAt(leg)
    if (isWaiting) floor.leaveQueue(leg)
    for (const agent of rung) this.#transitions.offering.endOffer(leg, agent, OfferEndCode.withdrawn)
    ringing.end(leg)
    this.#forgetLoose(leg, reason)
    for (const agent of rung) this.#transitions.offering.settle(agent, true)
  }

  /** The one agent who was asked does not take it; its offer has ended. */
  refused(leg: number, reason: ConsultEnd): void {
    this.#forgetLoose(leg, reason)
  }

  #forgetLoose(leg: number, reason: ConsultEnd): void {
    this.#floor.contacts.agent[leg] = NONE
    this.#ended(leg, reason)
    this.#floor.legs.part(leg)
    this.#floor.forget(leg)
  }

  #ended(leg: number, reason: ConsultEnd): void {
    this.#floor.record('consult-ended', leg, ConsultEndCode[reason], this.#floor.contacts.arrivedMs)
  }

  #add(parent: number, type: number, role: LegRole, direct: boolean, outside: string): number {
    const floor = this.#floor
    const { contacts, nowMs } = floor
    const parentId = contacts.id[parent]!
    const ref = contacts.ref[parent]!
    const leg = floor.newContact(type, ref, floor.config.types[type]!.priority)
    contacts.sinceMs[leg] = nowMs
    contacts.linked[leg] = 2
    contacts.linked[parent] = 1
    floor.legs.add(leg, { parent, parentId, role, direct, outside })
    return leg
  }
}

function isMonitor(role: LegRole): boolean {
  return role === 'listen' || role === 'whisper' || role === 'barge-in'
}
