import { AgentState } from '../agent/agent-table.ts'
import type { FloorWatch } from '../admission/floor-watch.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import type { Floor } from '../engine/floor.ts'
import type { Transitions } from '../engine/transitions.ts'
import { DIAL_ENDS, NO_DETAIL } from '../event/event-record.ts'
import type { DialEnd } from '../event/event.ts'
import { type CompiledRedial, USUAL_REDIAL } from './compile-campaigns.ts'

/** Why a contact is given up. */
type Expiry = 'attempts' | 'too-late' | 'cancelled' | 'no-agent'

/**
 * Contacts that are called: callers who hung up to be called back, who keep their place in the queue and are dialled
 * when their turn comes, and outbound contacts. The engine says `dial`, the host reports what came of it.
 */
export class Dialler {
  readonly #floor: Floor
  readonly #watch: FloorWatch
  readonly #transitions: Transitions

  constructor(floor: Floor, watch: FloorWatch, transitions: Transitions) {
    this.#floor = floor
    this.#watch = watch
    this.#transitions = transitions
  }

  /** A caller who waits hangs up and keeps its place. False when its type promises nothing. */
  acceptCallback(slot: number): boolean {
    const floor = this.#floor
    const { contacts, dialled, nowMs, config } = floor
    const callback = config.rules.dialling.callbacks[contacts.type[slot]!]
    if (callback === undefined || contacts.line[slot] !== Line.live) return false
    dialled.begin(slot, NONE, nowMs)
    dialled.promisedMs[slot] = nowMs + callback.promiseMs
    dialled.expiresMs[slot] = nowMs + callback.expireMs
    floor.freeTrunk(slot)
    contacts.line[slot] = Line.toDial
    floor.record('callback-accepted', slot, Math.ceil(callback.promiseMs), contacts.queuedMs)
    this.await(slot)
    return true
  }

  /** Puts a new contact on the list of a campaign, due so long from now. Returns its slot. */
  list(campaign: number, ref: number, priority: number, dueInMs: number): number {
    const floor = this.#floor
    const { contacts, dialled, nowMs } = floor
    const { type, expireMs } = floor.config.rules.dialling.campaigns[campaign]!
    const slot = floor.newContact(type, ref, priority)
    contacts.orderMs[slot] = nowMs - floor.config.types[type]!.headStartMs
    contacts.line[slot] = Line.toDial
    dialled.begin(slot, campaign, nowMs)
    dialled.expiresMs[slot] = nowMs + expireMs
    floor.record('listed', slot, NO_DETAIL, dialled.acceptedMs)
    this.#rest(slot, nowMs + dueInMs)
    return slot
  }

  /** An abandoned call whose caller is called back unasked; it has not been forgotten yet. */
  winBack(slot: number): void {
    const { contacts, config, nowMs } = this.#floor
    const winBack = config.rules.dialling.winBacks[contacts.type[slot]!]
    if (winBack === undefined || nowMs - contacts.queuedMs[slot]! < winBack.minWaitMs) return
    const { type } = config.rules.dialling.campaigns[winBack.campaign]!
    this.list(winBack.campaign, contacts.ref[slot]!, config.types[type]!.priority, winBack.afterMs)
  }

  /** The call is made; an agent waits on the line, or none (NONE). */
  dial(slot: number, agent: number): void {
    const floor = this.#floor
    const { contacts, dialled, agents, nowMs } = floor
    contacts.agent[slot] = agent
    contacts.sinceMs[slot] = nowMs
    contacts.state[slot] = ContactState.dialling
    if (agent !== NONE) {
      agents.ringing[agent] = slot
      agents.state[agent] = AgentState.offered
      agents.sinceMs[agent] = nowMs
    }
    if (floor.trunks.fullFor(contacts.entry[slot]!) !== undefined) {
      this.#endCall(slot, 'failed')
      return
    }
    dialled.attempts[slot]! += 1
    floor.takeTrunk(slot)
    contacts.line[slot] = Line.reached
    floor.record('dial', slot, dialled.attempts[slot]!, dialled.acceptedMs)
    this.#watch.deadlines.set(2 * slot, nowMs + this.#redialOf(slot).ringMs, 0)
    if (agent === NONE) floor.lists.inFlight[dialled.campaign[slot]!]! += 1
  }

