import { AcdEngine, type AcdEvent, type ConnectedEvent, FloorMetrics, journalled } from '@strowger/acd'
import type { ArrivalProcess } from '../model/arrival-process.ts'
import type { Model } from '../model/model.ts'
import { RandomStream } from '../random/stream.ts'
import { Agenda } from './agenda.ts'
import { AgentDraws } from './agent-draws.ts'
import { CallerTallies } from './caller-tallies.ts'
import { Callers } from './callers.ts'
import { Draws, lotsOf } from './draws.ts'
import { EventPriority } from './event-priority.ts'
import { deskOf, FlowExchange } from './flow-exchange.ts'
import { type Nouns, nounsOf } from './nouns.ts'
import { type Observation, observationOf } from './observation.ts'
import type { SimulationOptions } from './simulation-options.ts'
import type { World } from './world.ts'

/** A steady run that cannot end (an unstable queue) is cut after so many times its length. */
const LONGEST_TAIL = 10

/**
 * One replication: plays callers and agents against an {@link AcdEngine}, which makes every routing decision.
 *
 * Each caller has at most two events ahead: its own (patience, calling again) and its agent's (answer, release, end of
 * after-call work). Events and the engine's deadlines are taken in total order of time, priority and order of scheduling.
 */
export class Simulation {
  declare readonly world: World
  /** In place of the engine, where flows stand before it. */
  declare private readonly flows: FlowExchange | undefined
  declare private readonly metrics: FloorMetrics
  declare private readonly arrivals: readonly ArrivalProcess[]
  declare private readonly attendance: Nouns['attendance']
  declare private readonly waiting: Nouns['waiting']
  declare private readonly service: Nouns['service']
  declare private readonly returns: Nouns['returns']
  declare private readonly transfers: Nouns['transfers']
  declare private readonly elsewhere: Nouns['elsewhere']
  declare private readonly dialling: Nouns['dialling']
  declare private readonly beside: Nouns['beside']
  declare private readonly afterwards: Nouns['afterwards']
  declare private readonly workHandedOn: Nouns['workHandedOn']
  readonly #endMs: number = NaN
  /** What a scenario does not use costs its calls nothing: asked here, not in every noun. */
  declare private readonly isKeyed: boolean
  declare private readonly isStaffed: boolean
  readonly #offer = { type: 0, ref: 0 }
  readonly #observe: ((event: AcdEvent) => void) | undefined
  #simulated = 0
  #nowMs = 0

