import { AcdEngine, type AcdEvent, DeadlineHeap, FloorMetrics } from '@strowger/acd'
import type { ArrivalProcess } from '../model/arrival-process.ts'
import type { Model, Presence } from '../model/model.ts'
import { RandomStream } from '../random/stream.ts'
import { Callers } from './callers.ts'
import { EventPriority } from './event-priority.ts'
import type { Observation } from './observation.ts'
import type { SimulationOptions } from './simulation-options.ts'

/** Streams of one type; each purpose has its own, so that a change of one leaves the others alone. */
interface TypeStreams {
  readonly handling: RandomStream
  readonly patience: RandomStream
  readonly wrapUp: RandomStream
}

/** An agent signs in or out. */
interface RosterChange {
  readonly atMs: number
  readonly agent: number
  readonly priority: number
}

/** A steady run that cannot end (an unstable queue) is cut after so many times its length. */
const LONGEST_TAIL = 10

/**
 * One replication: plays callers and agents against an {@link AcdEngine}, which makes every routing decision.
 *
 * Each caller has at most two events ahead: its own (patience) and its agent's (answer, release, end of after-call
 * work). Events and the engine's deadlines are taken in total order of time, priority and order of scheduling.
 */
export class Simulation {
  readonly #model: Model
  readonly #engine: AcdEngine
  readonly #metrics: FloorMetrics
  readonly #callers: Callers = new Callers()
  /** Owners: types (next arrival), the roster, then two per caller. */
  readonly #events: DeadlineHeap
  readonly #rosterOwner: number
  readonly #firstCaller: number
  readonly #arrivals: readonly ArrivalProcess[]
  readonly #streams: readonly TypeStreams[]
  readonly #groupStreams: readonly RandomStream[]
  readonly #roster: readonly RosterChange[]
  readonly #endMs: number
  readonly #offer = { type: 0, ref: 0 }
  readonly #observe: ((event: AcdEvent) => void) | undefined
  #rosterNext = 0
  #simulated = 0
  #nowMs = 0

