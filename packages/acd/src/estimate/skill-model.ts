import type { AcdEvent } from '../event/event.ts'
import { ForgettingMean, ForgettingRate } from './forgetting.ts'
import { drainMs } from './queue-drain.ts'
import { certainWaitMs, type WaitEstimator, type WaitQuery } from './wait-estimator.ts'

/** Who may serve whom, and how fast the estimator forgets. */
export interface SkillModelOptions {
  readonly types: number
  readonly groups: number
  /** True when agents of a group may serve a type. */
  readonly serves: (group: number, type: number) => boolean
  /** Time constant of the rates at which agents free up, ms. Default 10 min. */
  readonly tauMs?: number
  /** Weight of the newest wait in the rate of giving up. Default 0.01. */
  readonly weight?: number
}

/**
 * Model for skills: agents who may serve the type free up at a rate that is seen of late, whatever they were busy with;
 * each one that does takes the next of the contacts ahead, some of whom give up meanwhile. The query's `ahead` has to
 * count contacts of other types too, where the same agents serve them first.
 */
export class SkillModel implements WaitEstimator {
  readonly name: string = 'skill-model'
  readonly #freed: readonly ForgettingRate[]
  readonly #typesOf: readonly (readonly number[])[]
  readonly #waitMs: readonly ForgettingMean[]
  readonly #abandons: readonly ForgettingMean[]

  constructor({ types, groups, serves, tauMs = 600_000, weight = 0.01 }: SkillModelOptions) {
    const all = Array.from({ length: types }, (_, type) => type)
    this.#freed = all.map(() => new ForgettingRate(tauMs))
    this.#waitMs = all.map(() => new ForgettingMean(weight))
    this.#abandons = all.map(() => new ForgettingMean(weight))
    this.#typesOf = Array.from({ length: groups }, (_, group) => all.filter((type) => serves(group, type)))
  }

  observe(event: AcdEvent): void {
    if (event.kind === 'connected' || event.kind === 'abandoned') {
      this.#waitMs[event.type]!.add(event.durationMs)
      this.#abandons[event.type]!.add(event.kind === 'abandoned' ? 1 : 0)
      // The watch begins with the first contact, so that a time in which nobody can free up is not held against it.
      if (event.kind === 'connected')
        for (const type of this.#typesOf[event.group]!) this.#freed[type]!.watch(event.atMs)
      return
    }
    if (event.kind === 'wrap-up-ended' || (event.kind === 'released' && !event.wrapUp)) {
      for (const type of this.#typesOf[event.group]!) this.#freed[type]!.count(event.atMs)
    }
  }

  expectedWaitMs(query: WaitQuery): number {
    const certain = certainWaitMs(query)
    if (certain !== undefined) return certain
    const waitMs = this.#waitMs[query.type]!.value
    const abandonPerMs = waitMs > 0 ? this.#abandons[query.type]!.value / waitMs : 0
    return drainMs(query.ahead, this.#freed[query.type]!.perMs(query.nowMs), abandonPerMs)
  }
}