  /**
   * @param seed - of the experiment
   * @param replication - 0, 1, …; the same pair gives the same callers under every model with the same type names
   */
  constructor(model: Model, seed: number, replication: number, options: SimulationOptions = {}) {
    const { antithetic = false, journal } = options
    this.#observe = options.observe
    this.#endMs = model.warmUpMs + model.durationMs
    this.isKeyed = model.keyed
    this.isStaffed = model.staffing.length > 0
    const named = (purpose: string) => RandomStream.named(seed, replication, purpose, { antithetic })
    const callers = new Callers()
    const acd = { ...model.acd, policy: model.policy(lotsOf(seed, replication)) }
    const engineAs = (engine: AcdEngine) => (journal === undefined ? engine : journalled(engine, journal))
    const desk = deskOf(model, acd, engineAs)
    this.world = {
      model,
      callers,
      engine: desk?.desk.engine ?? engineAs(new AcdEngine(acd)),
      agenda: new Agenda(model, callers.capacity),
      draws: new Draws(model, callers, named, antithetic),
      agentDraws: new AgentDraws(model.roster.length, named('agents'), antithetic),
      tallies: new CallerTallies(model.types.length, callers, model.warmUpMs, this.#endMs),
    }
    this.flows = desk && new FlowExchange(this.world, desk, named('callers in flows'), options.keyed)
    this.metrics = new FloorMetrics({
      types: model.types.length,
      groups: model.groups.length,
      thresholdMs: model.thresholdsMs,
      fromMs: model.warmUpMs,
      toMs: this.#endMs,
    })
    const factors = model.busyDays?.draw(named('busy days'))
    this.arrivals = model.types.map(({ id, family, arrivals }) => arrivals(named(`arrivals ${id}`), factors?.[family]))
    const nouns = nounsOf(this.world, { named, toMs: this.#endMs, hasFlows: desk !== undefined, seen: options })
    this.attendance = nouns.attendance
    this.waiting = nouns.waiting
    this.service = nouns.service
    this.returns = nouns.returns
    this.elsewhere = nouns.elsewhere
    this.transfers = nouns.transfers
    this.dialling = nouns.dialling
    this.beside = nouns.beside
    this.afterwards = nouns.afterwards
    this.workHandedOn = nouns.workHandedOn
  }

  /** The engine it plays against: who sees the events may ask it, and must not command it. */
  get engine(): AcdEngine {
    return this.world.engine
  }

  /** The time of the last event, ms. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** Runs to the end. */
  run(): Observation {
    const exchange = this.flows ?? this.world.engine
    const { events } = this.world.agenda
    for (let type = 0; type < this.arrivals.length; type += 1) this.#scheduleArrival(type)
    this.attendance.schedule()
    this.dialling?.schedule()
    this.beside?.schedule()
    while (!this.#isOver()) {
      const deadlineMs = exchange.nextDeadlineMs()
      const nextMs = events.nextMs
      if (deadlineMs <= nextMs) {
        if (deadlineMs === Infinity) break
        this.#nowMs = deadlineMs
        exchange.advance(deadlineMs)
      } else {
        this.#nowMs = nextMs
        this.#fire(events.nextOwner, events.nextRank, nextMs)
      }
      for (let event = exchange.read(); event !== undefined; event = exchange.read()) {
        this.metrics.observe(event)
        this.#observe?.(event)
        this.#follow(event)
      }
    }
    const { model, tallies } = this.world
    this.afterwards?.cases?.finish()
    return observationOf(model, {
      metrics: this.metrics,
      endedMs: Math.max(this.#nowMs, this.#endMs),
      callers: tallies.byType,
      flows: this.flows,
      calls: this.dialling?.tallies.byType,
      beside: this.beside?.tally.counts,
      moved: model.sites && this.service.moved,
      ratings: this.afterwards?.ratings,
      sales: this.service.sales?.tallies,
      cases: this.afterwards?.cases?.tallies,
      simulated: this.#simulated,
    })
  }

  /** Over when the window has passed and every counted caller has ended; an unstable queue is cut. */
  #isOver(): boolean {
    if (this.#nowMs < this.#endMs) return false
    if (this.metrics.open === 0 && (this.flows?.open ?? 0) === 0) return true
    return this.#nowMs > (LONGEST_TAIL + 1) * this.#endMs
  }

  /** The time is handed on as it came: read from the field, it would be boxed for every call it is an argument of. */
  #fire(owner: number, priority: number, nowMs: number): void {
    const { agenda } = this.world
    if (owner < agenda.roster) {
      // Not cancelled: the next arrival of the type takes its place on the list (7 % of the `sim` suite's time).
      this.#arrive(owner, nowMs)
      return
    }
    agenda.events.cancel(owner)
    if (owner === agenda.roster) this.attendance.change(nowMs)
    else if (owner >= agenda.firstCaller) this.#callerEvent(agenda.callerOf(owner), priority, nowMs)
    else if (owner >= agenda.firstCampaign) this.dialling!.fire(owner - agenda.firstCampaign, nowMs)
    else if (owner === agenda.orders) this.beside!.order(nowMs)
    else if (priority === EventPriority.answer) this.beside!.answer(agenda.agentOf(owner), nowMs)
    else this.attendance.fire(agenda.agentOf(owner), priority, nowMs)
  }

  #callerEvent(caller: number, priority: number, nowMs: number): void {
    const { engine, callers } = this.world
    const contact = callers.contact[caller]!
    const agent = callers.agent[caller]!
    if (priority === EventPriority.release) {
      if (this.isStaffed && !this.service.worksOn(caller)) this.attendance.beforeFree(agent, nowMs)
      if (!this.isKeyed || !this.transfers.handOn(caller, nowMs)) engine.release(contact, nowMs)
    } else if (priority === EventPriority.patienceEnds) engine.abandon(contact, nowMs)
    else if (priority === EventPriority.answer) engine.accept(contact, agent, nowMs)
    else if (priority === EventPriority.wrapUpEnd) {
      this.attendance.beforeFree(agent, nowMs)
      engine.endWrapUp(agent, nowMs, contact)
    } else if (priority === EventPriority.arrival) this.#callAgain(caller, nowMs)
    else if (priority === EventPriority.holdStart) this.service.hold(caller, nowMs)
    else if (priority === EventPriority.holdEnd) this.service.resume(caller, nowMs)
    else if (priority === EventPriority.announcement) this.waiting.announce(caller, nowMs)
    else if (this.beside?.fire(caller, priority, nowMs) !== true) this.dialling!.report(caller, priority, nowMs)
  }

  #arrive(type: number, nowMs: number): void {
    const { callers, agenda, draws } = this.world
    const caller = callers.enter()
    callers.type[caller] = type
    draws.first(caller, this.arrivals[type]!.handlingMs)
    agenda.grow(callers.capacity)
    this.#enter(caller, nowMs)
    this.#scheduleArrival(type)
  }

  #callAgain(caller: number, nowMs: number): void {
    this.world.draws.next(caller)
    this.world.tallies.calledAgain(caller, nowMs)
    this.afterwards?.cases?.call(caller, nowMs)
    this.#enter(caller, nowMs)
  }

