import type { ConsultModel } from '../model/beside.ts'
import type { TypeModel } from '../model/model.ts'
import type { SitesModel } from '../model/sites.ts'
import type { RandomStream } from '../random/stream.ts'
import { UniformBlock } from '../random/uniform-block.ts'
import { EventPriority } from './event-priority.ts'
import { countOne } from './flow-tally.ts'
import { Pace } from './pace.ts'
import { Purpose } from './purpose.ts'
import { type OnSold, Sales, sells } from './sales.ts'
import type { World } from './world.ts'

/** What agents do with the callers they get: answer or not, talk, work on afterwards. */
export class Service {
  /** Calls that were moved, by numbers of the sites from and to. */
  readonly moved: Record<string, number> = {}
  /** Whether there is anything to count of calls that are answered. */
  readonly isCounting: boolean
  /** Undefined where nothing is ever offered. */
  readonly sales: Sales | undefined
  declare private readonly world: World
  declare private readonly answers: readonly UniformBlock[]
  declare private readonly pace: Pace | undefined

  /** @param named - the stream of a purpose in this replication */
  constructor(world: World, named: (purpose: string) => RandomStream, onSold: OnSold | undefined) {
    this.world = world
    this.sales = sells(world.model) ? new Sales(world, onSold) : undefined
    this.isCounting = this.sales !== undefined || world.model.sites !== undefined
    this.answers = world.model.groups.map(({ id }) => new UniformBlock(named(`answer ${id}`)))
    this.pace = world.model.individuals ? new Pace(world.model, world.agentDraws) : undefined
  }

  /** An agent's phone rings: it is answered after a while, or never. */
  ring(caller: number, group: number, nowMs: number): void {
    const ringMs = this.ringMs(group)
    if (ringMs < Infinity) this.act(caller, nowMs + ringMs, EventPriority.answer)
  }

  /** How long it rings until an agent of the group answers; Infinity: never. */
  ringMs(group: number): number {
    const { ring, noAnswer } = this.world.model.groups[group]!
    const stream = this.answers[group]!
    // Both are drawn each time, so that one group's answers do not shift when its chance of no answer is changed.
    const answers = stream.uniform() >= noAnswer
    const u = stream.uniform()
    if (!answers) return Infinity
    return ring === undefined ? 0 : ring.quantile(u)
  }

