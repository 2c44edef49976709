import type { AcdEvent, DialEvent } from '@strowger/acd'
import type { CalledModel, DiallingModel } from '../model/dialling.ts'
import type { Distribution } from '../random/distribution.ts'
import { DiallingTallies } from './dialling-tally.ts'
import { EventPriority } from './event-priority.ts'
import { Purpose } from './purpose.ts'
import type { Service } from './service.ts'
import type { World } from './world.ts'

/** Turns between what a caller does by itself and its part in a campaign, so that their numbers have nothing in common. */
const OTHER_TURNS = 1000

/** What the calls that the engine asks for need of the simulation. */
export interface DiallingOptions {
  readonly service: Service
  /** Number under which a caller's contact is known to the engine. */
  readonly refOf: (caller: number) => number
  /** When nobody is called any more who is still on a list; Infinity in a run that goes on. */
  readonly closesMs: number
  /** Contacts are counted up to then. */
  readonly toMs: number
}

/**
 * People who are called: they accept a callback or not, stand on lists, and answer, or do not. When they are called, and by whom,
 * is the engine's to say.
 */
export class Dialling {
  readonly tallies: DiallingTallies
  readonly #world: World
  readonly #model: DiallingModel
  readonly #service: Service
  readonly #refOf: (caller: number) => number
  readonly #closesMs: number
  /** By campaign, how many of its lists are there. */
  readonly #listed: Int32Array
  /** Caller → its contact on a list, of those who are about to give up. */
  readonly #wonBack: Map<number, number> = new Map()
  /** Contacts on lists that nobody calls at the moment. */
  readonly #resting: Set<number> = new Set()

  constructor(world: World, model: DiallingModel, { service, refOf, closesMs, toMs }: DiallingOptions) {
    this.#world = world
    this.#model = model
    this.#service = service
    this.#refOf = refOf
    this.#closesMs = closesMs
    this.#listed = new Int32Array(model.campaigns.length)
    this.tallies = new DiallingTallies(world.model.types.length, world.model.warmUpMs, toMs)
  }

