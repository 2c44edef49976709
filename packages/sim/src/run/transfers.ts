import type { Attendance } from './attendance.ts'
import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

/** Agents who cannot settle a matter hand the caller on: to another queue, or out of the house. */
export class Transfers {
  declare private readonly world: World
  declare private readonly attendance: Attendance

  constructor(world: World, attendance: Attendance) {
    this.world = world
    this.attendance = attendance
  }

  /** The talk is over. True when the caller was handed on instead of released. */
  handOn(caller: number, nowMs: number): boolean {
    const { model, callers, draws, engine } = this.world
    const type = callers.type[caller]!
    const rules = model.types[type]!.transfers
    if (rules === undefined) return false
    // Agents are introduced in the order of the roster.
    const agent = callers.agent[caller]!
    const { group } = model.roster[agent]!
    let u = draws.of(caller, Purpose.transfer)
    for (const { toType, out, probability } of rules) {
      u -= probability[group]!
      if (u >= 0) continue
      const contact = callers.contact[caller]!
      // Who would work on after a release, and does not after this, is about to be free now.
      const { wrapUpMs = 0, wrapUpAfterTransfer = false } = model.acd.types[type]!
      if (wrapUpMs > 0 && !wrapUpAfterTransfer) this.attendance.beforeFree(agent, nowMs)
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
