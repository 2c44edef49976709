import type { AcdEvent } from '../event/event.ts'
import { ForgettingMean, ForgettingRate } from './forgetting.ts'
import { drainMs } from './queue-drain.ts'
import { Shares, type SharesMemory } from './shares.ts'
import { certainWaitMs, type WaitEstimator, type WaitQuery } from './wait-estimator.ts'

type MeanMemory = readonly [count: number, mean: number | null]
const NOTHING: MeanMemory = [0, null]

/** What a skill model has learnt: rates at which groups free up, waits and abandonments of types, shares; null for what is new. */
type SkillMemory = {
  readonly byGroup: readonly (readonly [weight: number, atMs: number | null, watchedMs: number] | null)[]
  readonly byType: readonly (readonly [waitMs: MeanMemory, abandons: MeanMemory] | null)[]
  readonly shares: SharesMemory
}

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
 * Model for skills: agents of each group free up at a rate that is seen of late, whatever they were busy with; a share of
 * them, seen of late too, takes contacts of the type when it has some waiting, and the rest those of other types. The contacts
 * of the type that stand ahead go first, some of whom give up meanwhile.
 */
export class SkillModel implements WaitEstimator {
  readonly name: string = 'skill-model'
  /** By group. */
  readonly #freed: readonly ForgettingRate[]
  readonly #shares: Shares
  /** By type. */
  readonly #groupsOf: readonly (readonly number[])[]
  readonly #waitMs: readonly ForgettingMean[]
  readonly #abandons: readonly ForgettingMean[]

  constructor({ types, groups, serves, tauMs = 600_000, weight = 0.01 }: SkillModelOptions) {
    const everyType = Array.from({ length: types }, (_, type) => type)
    const everyGroup = Array.from({ length: groups }, (_, group) => group)
    this.#freed = everyGroup.map(() => new ForgettingRate(tauMs))
    this.#shares = new Shares(types, groups, weight)
    this.#waitMs = everyType.map(() => new ForgettingMean(weight))
    this.#abandons = everyType.map(() => new ForgettingMean(weight))
    this.#groupsOf = everyType.map((type) => everyGroup.filter((group) => serves(group, type)))
  }

  observe(event: AcdEvent): void {
    if (event.kind === 'connected' || event.kind === 'abandoned') {
      const isAnswered = event.kind === 'connected'
      this.#waitMs[event.type]!.add(event.durationMs)
      this.#abandons[event.type]!.add(isAnswered ? 0 : 1)
      if (event.durationMs > 0)
        this.#shares.left(event.type, isAnswered ? event.group : -1, event.arrivedMs, event.atMs)
      // The watch begins with the first contact, so that a time in which nobody can free up is not held against it.
      if (isAnswered) this.#freed[event.group]!.watch(event.atMs)
      return
    }
    if (event.kind === 'wrap-up-ended' || (event.kind === 'released' && !event.wrapUp)) {
      this.#freed[event.group]!.count(event.atMs)
    }
  }

  memory(): SkillMemory {
    return {
      byGroup: this.#freed.map(({ memory }) => memory),
      byType: this.#waitMs.map(({ memory }, type) => [memory, this.#abandons[type]!.memory]),
      shares: this.#shares.memory,
    }
  }

  recall({ byGroup, byType, shares }: SkillMemory): void {
    for (const [group, rate] of this.#freed.entries()) rate.recall(byGroup[group] ?? [0, null, 0])
    for (const [type, wait] of this.#waitMs.entries()) {
      const [waitMs, abandons] = byType[type] ?? [NOTHING, NOTHING]
      wait.recall(waitMs)
      this.#abandons[type]!.recall(abandons)
    }
    this.#shares.recall(shares)
  }

  expectedWaitMs(query: WaitQuery): number {
    const certain = certainWaitMs(query)
    if (certain !== undefined) return certain
    const { type, nowMs, ahead, aheadOfType = ahead } = query
    const waitMs = this.#waitMs[type]!.value
    const abandonPerMs = waitMs > 0 ? this.#abandons[type]!.value / waitMs : 0
    return drainMs(aheadOfType, this.#servedPerMs(type, nowMs), abandonPerMs)
  }

  /** Contacts of a type that agents take per ms while some wait; NaN before any agent has been seen. */
  #servedPerMs(type: number, nowMs: number): number {
    let perMs = Number.NaN
    for (const group of this.#groupsOf[type]!) {
      const freedPerMs = this.#freed[group]!.perMs(nowMs)
      if (Number.isNaN(freedPerMs)) continue
      perMs = (Number.isNaN(perMs) ? 0 : perMs) + freedPerMs * this.#shares.of(type, group)
    }
    return perMs
  }
}