  /** Agent and caller talk until one of them has nothing more to say. Returns how long, holds and consultations apart, ms. */
  talk(caller: number, agent: number, group: number, nowMs: number): number {
    const { callers, model } = this.world
    const type = callers.type[caller]!
    const u = callers.handling[caller]!
    const { handling, stages, hold } = model.types[type]!
    const { handling: byGroup, handlingFactor } = model.groups[group]!
    const law = byGroup[type] ?? handling
    let ownMs = u < 0 || law === undefined ? -1 - u : law.quantile(u)
    if (stages !== undefined) ownMs += this.#stagesMs(caller, stages)
    let talkMs = ownMs * handlingFactor[type]!
    if (this.pace !== undefined) talkMs *= this.pace.next(agent)
    if (model.sites !== undefined && isMoved(type, group, model.sites)) talkMs += model.sites.delayMs
    const consult = model.beside?.consults[type]
    if (consult !== undefined && this.#consults(caller, consult, group, talkMs, nowMs)) return talkMs
    if (hold !== undefined && this.#isHeld(caller, hold, talkMs, nowMs)) return talkMs
    this.act(caller, nowMs + talkMs, EventPriority.release)
    return talkMs
  }

  /** Of the calls that are counted as answered: counts one that its agent's site got from another, and what its agent offers. */
  count(caller: number, type: number, agent: number, group: number, arrivedMs: number): void {
    const { model, tallies } = this.world
    if (!tallies.counts(arrivedMs)) return
    this.sales?.talk(caller, agent, group)
    const { sites } = model
    if (sites === undefined || !isMoved(type, group, sites)) return
    countOne(this.moved, `${sites.ofType[type]!} ${sites.ofGroup[group]!}`)
  }

  /** Agent and caller talk as about a contact of another type, to the end. */
  talkAs(caller: number, type: number, group: number, nowMs: number): void {
    const { callers, model } = this.world
    const { handling: byGroup, handlingFactor } = model.groups[group]!
    const u = callers.handling[caller]!
    const law = byGroup[type] ?? model.types[type]!.handling
    const ownMs = law === undefined ? 0 : law.quantile(u)
    this.act(caller, nowMs + ownMs * handlingFactor[type]!, EventPriority.release)
  }

  /** Agent and caller have so much to say, whatever the type. */
  talkFor(caller: number, talkMs: number, nowMs: number): void {
    this.act(caller, nowMs + talkMs, EventPriority.release)
  }

  /** The caller is put on hold, until the agent is back. */
  hold(caller: number, nowMs: number): void {
    const { callers, engine } = this.world
    engine.calls.hold(callers.contact[caller]!, nowMs)
    this.act(caller, nowMs + callers.holdMs[caller]!, EventPriority.holdEnd)
  }

  /** The agent is back: they talk on. */
  resume(caller: number, nowMs: number): void {
    const { callers, engine } = this.world
    engine.calls.resume(callers.contact[caller]!, nowMs)
    this.act(caller, nowMs + callers.restMs[caller]!, EventPriority.release)
  }

  /** Whether the agent works on for the caller when their talk is over. */
  worksOn(caller: number): boolean {
    const { callers, model } = this.world
    return model.types[callers.type[caller]!]!.wrapsUp
  }

  /** An agent of the group works on after the call: not at all where only others do. */
  wrapUp(caller: number, group: number, nowMs: number): void {
    const { callers, model } = this.world
    const law = model.groups[group]!.wrapUp[callers.type[caller]!]
    const workMs = law === undefined ? 0 : law.quantile(callers.wrapUp[caller]!)
    this.act(caller, nowMs + workMs, EventPriority.wrapUpEnd)
  }

  #stagesMs(caller: number, stages: NonNullable<TypeModel['stages']>): number {
    const { draws } = this.world
    let sumMs = 0
    for (const [nth, { probability, time }] of stages.entries()) {
      if (draws.of(caller, Purpose.stage, nth) >= probability) continue
      sumMs += time.quantile(draws.of(caller, Purpose.stageTime, nth))
    }
    return sumMs
  }

  /** Sets a consultation at a random moment of the talk or at its end, if there is one. */
  #consults(caller: number, consult: ConsultModel, group: number, talkMs: number, nowMs: number): boolean {
    const { callers, draws } = this.world
    if (draws.of(caller, Purpose.consult) >= consult.probability[group]!) return false
    const beforeMs = consult.atEnd ? talkMs : draws.of(caller, Purpose.consultMoment) * talkMs
    callers.restMs[caller] = talkMs - beforeMs
    this.act(caller, nowMs + beforeMs, EventPriority.consultStart)
    return true
  }

  /** Sets a hold at a random moment of the talk, if there is one. */
  #isHeld(
    caller: number,
    { probability, length }: NonNullable<TypeModel['hold']>,
    talkMs: number,
    nowMs: number,
  ): boolean {
    const { callers, draws } = this.world
    if (draws.of(caller, Purpose.hold) >= probability) return false
    const beforeMs = draws.of(caller, Purpose.holdMoment) * talkMs
    callers.holdMs[caller] = length.quantile(draws.of(caller, Purpose.holdLength))
    callers.restMs[caller] = talkMs - beforeMs
    this.act(caller, nowMs + beforeMs, EventPriority.holdStart)
    return true
  }

  /** The agent puts the caller's matter aside for something more urgent: what was due is due so much later. */
  interrupt(caller: number, nowMs: number): void {
    const { agenda, callers } = this.world
    agenda.events.cancel(agenda.agentSide(caller))
    callers.dueMs[caller]! -= nowMs
  }

  /** The agent goes on with it. */
  goOn(caller: number, nowMs: number): void {
    const { callers } = this.world
    this.act(caller, nowMs + callers.dueMs[caller]!, callers.duePriority[caller]!)
  }

  /** The agent does something about the caller then: what was due before is not. */
  act(caller: number, atMs: number, priority: number): void {
    const { agenda, callers, model } = this.world
    if (model.interrupts) {
      callers.dueMs[caller] = atMs
      callers.duePriority[caller] = priority
    }
    agenda.events.set(agenda.agentSide(caller), atMs, priority)
  }
}

/** Whether a call of the type is at another site than the group. */
function isMoved(type: number, group: number, { ofType, ofGroup }: SitesModel): boolean {
  const [from, to] = [ofType[type]!, ofGroup[group]!]
  return from >= 0 && to >= 0 && from !== to
}
