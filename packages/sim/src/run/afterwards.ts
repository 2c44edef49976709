import type { ReleasedEvent } from '@strowger/acd'
import type { AfterwardsModel } from '../model/afterwards.ts'
import type { RatingShares, RatingSpec } from '../scenario/case-spec.ts'
import { Cases } from './cases.ts'
import type { Dialling } from './dialling.ts'
import { type RatingTally, ratingKey } from './flow-tally.ts'
import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

/** A rating, or NaN of who was asked and said nothing, with the agent and the type that served. */
export type OnRated = (rating: number, agent: number, type: number) => void

/** What follows a conversation: the caller rates it, a case is opened, and its agent may rise. */
export class Afterwards {
  /** By type and group; see {@link ratingKey}. */
  readonly ratings: Record<string, RatingTally> = {}
  readonly cases: Cases | undefined
  readonly #world: World
  readonly #model: AfterwardsModel
  readonly #onRated: OnRated | undefined
  /** Contacts that each agent has handled. */
  readonly #handled: Int32Array
  /** How long callers waited who talk, ms. */
  readonly #waitedMs: Map<number, number> = new Map()

  constructor(world: World, model: AfterwardsModel, dialling: Dialling | undefined, onRated: OnRated | undefined) {
    this.#world = world
    this.#model = model
    this.#onRated = onRated
    this.cases = model.cases && new Cases(world, model.cases, dialling)
    this.#handled = new Int32Array(world.model.roster.length)
  }

  /** A conversation begins. */
  connected(caller: number, waitedMs: number): void {
    if (this.#model.ratings[this.#world.callers.type[caller]!]?.waited !== undefined) {
      this.#waitedMs.set(caller, waitedMs)
    }
  }

  /** It has ended. The caller's place is still its own. */
  released({ ref: caller, agent, group, arrivedMs, atMs }: ReleasedEvent, isResolved: boolean): void {
    const { callers, draws } = this.#world
    this.#rise(agent, group, atMs)
    const type = callers.type[caller]!
    const rule = this.#model.ratings[type]
    const rating = rule === undefined ? NaN : this.#rate(caller, rule, isResolved)
    if (rule !== undefined) this.#count(rating, { agent, group, type, arrivedMs })
    for (const [nth, { matter, probability, unresolved, rated }] of this.#model.openings[type]!.entries()) {
      if (unresolved && isResolved) continue
      if (rated !== undefined && !(rating >= rated[0] && rating <= rated[1])) continue
      if (draws.of(caller, Purpose.opensCase, nth) < probability) this.cases!.open(matter, nth, { caller, agent }, atMs)
    }
  }

  /** The agent has handled one more: it may have other skills from now on. */
  #rise(agent: number, group: number, nowMs: number): void {
    const rises = this.#model.rises[group]
    if (rises === undefined) return
    this.#handled[agent]! += 1
    const level = rises.find(({ after }) => after === this.#handled[agent])
    if (level !== undefined) this.#world.engine.staff.setSkills(agent, level.skills, nowMs)
  }

  #rate(caller: number, rule: RatingSpec, isResolved: boolean): number {
    const { draws } = this.#world
    const waitedMs = this.#waitedMs.get(caller) ?? 0
    this.#waitedMs.delete(caller)
    if (draws.of(caller, Purpose.rates) >= rule.answers) return NaN
    const { ratings, unresolved, waited } = rule
    const u = draws.of(caller, Purpose.rating)
    if (!isResolved) return ratingAt(unresolved ?? ratings, u)
    return ratingAt(waited !== undefined && waitedMs > waited.overMs ? waited.ratings : ratings, u)
  }

  #count(
    rating: number,
    by: { readonly agent: number; readonly group: number; readonly type: number; readonly arrivedMs: number },
  ): void {
    if (!this.#world.tallies.counts(by.arrivedMs)) return
    this.#onRated?.(rating, by.agent, by.type)
    const tally = (this.ratings[ratingKey(by.type, by.group)] ??= { asked: 0, answered: 0, sum: 0 })
    tally.asked += 1
    if (Number.isNaN(rating)) return
    tally.answered += 1
    tally.sum += rating
  }
}

function ratingAt(shares: RatingShares, u: number): number {
  let left = u
  for (const { rating, share } of shares) {
    if (left < share) return rating
    left -= share
  }
  return shares.at(-1)!.rating
}