  /**
   * @param seed - of the experiment
   * @param replication - 0, 1, …; the same pair gives the same callers under every model with the same type names
   */
  constructor(model: Model, seed: number, replication: number, options: SimulationOptions = {}) {
    this.#model = model
    this.#observe = options.observe
    const lots = Math.floor(RandomStream.named(seed, replication, 'routing').uniform() * 2 ** 32)
    this.#engine = new AcdEngine({ ...model.acd, policy: model.policy(lots) })
    this.#endMs = model.warmUpMs + model.durationMs
    this.#metrics = new FloorMetrics({
      types: model.types.length,
      groups: model.groups.length,
      thresholdMs: model.thresholdMs,
      fromMs: model.warmUpMs,
      toMs: this.#endMs,
    })
    this.#rosterOwner = model.types.length
    this.#firstCaller = model.types.length + 1
    this.#events = new DeadlineHeap(this.#firstCaller + 2 * this.#callers.capacity)
    const { antithetic = false } = options
    const named = (purpose: string) => RandomStream.named(seed, replication, purpose, { antithetic })
    this.#arrivals = model.types.map((type) => type.arrivals(named(`arrivals ${type.id}`)))
    this.#streams = model.types.map((type) => ({
      handling: named(`handling ${type.id}`),
      patience: named(`patience ${type.id}`),
      wrapUp: named(`after-call work ${type.id}`),
    }))
    this.#groupStreams = model.groups.map((group) => named(`answer ${group.id}`))
    this.#roster = this.#introduce(model.roster)
  }

  /** Runs to the end. */
  run(): Observation {
    const engine = this.#engine
    const events = this.#events
    for (let type = 0; type < this.#arrivals.length; type += 1) this.#scheduleArrival(type)
    this.#scheduleRoster()
    while (!this.#isOver()) {
      const deadlineMs = engine.nextDeadlineMs()
      const nextMs = events.nextMs
      if (deadlineMs <= nextMs) {
        if (deadlineMs === Infinity) break
        this.#nowMs = deadlineMs
        engine.advance(deadlineMs)
      } else {
        this.#nowMs = nextMs
        this.#fire(events.nextOwner, events.nextRank, nextMs)
      }
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        this.#metrics.observe(event)
        this.#observe?.(event)
        this.#follow(event)
      }
    }
    return this.#observation()
  }

  /** Over when the window has passed and every counted caller has ended; an unstable queue is cut. */
  #isOver(): boolean {
    if (this.#metrics.open === 0) return this.#nowMs >= this.#endMs
    return this.#nowMs > (LONGEST_TAIL + 1) * this.#endMs
  }

  /** The time is handed on as it came: read from the field, it would be boxed for every call it is an argument of. */
  #fire(owner: number, priority: number, nowMs: number): void {
    if (owner < this.#rosterOwner) {
      // Not cancelled: the next arrival of the type takes its place on the list (7 % of the `sim` suite's time).
      this.#arrive(owner, nowMs)
      return
    }
    this.#events.cancel(owner)
    if (owner === this.#rosterOwner) this.#changeRoster()
    else this.#callerEvent((owner - this.#firstCaller) >> 1, priority, nowMs)
  }

  #callerEvent(caller: number, priority: number, nowMs: number): void {
    const contact = this.#callers.contact[caller]!
    const agent = this.#callers.agent[caller]!
    if (priority === EventPriority.release) this.#engine.release(contact, nowMs)
    else if (priority === EventPriority.patienceEnds) this.#engine.abandon(contact, nowMs)
    else if (priority === EventPriority.answer) this.#engine.accept(contact, agent, nowMs)
    else this.#engine.endWrapUp(agent, nowMs)
  }

  #arrive(type: number, nowMs: number): void {
    const callers = this.#callers
    const caller = callers.enter()
    const streams = this.#streams[type]!
    const recordedMs = this.#arrivals[type]!.handlingMs
    callers.type[caller] = type
    callers.patienceSet[caller] = 0
    callers.handling[caller] = recordedMs >= 0 ? -1 - recordedMs : streams.handling.uniform()
    callers.patience[caller] = streams.patience.uniform()
    if (this.#model.types[type]!.wrapUp !== undefined) callers.wrapUp[caller] = streams.wrapUp.uniform()
    this.#events.grow(this.#firstCaller + 2 * callers.capacity)
    this.#simulated += 1
    this.#offer.type = type
    this.#offer.ref = caller
    callers.contact[caller] = this.#engine.offer(this.#offer, nowMs)
    this.#scheduleArrival(type)
  }

  #scheduleArrival(type: number): void {
    const atMs = this.#arrivals[type]!.nextMs()
    // A day closes its doors; a steady run goes on, so that the last counted callers wait among others like them.
    const comes = this.#model.mode === 'steady' || atMs < this.#endMs
    this.#events.set(type, comes ? atMs : Infinity, EventPriority.arrival)
  }

  /** What callers and agents do about a decision of the engine. */
  #follow(event: AcdEvent): void {
    switch (event.kind) {
      // Two of five events: first, so that they are not compared with all the others.
      case 'arrived':
      case 'agent':
        return
      case 'connected':
        this.#events.cancel(this.#patienceOf(event.ref))
        this.#callers.agent[event.ref] = event.agent
        this.#agentEvent(event.ref, this.#talkMs(event.ref, event.group), EventPriority.release)
        return
      case 'queued':
        this.#startPatience(event.ref, event.arrivedMs)
        return
      case 'offered':
        this.#startPatience(event.ref, event.arrivedMs)
        this.#callers.agent[event.ref] = event.agent
        this.#ring(event.ref, event.group)
        return
      case 'offer-ended':
        this.#events.cancel(this.#agentSideOf(event.ref))
        return
      case 'released':
        if (event.wrapUp) this.#agentEvent(event.ref, this.#wrapUpMs(event.ref), EventPriority.wrapUpEnd)
        else this.#callers.leave(event.ref)
        return
      case 'abandoned':
        this.#events.cancel(this.#patienceOf(event.ref))
        this.#callers.leave(event.ref)
        return
      case 'wrap-up-ended':
      case 'blocked':
        this.#callers.leave(event.ref)
        return
      // Told for the figures; or the outcome of commands that no simulated caller or agent gives yet.
      case 'stage':
      case 'interrupted':
      case 'continued':
      case 'held':
      case 'resumed':
      case 'moved':
      case 'transferred':
      case 'requeued':
      case 'taken-over':
      case 'diverted':
    }
  }

  #patienceOf(caller: number): number {
    return this.#firstCaller + 2 * caller
  }

  #agentSideOf(caller: number): number {
    return this.#firstCaller + 2 * caller + 1
  }

  #agentEvent(caller: number, afterMs: number, priority: number): void {
    this.#events.set(this.#agentSideOf(caller), this.#nowMs + afterMs, priority)
  }

  /** A caller who has to wait, or to listen to ringing, will give up some time. */
  #startPatience(caller: number, arrivedMs: number): void {
    const { patience, patienceSet, type } = this.#callers
    if (patienceSet[caller] === 1) return
    patienceSet[caller] = 1
    const law = this.#model.types[type[caller]!]!.patience
    if (law === undefined) return
    const endsMs = arrivedMs + law.quantile(patience[caller]!)
    this.#events.set(this.#patienceOf(caller), endsMs, EventPriority.patienceEnds)
  }

  #ring(caller: number, group: number): void {
    const { ring, noAnswer } = this.#model.groups[group]!
    const stream = this.#groupStreams[group]!
    // Both are drawn each time, so that one group's answers do not shift when its chance of no answer is changed.
    const answers = stream.uniform() >= noAnswer
    const u = stream.uniform()
    if (answers) this.#agentEvent(caller, ring === undefined ? 0 : ring.quantile(u), EventPriority.answer)
  }

  #talkMs(caller: number, group: number): number {
    const type = this.#callers.type[caller]!
    const u = this.#callers.handling[caller]!
    const law = this.#model.types[type]!.handling
    const ownMs = u < 0 || law === undefined ? -1 - u : law.quantile(u)
    return ownMs * this.#model.groups[group]!.handlingFactor[type]!
  }

  #wrapUpMs(caller: number): number {
    const { type, wrapUp } = this.#callers
    return this.#model.types[type[caller]!]!.wrapUp!.quantile(wrapUp[caller]!)
  }

  #introduce(roster: readonly Presence[]): RosterChange[] {
    const changes = roster.flatMap(({ group, fromMs, toMs }) => {
      const agent = this.#engine.addAgent({ group })
      return [
        { atMs: fromMs, agent, priority: EventPriority.shiftStart },
        { atMs: toMs, agent, priority: EventPriority.shiftEnd },
      ]
    })
    return changes
      .filter((change) => change.atMs < Infinity)
      .sort((a, b) => a.atMs - b.atMs || a.priority - b.priority || a.agent - b.agent)
  }

  #scheduleRoster(): void {
    const next = this.#roster[this.#rosterNext]
    if (next !== undefined) this.#events.set(this.#rosterOwner, next.atMs, next.priority)
  }

  #changeRoster(): void {
    const { agent, priority } = this.#roster[this.#rosterNext]!
    this.#rosterNext += 1
    if (priority === EventPriority.shiftStart) {
      this.#engine.signIn(agent, this.#nowMs)
      this.#engine.ready(agent, this.#nowMs)
    } else this.#engine.signOut(agent, this.#nowMs)
    this.#scheduleRoster()
  }

  #observation(): Observation {
    const { agentTimes } = this.#metrics
    agentTimes.settleAll(Math.max(this.#nowMs, this.#endMs))
    return {
      byType: this.#model.types.map((_, type) => this.#metrics.ofType(type)),
      byGroup: this.#model.groups.map((_, group) => this.#metrics.ofGroup(group)),
      agentMs: this.#model.groups.map((_, group) => agentTimes.of(group)),
      unfinished: this.#metrics.open,
      simulated: this.#simulated,
    }
  }
}
