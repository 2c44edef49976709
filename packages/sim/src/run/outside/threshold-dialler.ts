import type { AcdEvent } from '@strowger/acd'
import type { RandomStream } from '../../random/stream.ts'
import type { World } from '../world.ts'
import { callAt } from './call-at.ts'

/** A dialler that composes numbers when an agent becomes free; what comes of each is known at once. */
export interface ThresholdDiallerSpec {
  readonly kind: 'threshold-dialler'
  /** Nothing is dialled while fewer agents of these groups are free. */
  readonly watched: readonly number[]
  readonly least: number
  /** So many numbers for each free agent of these groups. */
  readonly served: readonly number[]
  readonly perAgent: number
  /** Types as which the reached, and all others, come. */
  readonly reached: number
  readonly others: number
  /** Probability that a number reaches somebody, in each interval of the run. */
  readonly probability: readonly number[]
  readonly intervalMs: number
  /** It dials while an agent of this group is there, and once when that agent comes. */
  readonly bell: number
}

/** ContactCenters' threshold policy (É. Buist & P. L'Ecuyer 2005), which looks at agents when a service ends. */
export class ThresholdDialler {
  readonly #spec: ThresholdDiallerSpec
  readonly #world: World
  readonly #stream: RandomStream
  /** Agents of each group, by number. */
  readonly #agents: number[][] = []
  #isOn = false

  constructor(spec: ThresholdDiallerSpec, world: World, stream: RandomStream) {
    this.#spec = spec
    this.#world = world
    this.#stream = stream
    for (const [agent, { group }] of world.model.roster.entries()) (this.#agents[group] ??= []).push(agent)
  }

  readonly observe = (event: AcdEvent): void => {
    if (event.kind === 'released') this.#dial(event.atMs)
    else if (event.kind === 'agent' && event.group === this.#spec.bell) {
      this.#isOn = event.state === 'ready'
      this.#dial(event.atMs)
    }
  }

  #dial(nowMs: number): void {
    const { watched, least, served, perAgent, reached, others, probability, intervalMs } = this.#spec
    if (!this.#isOn || this.#free(watched) < least) return
    const numbers = Math.round(perAgent * this.#free(served))
    const p = probability[Math.min(probability.length - 1, Math.floor(nowMs / intervalMs))]!
    for (let number = 0; number < numbers; number += 1) {
      callAt(this.#world, this.#stream.uniform() < p ? reached : others, nowMs)
    }
  }

  #free(groups: readonly number[]): number {
    const { engine } = this.#world
    let free = 0
    for (const group of groups) {
      for (const agent of this.#agents[group]!) if (engine.agentState(agent) === 'ready') free += 1
    }
    return free
  }
}
