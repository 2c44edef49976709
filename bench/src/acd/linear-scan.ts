import { NONE, type Router } from './router.ts'
import type { World } from './world.ts'

/** Looks at every agent for a contact and at every waiting contact for an agent: arrays, nothing else. */
export class LinearScan implements Router {
  readonly #skills: Int32Array
  readonly #priority: Uint8Array
  /** When the agent became idle, as a number in sequence; NONE while busy. */
  readonly #idleSeq: Int32Array
  readonly #waitingRef: number[] = []
  readonly #waitingType: number[] = []
  readonly #waitingSeq: number[] = []
  #seq = 0

  constructor({ skills, priority }: World) {
    this.#skills = skills
    this.#priority = priority
    this.#idleSeq = Int32Array.from(skills, (_, agent) => agent)
    this.#seq = skills.length
  }

  arrive(ref: number, type: number): number {
    const skills = this.#skills
    const idleSeq = this.#idleSeq
    let chosen = NONE
    let least = Infinity
    for (let agent = 0; agent < skills.length; agent += 1) {
      const seq = idleSeq[agent]!
      if (seq !== NONE && seq < least && (skills[agent]! & (1 << type)) !== 0) {
        chosen = agent
        least = seq
      }
    }
    if (chosen === NONE) {
      this.#waitingRef.push(ref)
      this.#waitingType.push(type)
      this.#waitingSeq.push((this.#seq += 1))
    } else idleSeq[chosen] = NONE
    return chosen
  }

  accept(): void {}

  release(): void {}

  free(agent: number): number {
    const set = this.#skills[agent]!
    const types = this.#waitingType
    const priority = this.#priority
    let chosen = NONE
    for (let at = 0; at < types.length; at += 1) {
      const type = types[at]!
      if ((set & (1 << type)) === 0) continue
      if (chosen === NONE || priority[type]! > priority[types[chosen]!]!) chosen = at
      else if (priority[type] === priority[types[chosen]!] && this.#waitingSeq[at]! < this.#waitingSeq[chosen]!) {
        chosen = at
      }
    }
    if (chosen === NONE) {
      this.#idleSeq[agent] = this.#seq += 1
      return NONE
    }
    const ref = this.#waitingRef[chosen]!
    this.#waitingRef[chosen] = this.#waitingRef.at(-1)!
    types[chosen] = types.at(-1)!
    this.#waitingSeq[chosen] = this.#waitingSeq.at(-1)!
    this.#waitingRef.pop()
    types.pop()
    this.#waitingSeq.pop()
    return ref
  }
}
