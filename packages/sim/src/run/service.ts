import type { RandomStream } from '../random/stream.ts'
import { EventPriority } from './event-priority.ts'
import { Pace } from './pace.ts'
import type { World } from './world.ts'

/** What agents do with the callers they get: answer or not, talk, work on afterwards. */
export class Service {
  readonly #world: World
  readonly #answers: readonly RandomStream[]
  readonly #pace: Pace | undefined

  /** @param named - the stream of a purpose in this replication */
  constructor(world: World, named: (purpose: string) => RandomStream) {
    this.#world = world
    this.#answers = world.model.groups.map(({ id }) => named(`answer ${id}`))
    this.#pace = world.model.individuals ? new Pace(world.model, world.agentDraws) : undefined
  }

  /** An agent's phone rings: it is answered after a while, or never. */
  ring(caller: number, group: number, nowMs: number): void {
    const { ring, noAnswer } = this.#world.model.groups[group]!
    const stream = this.#answers[group]!
    // Both are drawn each time, so that one group's answers do not shift when its chance of no answer is changed.
    const answers = stream.uniform() >= noAnswer
    const u = stream.uniform()
    if (answers) this.#set(caller, nowMs + (ring === undefined ? 0 : ring.quantile(u)), EventPriority.answer)
  }

  /** Agent and caller talk until one of them has nothing more to say. */
  talk(caller: number, agent: number, group: number, nowMs: number): void {
    const { callers, model } = this.#world
    const type = callers.type[caller]!
    const u = callers.handling[caller]!
    const law = model.types[type]!.handling
    const ownMs = u < 0 || law === undefined ? -1 - u : law.quantile(u)
    let talkMs = ownMs * model.groups[group]!.handlingFactor[type]!
    if (this.#pace !== undefined) talkMs *= this.#pace.next(agent)
    this.#set(caller, nowMs + talkMs, EventPriority.release)
  }

  /** Whether the agent works on for the caller when their talk is over. */
  worksOn(caller: number): boolean {
    const { callers, model } = this.#world
    return model.types[callers.type[caller]!]!.wrapUp !== undefined
  }

  /** The agent works on after the call. */
  wrapUp(caller: number, nowMs: number): void {
    const { callers, model } = this.#world
    const workMs = model.types[callers.type[caller]!]!.wrapUp!.quantile(callers.wrapUp[caller]!)
    this.#set(caller, nowMs + workMs, EventPriority.wrapUpEnd)
  }

  #set(caller: number, atMs: number, priority: number): void {
    const { agenda } = this.#world
    agenda.events.set(agenda.agentSide(caller), atMs, priority)
  }
}
