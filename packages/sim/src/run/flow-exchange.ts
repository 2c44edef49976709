import {
  type AcdConfig,
  type AcdEngine,
  type AcdEvent,
  type DeskEvent,
  type FlowAction,
  FlowDesk,
  isFlowAction,
} from '@strowger/acd'
import { FlowCallers } from '../flow/flow-callers.ts'
import type { FlowsModel, Model } from '../model/model.ts'
import type { RandomStream } from '../random/stream.ts'
import { countOne, emptyFlowTally, type FlowTally, ratingKey, ratingsOf } from './flow-tally.ts'
import { Purpose } from './purpose.ts'
import type { SimulationOptions } from './simulation-options.ts'
import type { World } from './world.ts'

/** A desk with the flows that stand in it. */
interface Desk {
  readonly desk: FlowDesk
  readonly flows: FlowsModel
}

/** The desk of a model; undefined when it has no flows. @param engineAs - what stands in for its engine */
export function deskOf({ flows }: Model, acd: AcdConfig, engineAs: (engine: AcdEngine) => AcdEngine): Desk | undefined {
  if (flows === undefined) return undefined
  return { desk: new FlowDesk(acd, flows.config, { prompts: 'timed', epochMs: flows.epochMs, engineAs }), flows }
}

/** A caller inside a flow. */
interface Session {
  /** Its place among the callers, from which each of its contacts gets one of its own. */
  readonly place: number
  /** Whether it came in inside the counted window. */
  readonly counts: boolean
  contacts: number
  group: number
  wasQueued: boolean
  isSettled: boolean
}

/**
 * The exchange with flows before it: callers press digits and hang up in a {@link FlowDesk}, and what the floor is told of a contact
 * has the place of its caller as `ref`, as if there were no flow.
 *
 * A place of its own for each contact: an agent still works on after the call while the caller rates it, or waits anew.
 */
export class FlowExchange implements Pick<AcdEngine, 'advance' | 'nextDeadlineMs' | 'read'> {
  readonly tally: FlowTally = emptyFlowTally()
  readonly #world: World
  readonly #desk: FlowDesk
  readonly #calls: FlowsModel['calls']
  readonly #callers: FlowCallers
  readonly #sessions = new Map<number, Session>()
  /** Engine's contact → place of its caller. */
  readonly #places = new Map<number, number>()
  readonly #onKeyed: SimulationOptions['keyed']
  #open = 0

  /** @param identity - where the keys of callers in flows come from */
  constructor(
    world: World,
    { desk, flows: { calls, behaviour } }: Desk,
    identity: RandomStream,
    onKeyed?: SimulationOptions['keyed'],
  ) {
    this.#world = world
    this.#desk = desk
    this.#calls = calls
    this.#onKeyed = onKeyed
    this.#callers = new FlowCallers(behaviour, identity, (session, outcome) => {
      const caller = this.#sessions.get(session)
      if (caller !== undefined && outcome === 'resolved') caller.isSettled = true
    })
  }

  /** Counted callers inside. */
  get open(): number {
    return this.#open
  }

  /** A caller calls; false when those of its type come to the queue at once. */
  enter(caller: number, nowMs: number): boolean {
    const { callers } = this.#world
    const called = this.#calls[callers.type[caller]!]
    if (called === undefined) return false
    const agent = callers.lastAgent[caller]!
    this.#desk.enter({ called, ref: caller, ...(agent >= 0 && { preferredAgent: agent }) }, nowMs)
    return true
  }

  /** The `ref` under which a contact without a flow is offered: none that a session has. */
  static refOf(caller: number): number {
    return ~caller
  }

  nextDeadlineMs(): number {
    return Math.min(this.#desk.nextDeadlineMs(), this.#callers.nextMs)
  }

  advance(nowMs: number): void {
    // One thing at a time: what a caller does next depends on what it was told.
    if (this.#desk.nextDeadlineMs() <= nowMs) this.#desk.advance(nowMs)
    else this.#callers.act(this.#desk, nowMs)
  }

  read(): AcdEvent | undefined {
    this.#desk.settle()
    for (let event = this.#desk.read(); event !== undefined; event = this.#desk.read()) {
      this.#callers.observe(event)
      if (!isFlowAction(event)) return this.#ofCaller(event)
      this.#count(event)
    }
    return undefined
  }

  #count(action: FlowAction): void {
    if (action.kind === 'entered') {
      const counts = this.#world.tallies.counts(action.atMs)
      const { ref: place } = action
      this.#sessions.set(action.session, { place, counts, contacts: 0, group: -1, wasQueued: false, isSettled: false })
      if (!counts) return
      this.#open += 1
      this.tally.entered += 1
      return
    }
    const session = this.#sessions.get(action.session)!
    if (action.kind === 'ended') this.#leave(action.session, session)
    else if (action.kind === 'queue') session.isSettled = false
    if (!session.counts) return
    if (action.kind === 'queue' && !session.wasQueued) {
      session.wasQueued = true
      this.tally.queued += 1
    } else if (action.kind === 'case') countOne(this.tally.cases, action.subject)
    else if (action.kind === 'rated') {
      this.#onKeyed?.(action)
      const ratings = ratingsOf(this.tally, ratingKey(action.type, session.group))
      ratings.asked += 1
      if (Number.isNaN(action.rating)) return
      ratings.answered += 1
      ratings.sum += action.rating
    } else if (action.kind === 'ended') {
      this.#open -= 1
      if (session.isSettled) this.tally.selfService += 1
      countOne(this.tally.ended, action.reason)
    }
  }

  #leave(id: number, { place }: Session): void {
    this.#sessions.delete(id)
    this.#world.callers.leave(place)
  }

  /** An event as the floor knows it. */
  #ofCaller(event: Exclude<DeskEvent, FlowAction>): AcdEvent {
    if (event.kind === 'agent') return event
    if (event.ref < 0) return { ...event, ref: FlowExchange.refOf(event.ref) }
    // Whoever is asked about a contact belongs to it.
    const parent = event.parent ?? 0
    if (parent !== 0) return { ...event, ref: this.#places.get(parent) ?? event.ref }
    if (event.kind === 'arrived') this.#arrive(event.ref, event.contact, event.type)
    const ref = this.#places.get(event.contact)!
    const { kind } = event
    if (kind === 'connected') {
      const session = this.#sessions.get(event.ref)
      if (session !== undefined) session.group = event.group
    }
    const leaves = kind === 'abandoned' || kind === 'blocked' || kind === 'diverted' || kind === 'refused'
    if (leaves || kind === 'wrap-up-ended' || (kind === 'released' && !event.wrapUp)) this.#places.delete(event.contact)
    return { ...event, ref }
  }

  #arrive(id: number, contact: number, type: number): void {
    const { callers, agenda, draws } = this.#world
    const session = this.#sessions.get(id)!
    const place = callers.enterAs(session.place)
    agenda.grow(callers.capacity)
    callers.handling[place] = callers.handling[session.place]!
    callers.patience[place] = callers.patience[session.place]!
    callers.wrapUp[place] = callers.wrapUp[session.place]!
    callers.turn[place]! += session.contacts
    if (session.contacts > 0) draws.next(place)
    // The type that it called as may have no after-call work, and so no number for it.
    else if (type !== callers.type[session.place]) callers.wrapUp[place] = draws.of(place, Purpose.wrapUp)
    session.contacts += 1
    callers.type[place] = type
    callers.contact[place] = contact
    callers.patienceSet[place] = 0
    this.#places.set(contact, place)
  }
}
