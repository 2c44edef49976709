import type { AcdEvent, OfferedEvent } from '@strowger/acd'
import type { BesideModel } from '../model/beside.ts'
import { BesideTally } from './beside-tally.ts'
import { Consults } from './consults.ts'
import { EventPriority } from './event-priority.ts'
import type { Service } from './service.ts'
import { Supervisors } from './supervisors.ts'
import type { World } from './world.ts'

/** Who takes part in a conversation beside caller and agent, and who rings beside the agent who answers. */
export class Beside {
  readonly tally: BesideTally
  readonly #world: World
  readonly #service: Service
  readonly #consults: Consults
  readonly #supervisors: Supervisors | undefined
  /** What rings at an agent. */
  readonly #ringing: Int32Array

  constructor(world: World, { consults, supervision }: BesideModel, service: Service, toMs: number) {
    this.#world = world
    this.#service = service
    this.tally = new BesideTally(world.model.warmUpMs, toMs, world.model.thresholdMs)
    this.#consults = new Consults(world, consults, service, this.tally)
    this.#supervisors = supervision && new Supervisors(world, supervision, this.tally)
    this.#ringing = new Int32Array(world.model.roster.length)
  }

  /** Sets the first order of the timetable. */
  schedule(): void {
    this.#supervisors?.schedule()
  }

  /** An order is due. */
  order(nowMs: number): void {
    this.#supervisors!.order(nowMs)
  }

  /** The agent at whom it rings answers. */
  answer(agent: number, nowMs: number): void {
    this.#world.engine.accept(this.#ringing[agent]!, agent, nowMs)
  }

  /** Something about those beside is due; false when it is about the caller or its agent. */
  fire(caller: number, priority: number, nowMs: number): boolean {
    if (priority < EventPriority.consultStart || priority > EventPriority.listenEnd) return false
    if (priority < EventPriority.listenStart) this.#consults.fire(caller, priority, nowMs)
    else this.#supervisors!.fire(caller, priority, nowMs)
    return true
  }

  /** A decision of the engine: true when it is about nobody but those beside, or said to them alone. */
  takes(event: AcdEvent): boolean {
    this.tally.observe(event)
    if (event.kind === 'agent') return false
    const isLeg = (event.parent ?? 0) !== 0
    if (event.kind === 'offered') this.#ring(event)
    else if (event.kind === 'offer-ended') {
      const { agenda } = this.#world
      agenda.events.cancel(agenda.answerOf(event.agent))
    } else if (isLeg) this.#consults.follow(event)
    else if (event.kind === 'taken-over') {
      this.#consults.takenOver(event.ref, event.agent, event.group, event.atMs)
    } else if (event.kind === 'released' || event.kind === 'diverted') this.#supervisors?.ended(event.ref)
    return isLeg
  }

  /** A talk of the caller has begun that would last so long. */
  talk(caller: number, talkMs: number, nowMs: number): void {
    this.#supervisors?.talk(caller, talkMs, nowMs)
  }

  #ring({ contact, agent, group, atMs }: OfferedEvent): void {
    const { agenda } = this.#world
    this.#ringing[agent] = contact
    const ringMs = this.#service.ringMs(group)
    if (ringMs < Infinity) agenda.events.set(agenda.answerOf(agent), atMs + ringMs, EventPriority.answer)
  }
}