  /** Sets when lists come. */
  schedule(): void {
    for (let campaign = 0; campaign < this.#listed.length; campaign += 1) this.#scheduleList(campaign)
  }

  /** A list of the campaign has come, or the doors close. */
  fire(campaign: number, nowMs: number): void {
    const { type, lists } = this.#model.campaigns[campaign]!
    const list = lists[this.#listed[campaign]!]
    this.#listed[campaign]! += 1
    if (list === undefined) {
      for (const contact of this.#resting) this.#world.engine.dialling.cancel(contact, nowMs)
      return
    }
    const { agenda, callers, draws } = this.#world
    for (let nth = 0; nth < list.contacts; nth += 1) {
      const caller = callers.enter()
      callers.type[caller] = type
      draws.first(caller, NaN)
      this.#list(caller, campaign, 0, nowMs)
    }
    agenda.grow(callers.capacity)
    this.#scheduleList(campaign)
  }

  /** An arrival: false when those of its type call by themselves. */
  takes(caller: number, nowMs: number): boolean {
    const { campaign } = this.#model.types[this.#world.callers.type[caller]!]!
    if (campaign < 0) return false
    this.#list(caller, campaign, 0, nowMs)
    return true
  }

  /** A conversation with an agent of the group has ended. The caller's place is still its own. */
  served(caller: number, group: number, nowMs: number): void {
    const { callers, draws } = this.#world
    const { followUps } = this.#model.types[callers.type[caller]!]!
    for (const [nth, { campaign, after, probability }] of followUps.entries()) {
      if (draws.of(caller, Purpose.followUp, nth) >= probability[group]!) continue
      const dueInMs = after.quantile(draws.of(caller, Purpose.followUpDelay, nth))
      if (nowMs + dueInMs >= this.#closesMs) this.tallies.cameTooLate(this.#model.campaigns[campaign]!.type)
      else this.#listAgain(callers.enterAs(caller), campaign, dueInMs, nowMs)
    }
  }

  /** A caller is put on the list of a campaign after a conversation, which asked for it. */
  followUp(caller: number, campaign: number, nowMs: number): void {
    if (nowMs >= this.#closesMs) this.tallies.cameTooLate(this.#model.campaigns[campaign]!.type)
    else this.#listAgain(this.#world.callers.enterAs(caller), campaign, 0, nowMs)
  }

  /** A caller has given up: true when it is called unasked, so that its place is its own still. */
  winsBack(caller: number): boolean {
    const contact = this.#wonBack.get(caller)
    if (contact === undefined) return false
    this.#wonBack.delete(caller)
    const { type } = this.#model.campaigns[this.#model.types[this.#world.callers.type[caller]!]!.winBack]!
    this.#turnInto(caller, type)
    this.#world.callers.patienceSet[caller] = 1
    this.#world.callers.contact[caller] = contact
    return true
  }

  /** The call that is being made comes to what was drawn. */
  report(caller: number, priority: number, nowMs: number): void {
    const { dialling } = this.#world.engine
    const contact = this.#world.callers.contact[caller]!
    if (priority === EventPriority.calledAnswers) dialling.answered(contact, nowMs)
    else dialling.failed(contact, priority === EventPriority.calledMachine ? 'machine' : 'busy', nowMs)
  }

  /** What those who are called do about a decision of the engine. */
  follow(event: AcdEvent): void {
    this.tallies.observe(event)
    const { agenda, callers } = this.#world
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are about no call that was asked for
    switch (event.kind) {
      case 'callback-offered':
        this.#consider(event.ref, event.contact, event.atMs)
        return
      case 'listed':
        if (event.atMs < this.#closesMs) this.#resting.add(event.contact)
        else this.#world.engine.dialling.cancel(event.contact, event.atMs)
        // Unasked, and told before it has given up: the same person has another contact.
        if (callers.contact[event.ref] !== event.contact) this.#wonBack.set(event.ref, event.contact)
        return
      case 'dial':
        this.#resting.delete(event.contact)
        callers.agent[event.ref] = event.agent
        this.#ring(event)
        return
      case 'dial-ended':
        agenda.events.cancel(agenda.agentSide(event.ref))
        if (this.#model.types[event.type]!.campaign < 0) return
        if (event.atMs >= this.#closesMs) this.#world.engine.dialling.cancel(event.contact, event.atMs)
        else this.#resting.add(event.contact)
        return
      case 'bridged':
        callers.agent[event.ref] = event.agent
        callers.lastAgent[event.ref] = event.agent
        this.#talk(event.ref, event.agent, event.group, event.atMs)
        return
      case 'expired':
        this.#resting.delete(event.contact)
        agenda.events.cancel(agenda.agentSide(event.ref))
        callers.leave(event.ref)
        return
      default:
    }
  }

  #scheduleList(campaign: number): void {
    const { agenda } = this.#world
    const atMs = this.#model.campaigns[campaign]!.lists[this.#listed[campaign]!]?.atMs ?? this.#closesMs
    agenda.events.set(agenda.listOf(campaign), atMs, EventPriority.listing)
  }

  #list(caller: number, campaign: number, dueInMs: number, nowMs: number): void {
    const { callers, engine } = this.#world
    // Who is called waits for nothing that could try its patience.
    callers.patienceSet[caller] = 1
    callers.contact[caller] = engine.dialling.list({ campaign, ref: this.#refOf(caller), dueInMs }, nowMs)
  }

  #listAgain(caller: number, campaign: number, dueInMs: number, nowMs: number): void {
    const { agenda, callers } = this.#world
    agenda.grow(callers.capacity)
    this.#turnInto(caller, this.#model.campaigns[campaign]!.type)
    this.#list(caller, campaign, dueInMs, nowMs)
  }

  #turnInto(caller: number, type: number): void {
    const { callers, draws } = this.#world
    callers.type[caller] = type
    callers.turn[caller]! += OTHER_TURNS
    draws.next(caller)
  }

  #consider(caller: number, contact: number, nowMs: number): void {
    const { agenda, callers, draws, engine } = this.#world
    const { callback } = this.#model.types[callers.type[caller]!]!
    if (callback === undefined || draws.of(caller, Purpose.callback) >= callback.accepts) return
    if (!engine.dialling.acceptCallback(contact, nowMs)) return
    callers.patienceSet[caller] = 1
    agenda.events.cancel(agenda.ownSide(caller))
  }

  #calledOf(type: number): CalledModel {
    const { campaign, callback } = this.#model.types[type]!
    return campaign < 0 ? callback!.called : this.#model.campaigns[campaign]!.called
  }

  #ring({ ref: caller, type, attempt, atMs }: DialEvent): void {
    const { agenda, draws } = this.#world
    const { reached, machine, busy, after, machineAfter, busyAfter } = this.#calledOf(type)
    const u = draws.of(caller, Purpose.called, attempt - 1)
    const comes = (law: Distribution | undefined, priority: number) => {
      const afterMs = law === undefined ? 0 : law.quantile(draws.of(caller, Purpose.calledAfter, attempt - 1))
      agenda.events.set(agenda.agentSide(caller), atMs + afterMs, priority)
    }
    if (u < reached) comes(after, EventPriority.calledAnswers)
    else if (u < reached + machine) comes(machineAfter, EventPriority.calledMachine)
    else if (u < reached + machine + busy) comes(busyAfter, EventPriority.calledBusy)
    // Otherwise it rings until the engine gives up.
  }

  #talk(caller: number, agent: number, group: number, nowMs: number): void {
    const { callers, draws } = this.#world
    const type = callers.type[caller]!
    const { campaign } = this.#model.types[type]!
    const wrongParty = campaign < 0 ? undefined : this.#model.campaigns[campaign]!.wrongParty
    if (wrongParty === undefined || draws.of(caller, Purpose.wrongParty) >= wrongParty.probability) {
      this.#service.talk(caller, agent, group, nowMs)
      return
    }
    this.tallies.wrongParty(type, nowMs)
    this.#service.talkFor(caller, wrongParty.talk.quantile(draws.of(caller, Purpose.handling)), nowMs)
  }
}