  #enter(caller: number, nowMs: number): void {
    const { callers, engine, model } = this.world
    callers.patienceSet[caller] = 0
    this.#simulated += 1
    this.#offer.type = callers.type[caller]!
    this.#offer.ref = caller
    if (!this.isKeyed) {
      callers.contact[caller] = engine.offer(this.#offer, nowMs)
      return
    }
    if (this.dialling?.takes(caller, nowMs) === true) return
    if (this.flows !== undefined) {
      if (this.flows.enter(caller, nowMs)) return
      this.#offer.ref = FlowExchange.refOf(caller)
    }
    const forMs = model.types[this.#offer.type]!.lastAgentMs
    const agent = callers.lastAgent[caller]!
    const offer = forMs > 0 && agent >= 0 ? { ...this.#offer, preferred: { agent, forMs } } : this.#offer
    callers.contact[caller] = engine.offer(offer, nowMs)
  }

  #scheduleArrival(type: number): void {
    const atMs = this.arrivals[type]!.nextMs()
    const comes = this.world.model.mode === 'steady' || atMs < this.#endMs
    this.world.agenda.events.set(type, comes ? atMs : Infinity, EventPriority.arrival)
  }

  /** What callers and agents do about a decision of the engine. */
  #follow(event: AcdEvent): void {
    if (this.workHandedOn?.takes(event) === true || this.beside?.takes(event) === true) return
    const { agenda, callers } = this.world
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- see its end
    switch (event.kind) {
      // Two of five events: first, so that they are not compared with all the others.
      case 'arrived':
        return
      case 'agent':
        if (this.world.model.pauses) this.attendance.changed(event)
        return
      case 'connected':
        agenda.events.cancel(agenda.ownSide(event.ref))
        callers.agent[event.ref] = event.agent
        callers.lastAgent[event.ref] = event.agent
        this.#talk(event)
        return
      case 'queued':
        this.waiting.begin(event.ref, event.atMs, true)
        return
      case 'offered':
        this.waiting.begin(event.ref, event.atMs, false)
        callers.agent[event.ref] = event.agent
        if (this.beside === undefined) this.service.ring(event.ref, event.group, event.atMs)
        return
      case 'offer-ended':
        agenda.events.cancel(agenda.agentSide(event.ref))
        return
      case 'released':
        if (this.isKeyed) {
          const isResolved = this.returns.served(event.ref, event.group, event.arrivedMs, event.atMs)
          this.dialling?.served(event.ref, event.group, event.atMs)
          this.afterwards?.released(event, isResolved)
        }
        if (event.wrapUp) this.service.wrapUp(event.ref, event.group, event.atMs)
        else callers.leave(event.ref)
        return
      case 'abandoned':
        agenda.events.cancel(agenda.ownSide(event.ref))
        if (this.isKeyed) {
          this.returns.unserved(event.ref, 'abandoned', event.atMs)
          if (this.dialling?.winsBack(event.ref) === true) return
        }
        callers.leave(event.ref)
        return
      case 'wrap-up-ended':
        callers.leave(event.ref)
        return
      // Few of a floor's events; or told for the figures alone.
      default:
        this.elsewhere.follow(event)
        this.dialling?.follow(event)
    }
  }

  #talk({ ref, type, agent, group, arrivedMs, atMs, durationMs }: ConnectedEvent): void {
    this.afterwards?.connected(ref, durationMs)
    if (this.service.isCounting) this.service.count(ref, type, agent, group, arrivedMs)
    const talkMs = this.service.talk(ref, agent, group, atMs)
    this.beside?.talk(ref, talkMs, atMs)
  }
}
