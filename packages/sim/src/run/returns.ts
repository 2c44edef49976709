import { RETURN_CAUSES, type ReturnCause } from '../scenario/return-cause.ts'
import { EventPriority } from './event-priority.ts'
import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

const CAUSE = new Map(RETURN_CAUSES.map((cause, number) => [cause, number]))

/** Callers who call again: after giving up, after being blocked, about something new, about a matter unresolved. */
export class Returns {
  declare private readonly world: World
  /** When the doors close: nobody comes from then on. */
  readonly #closesMs: number = NaN

  constructor(world: World, closesMs: number) {
    this.world = world
    this.#closesMs = closesMs
  }

  /** A call that led to no conversation has ended. The caller's place is still its own. */
  unserved(caller: number, cause: 'abandoned' | 'blocked', nowMs: number): void {
    if (this.world.model.types[this.world.callers.type[caller]!]!.returns !== undefined) {
      this.#decide(caller, cause, nowMs)
    }
  }

  /** A conversation with an agent of the group has ended. The caller's place is still its own. True when the matter is settled. */
  served(caller: number, group: number, arrivedMs: number, nowMs: number): boolean {
    const { model, callers, draws, tallies } = this.world
    const type = callers.type[caller]!
    const { resolves, returns } = model.types[type]!
    if (resolves) {
      const resolved = draws.of(caller, Purpose.resolution) < model.groups[group]!.resolution[type]!
      tallies.resolved(caller, arrivedMs, resolved)
      callers.conversations[caller]! += 1
      if (!resolved) {
        if (returns !== undefined) this.#decide(caller, 'unresolved', nowMs)
        return false
      }
    }
    if (returns !== undefined) this.#decide(caller, 'served', nowMs)
    return true
  }

  #decide(caller: number, cause: ReturnCause, nowMs: number): void {
    const { model, callers, draws, agenda, tallies } = this.world
    const rule = model.types[callers.type[caller]!]!.returns?.[cause]
    if (rule === undefined) return
    // A new matter has tries of its own.
    const tries = cause === 'served' ? 0 : callers.tries[caller]!
    const times = cause === 'served' ? callers.matters[caller]! : tries
    if (times >= rule.atMost || draws.of(caller, Purpose.return) >= rule.probability) return
    const backMs = nowMs + rule.delay.quantile(draws.of(caller, Purpose.returnDelay))
    if (backMs >= this.#closesMs) {
      tallies.cameTooLate(caller)
      return
    }
    const place = callers.enterAs(caller)
    agenda.grow(callers.capacity)
    callers.type[place] = rule.asType
    callers.cause[place] = CAUSE.get(cause)!
    if (cause === 'served') {
      callers.tries[place] = 0
      callers.conversations[place] = 0
      callers.matters[place]! += 1
    } else callers.tries[place] = tries + 1
    agenda.events.set(agenda.ownSide(place), backMs, EventPriority.arrival)
  }
}
