import { NONE, type Router } from './router.ts'
import type { World } from './world.ts'

interface Agent {
  readonly number: number
  readonly skills: number
  idleSeq: number
}

interface Contact {
  readonly ref: number
  readonly type: number
  readonly priority: number
  readonly seq: number
}

/** Filters what is possible and sorts it by preference, the way it is most often written. */
export class FilterSort implements Router {
  readonly #agents: readonly Agent[]
  readonly #waiting: Contact[] = []
  #seq = 0

  constructor({ skills }: World) {
    this.#agents = Array.from(skills, (set, number) => ({ number, skills: set, idleSeq: number }))
    this.#seq = skills.length
  }

  arrive(ref: number, type: number, priority: number): number {
    const agent = this.#agents
      .filter(({ idleSeq, skills }) => idleSeq !== NONE && (skills & (1 << type)) !== 0)
      .sort((a, b) => a.idleSeq - b.idleSeq)[0]
    if (agent === undefined) {
      this.#waiting.push({ ref, type, priority, seq: (this.#seq += 1) })
      return NONE
    }
    agent.idleSeq = NONE
    return agent.number
  }

  accept(): void {}

  release(): void {}

  free(number: number): number {
    const agent = this.#agents[number]!
    const contact = this.#waiting
      .filter(({ type }) => (agent.skills & (1 << type)) !== 0)
      .sort((a, b) => b.priority - a.priority || a.seq - b.seq)[0]
    if (contact === undefined) {
      agent.idleSeq = this.#seq += 1
      return NONE
    }
    this.#waiting.splice(this.#waiting.indexOf(contact), 1)
    return contact.ref
  }
}
