import { AcdEngine, FloorMetrics, type StageConfig } from '@strowger/acd'
import { NONE, type Router } from './router.ts'
import { membersOf, type World } from './world.ts'

/** Ceiling of after-call work, ms; agents end theirs before it. */
const WRAP_UP_MS = 60_000

/** The whole engine: offers that are accepted, after-call work, events all read and all measured. */
export class StrowgerRouter implements Router {
  readonly engine: AcdEngine
  readonly #metrics: FloorMetrics
  readonly #contactOf: Int32Array
  readonly #contact = { type: 0, ref: 0 }
  /** The agent and the contact's ref of the offer made by the last command. */
  #offeredTo = NONE
  #offered = NONE

  constructor(world: World, stages: readonly StageConfig[] = []) {
    const skills = Array.from({ length: world.types }, (_, type) => `skill ${type}`)
    this.engine = new AcdEngine({
      skills,
      types: skills.map((skill, type) => ({
        name: `type ${type}`,
        requires: { [skill]: 1 },
        priority: world.priority[type]!,
        wrapUpMs: WRAP_UP_MS,
        stages,
      })),
      groups: [{ name: 'agents' }],
    })
    this.#metrics = new FloorMetrics({ types: world.types, groups: 1, thresholdMs: 20_000 })
    this.#contactOf = new Int32Array(world.skills.length)
    for (const set of world.skills) {
      const held = Object.fromEntries(membersOf(set).map((skill) => [skills[skill]!, 1]))
      const agent = this.engine.addAgent({ group: 0, skills: held })
      this.engine.signIn(agent, 0)
      this.engine.ready(agent, 0)
      this.#readAll()
    }
  }

  arrive(ref: number, type: number, _priority: number, nowMs: number): number {
    this.#contact.type = type
    this.#contact.ref = ref
    this.engine.offer(this.#contact, nowMs)
    this.#readAll()
    return this.#offeredTo
  }

  accept(agent: number, nowMs: number): void {
    this.engine.accept(this.#contactOf[agent]!, agent, nowMs)
    this.#readAll()
  }

  release(agent: number, nowMs: number): void {
    this.engine.release(this.#contactOf[agent]!, nowMs)
    this.#readAll()
  }

  free(agent: number, nowMs: number): number {
    this.engine.endWrapUp(agent, nowMs)
    this.#readAll()
    return this.#offered
  }

  #readAll(): void {
    this.#offeredTo = NONE
    this.#offered = NONE
    const { engine } = this
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      this.#metrics.observe(event)
      if (event.kind === 'offered') {
        this.#offeredTo = event.agent
        this.#offered = event.ref
        this.#contactOf[event.agent] = event.contact
      }
    }
  }

  /** Calls that FloorMetrics has seen answered: the proof that it observed. */
  answered(types: number): number {
    let sum = 0
    for (let type = 0; type < types; type += 1) sum += this.#metrics.ofType(type).answered
    return sum
  }
}
