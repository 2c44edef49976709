import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

/** Agents who cannot settle a matter hand the caller on: to another queue, or out of the house. */
export class Transfers {
  declare private readonly world: World

  constructor(world: World) {
    this.world = world
  }

  /** The talk is over. True when the caller was handed on instead of released. */
  handOn(caller: number, nowMs: number): boolean {
    const { model, callers, draws, engine } = this.world
    const rules = model.types[callers.type[caller]!]!.transfers
    if (rules === undefined) return false
    // Agents are introduced in the order of the roster.
    const { group } = model.roster[callers.agent[caller]!]!
    let u = draws.of(caller, Purpose.transfer)
    for (const { toType, out, probability } of rules) {
      u -= probability[group]!
      if (u >= 0) continue
      const contact = callers.contact[caller]!
      return toType < 0 ? engine.calls.transferOut(contact, out, nowMs) : engine.calls.transfer(contact, toType, nowMs)
    }
    return false
  }

  /** The caller waits anew, with another type: with the patience and the matter of that type's callers. */
  requeued(caller: number, type: number): void {
    const { callers, draws } = this.world
    callers.type[caller] = type
    callers.patienceSet[caller] = 0
    draws.next(caller)
  }
}