  /** The called party has answered: it is the agent's who waits, or waits for one itself. */
  answered(slot: number): void {
    const floor = this.#floor
    const { contacts, agents, nowMs } = floor
    const agent = contacts.agent[slot]!
    this.#learn(slot, true)
    this.#watch.deadlines.cancel(2 * slot)
    contacts.queuedMs[slot] = nowMs
    if (agent === NONE) {
      this.#transitions.placement.place(slot)
      return
    }
    agents.ringing[agent] = NONE
    this.#transitions.offering.connect(slot, agent, 'connected')
  }

  /** The call came to nothing. */
  failed(slot: number, reason: DialEnd): void {
    this.#learn(slot, false)
    this.#endCall(slot, reason)
  }

  /** A contact that is to be dialled, or is being dialled, is given up. */
  cancel(slot: number): void {
    const { contacts } = this.#floor
    if (contacts.state[slot] === ContactState.dialling) {
      this.#learn(slot, false)
      this.#freeAgent(slot, 'cancelled', 'cancelled')
    } else if (contacts.state[slot] === ContactState.offered)
      this.#transitions.dropOffer(slot, () => this.#expire(slot, 'cancelled'))
    else this.#expire(slot, 'cancelled')
  }

  /** Somebody answered and gave up, or was let go, before an agent came. */
  lost(slot: number): void {
    const campaign = this.#floor.dialled.campaign[slot]!
    if (campaign !== NONE) this.#floor.lists.paces[campaign]!.letGo()
  }

  /**
   * A contact of a campaign that has no agent goes back on its list: true. Callbacks wait in their queue; what expired while it
   * rang is given up: true.
   */
  takesBack(slot: number): boolean {
    const { dialled, lists, contacts, nowMs } = this.#floor
    const campaign = dialled.campaign[slot]!
    if (campaign === NONE) {
      if (nowMs < dialled.expiresMs[slot]!) return false
      this.#expire(slot, 'too-late')
      return true
    }
    contacts.state[slot] = ContactState.resting
    lists.put(campaign, slot, dialled.dueMs[slot]!)
    this.#wakeAt(slot, dialled.expiresMs[slot]!)
    return true
  }

  /** False where an agent is first asked: callbacks and previews ring at the agent, who dials by accepting. */
  isDirect(slot: number): boolean {
    const { contacts, dialled, config } = this.#floor
    if (contacts.line[slot] === Line.reached) return true
    const campaign = dialled.campaign[slot]!
    return campaign !== NONE && config.rules.dialling.campaigns[campaign]!.mode !== 'preview'
  }

  /** What a contact that waits in a queue is due to next: a promise, its expiry, or the end of its patience for us. */
  await(slot: number): void {
    const { contacts, dialled, config } = this.#floor
    const campaign = dialled.campaign[slot]!
    let atMs = Math.min(dialled.promisedMs[slot]!, dialled.expiresMs[slot]!)
    if (contacts.line[slot] === Line.reached) {
      atMs =
        campaign === NONE ? Infinity : contacts.queuedMs[slot]! + config.rules.dialling.campaigns[campaign]!.maxHoldMs
    }
    this.#wakeAt(slot, atMs)
  }

