import type { SupervisionModel } from '../model/beside.ts'
import type { BesideTally } from './beside-tally.ts'
import { EventPriority } from './event-priority.ts'
import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

const REASON = 'supervisor'

/** Supervisors (班长席): they hear conversations, take part or take them over, and give orders by the clock. */
export class Supervisors {
  readonly #world: World
  readonly #model: SupervisionModel
  readonly #tally: BesideTally
  readonly #agents: readonly number[]
  /** Caller → who hears it. */
  readonly #hearing: Map<number, number> = new Map()
  #next = 0
  #ordered = 0

  constructor(world: World, model: SupervisionModel, tally: BesideTally) {
    this.#world = world
    this.#model = model
    this.#tally = tally
    this.#agents = world.model.roster.flatMap(({ group }, agent) => (group === model.group ? [agent] : []))
  }

  /** A talk has begun: some are to be heard, from a moment of the talk on. */
  talk(caller: number, talkMs: number, nowMs: number): void {
    const { draws, agenda } = this.#world
    if (draws.of(caller, Purpose.heard) >= this.#model.listens) return
    const afterMs = draws.of(caller, Purpose.heardMoment) * talkMs
    agenda.events.set(agenda.ownSide(caller), nowMs + afterMs, EventPriority.listenStart)
  }

  /** A supervisor begins to listen, or has heard enough. */
  fire(caller: number, priority: number, nowMs: number): void {
    if (priority === EventPriority.listenStart) this.#listen(caller, nowMs)
    else this.#decide(caller, nowMs)
  }

  /** The talk is over. */
  ended(caller: number): void {
    const { agenda } = this.#world
    agenda.events.cancel(agenda.ownSide(caller))
    this.#hearing.delete(caller)
  }

  /** Sets the next order of the timetable. */
  schedule(): void {
    const { agenda } = this.#world
    const next = this.#model.orders[this.#ordered]
    if (next !== undefined) agenda.events.set(agenda.orders, next.atMs, EventPriority.order)
  }

  /** Gives the order that is due. */
  order(nowMs: number): void {
    const { engine, model } = this.#world
    const { order, group, agents } = this.#model.orders[this.#ordered]!
    const by = this.#agents[0]!
    this.#ordered += 1
    let left = agents
    for (let agent = 0; agent < model.roster.length && left > 0; agent += 1) {
      if (model.roster[agent]!.group !== group) continue
      if (order === 'ready' && engine.agentState(agent) !== 'not-ready') continue
      const isDone =
        order === 'sign-out'
          ? engine.supervisor.forceSignOut(agent, nowMs, by)
          : order === 'ready'
            ? engine.supervisor.forceReady(agent, nowMs, by)
            : engine.supervisor.forceNotReady(agent, REASON, nowMs, by)
      if (isDone) left -= 1
    }
    this.schedule()
  }

  #listen(caller: number, nowMs: number): void {
    const { callers, engine, agenda, draws } = this.#world
    const contact = callers.contact[caller]!
    // One after the other, so that all hear as much.
    for (let nth = 0; nth < this.#agents.length; nth += 1) {
      const supervisor = this.#agents[(this.#next + nth) % this.#agents.length]!
      if (!engine.supervisor.listen(contact, supervisor, nowMs)) continue
      this.#next = (this.#next + nth + 1) % this.#agents.length
      this.#hearing.set(caller, supervisor)
      const { takes } = this.#model
      if (takes === undefined) return
      const heardMs = takes.quantile(draws.of(caller, Purpose.heardLength))
      agenda.events.set(agenda.ownSide(caller), nowMs + heardMs, EventPriority.listenEnd)
      return
    }
    this.#tally.count('unheard', nowMs)
  }

  #decide(caller: number, nowMs: number): void {
    const { callers, engine, draws } = this.#world
    const { whispers, bargesIn, intercepts } = this.#model
    const contact = callers.contact[caller]!
    const supervisor = this.#hearing.get(caller)!
    const u = draws.of(caller, Purpose.heardOutcome)
    if (u < whispers) engine.supervisor.whisper(contact, supervisor, nowMs)
    else if (u < whispers + bargesIn) engine.supervisor.bargeIn(contact, supervisor, nowMs)
    else if (u < whispers + bargesIn + intercepts) engine.supervisor.intercept(contact, supervisor, nowMs)
    else engine.supervisor.stopListening(contact, supervisor, nowMs)
  }
}
