import type { HandlingStage } from '../model/model.ts'
import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

/** Offers that agents of a group made to callers of a type. Plain data. */
export interface SalesTally {
  offers: number
  conversions: number
}

/** A sale, with the agent who made it. */
export type OnSold = (agent: number) => void

/** What agents offer their callers after the service, and whether it is bought. */
export class Sales {
  /** By numbers of the type and the group: `type group`. */
  readonly tallies: Record<string, SalesTally> = {}
  readonly #world: World
  readonly #onSold: OnSold | undefined

  constructor(world: World, onSold: OnSold | undefined) {
    this.#world = world
    this.#onSold = onSold
  }

  /** Agent and caller talk: offers count whose stage the conversation has. */
  talk(caller: number, agent: number, group: number): void {
    const { callers, model } = this.#world
    const type = callers.type[caller]!
    for (const [nth, stage] of (model.types[type]!.stages ?? []).entries())
      this.#offer(stage, nth, caller, agent, `${type} ${group}`)
  }

  #offer({ probability, converts }: HandlingStage, nth: number, caller: number, agent: number, key: string): void {
    const { draws } = this.#world
    // The stage is drawn as the length of the talk draws it: its own number is the same each time.
    if (converts === undefined || draws.of(caller, Purpose.stage, nth) >= probability) return
    const tally = (this.tallies[key] ??= { offers: 0, conversions: 0 })
    tally.offers += 1
    if (draws.of(caller, Purpose.conversion, nth) >= converts) return
    tally.conversions += 1
    this.#onSold?.(agent)
  }
}

/** Whether anything is ever offered. */
export function sells({ types }: World['model']): boolean {
  return types.some(({ stages = [] }) => stages.some(({ converts }) => converts !== undefined))
}