  /** A deadline of a contact that is dialled has come. */
  fire(slot: number): void {
    const { contacts, dialled, nowMs } = this.#floor
    const state = contacts.state[slot]!
    if (state === ContactState.dialling) this.failed(slot, 'no-answer')
    else if (state === ContactState.waiting && contacts.line[slot] === Line.reached) {
      this.lost(slot)
      this.#expire(slot, 'no-agent')
    } else if (state !== ContactState.waiting && state !== ContactState.resting) return
    else if (nowMs >= dialled.expiresMs[slot]!) this.#expire(slot, 'too-late')
    else if (state === ContactState.resting) this.#transitions.placement.place(slot)
    else {
      // The promise: it goes before others from now on.
      dialled.promisedMs[slot] = Infinity
      const callback = this.#floor.config.rules.dialling.callbacks[contacts.type[slot]!]
      const priority = Math.max(contacts.priority[slot]!, callback?.priorityWhenDue ?? 0)
      this.#transitions.move(slot, contacts.type[slot]!, priority)
    }
  }

  /** What fell due while it rang is due now: time does not go back. */
  #wakeAt(slot: number, atMs: number): void {
    this.#watch.deadlines.set(2 * slot, Math.max(atMs, this.#floor.nowMs), 0)
  }

  #redialOf(slot: number): CompiledRedial {
    const { dialling } = this.#floor.config.rules
    const campaign = this.#floor.dialled.campaign[slot]!
    const redial =
      campaign === NONE ? dialling.callbacks[this.#floor.contacts.type[slot]!] : dialling.campaigns[campaign]
    // A callback that was moved to a type that promises nothing keeps what is usual.
    return redial ?? { ...USUAL_REDIAL, expireMs: Infinity }
  }

  #learn(slot: number, answered: boolean): void {
    const { dialled, lists, contacts } = this.#floor
    const campaign = dialled.campaign[slot]!
    if (campaign === NONE) return
    lists.paces[campaign]!.ended(answered)
    if (contacts.agent[slot] === NONE) lists.inFlight[campaign]! -= 1
  }

  #endCall(slot: number, reason: DialEnd): void {
    const redial = this.#redialOf(slot)
    const isLast = this.#floor.dialled.attempts[slot]! >= redial.attempts || redial.giveUpAfter.includes(reason)
    this.#freeAgent(slot, reason, isLast ? 'attempts' : undefined)
  }

  /** The call has ended; the contact rests, or is given up; then the agent who waited is free. */
  #freeAgent(slot: number, reason: DialEnd, expiry: Expiry | undefined): void {
    const floor = this.#floor
    const { contacts, agents, nowMs } = floor
    const agent = contacts.agent[slot]!
    floor.record('dial-ended', slot, DIAL_ENDS.indexOf(reason), contacts.sinceMs)
    if (contacts.line[slot] === Line.reached) floor.freeTrunk(slot)
    contacts.line[slot] = Line.toDial
    contacts.state[slot] = ContactState.resting
    contacts.agent[slot] = NONE
    if (expiry === undefined) {
      const { retryMs, retryMsAfter } = this.#redialOf(slot)
      this.#rest(slot, nowMs + (retryMsAfter[reason] ?? retryMs))
    } else this.#expire(slot, expiry)
    if (agent === NONE) return
    agents.ringing[agent] = NONE
    this.#transitions.offering.settle(agent, true)
  }

  #rest(slot: number, dueMs: number): void {
    const { contacts, dialled } = this.#floor
    dialled.dueMs[slot] = dueMs
    contacts.state[slot] = ContactState.resting
    if (!this.takesBack(slot)) this.#wakeAt(slot, Math.min(dueMs, dialled.expiresMs[slot]!))
  }

  #expire(slot: number, reason: Expiry): void {
    const floor = this.#floor
    const { contacts, dialled, lists } = floor
    if (contacts.list[slot] !== NONE) floor.leaveQueue(slot)
    if (contacts.line[slot] === Line.reached) floor.freeTrunk(slot)
    if (dialled.campaign[slot] !== NONE) lists.take(dialled.campaign[slot]!, slot)
    floor.record('expired', slot, floor.reasons.numberOf(reason), dialled.acceptedMs)
    floor.forget(slot)
  }
}
