import type { Announcement, TypeModel } from '../model/model.ts'
import { EventPriority } from './event-priority.ts'
import { Purpose } from './purpose.ts'
import type { World } from './world.ts'

/** What callers do while they wait: some hang up at once, the others listen, and at last lose their patience. */
export class Waiting {
  declare private readonly world: World

  constructor(world: World) {
    this.world = world
  }

  /**
   * A caller who has to wait, or to listen to ringing, will give up some time; once for each wait.
   *
   * @param mayBalk - whether nobody took the call at once: a caller to whom an agent's phone rings does not know
   */
  begin(caller: number, nowMs: number, mayBalk: boolean): void {
    const { callers, agenda, model } = this.world
    if (callers.patienceSet[caller] === 1) return
    callers.patienceSet[caller] = 1
    const type = model.types[callers.type[caller]!]!
    if (mayBalk && type.balking !== undefined && this.#balks(caller, type)) {
      this.world.tallies.balked(caller, nowMs)
      this.world.engine.abandon(callers.contact[caller]!, nowMs)
      return
    }
    const law = type.patience
    if (type.announcements !== undefined) {
      callers.sinceMs[caller] = nowMs
      callers.heard[caller] = 0
      callers.willWaitMs[caller] = law === undefined ? Infinity : law.quantile(callers.patience[caller]!)
      this.#listen(caller, type.announcements, -1)
      return
    }
    if (law === undefined) return
    const endsMs = nowMs + law.quantile(callers.patience[caller]!)
    agenda.events.set(agenda.ownSide(caller), endsMs, EventPriority.patienceEnds)
  }

  /** The caller hears an announcement: it hangs up, or waits on with another patience. */
  announce(caller: number, nowMs: number): void {
    const { callers, model, draws, engine } = this.world
    const announcements = model.types[callers.type[caller]!]!.announcements!
    const { leave, patienceFactor } = announcements[callers.announcement[caller]!]!
    const nth = callers.heard[caller]!
    callers.heard[caller] = nth + 1
    if (leave > 0 && draws.of(caller, Purpose.leaving, nth) < leave) {
      engine.abandon(callers.contact[caller]!, nowMs)
      return
    }
    const waitedMs = callers.heardAtMs[caller]!
    callers.willWaitMs[caller] = waitedMs + (callers.willWaitMs[caller]! - waitedMs) * patienceFactor
    this.#listen(caller, announcements, waitedMs)
  }

  /** Sets what comes first after so long a wait: the next announcement, or the end of patience. */
  #listen(caller: number, announcements: readonly Announcement[], waitedMs: number): void {
    const { callers, agenda } = this.world
    let nextMs = callers.willWaitMs[caller]!
    let next = -1
    for (const [at, announcement] of announcements.entries()) {
      const heardAtMs = timeAfter(announcement, waitedMs)
      if (heardAtMs > nextMs || (heardAtMs === nextMs && next >= 0) || heardAtMs === Infinity) continue
      nextMs = heardAtMs
      next = at
    }
    callers.announcement[caller] = next
    // Kept, because the clock less the beginning of the wait is this only up to rounding: it could be heard again.
    callers.heardAtMs[caller] = nextMs
    const priority = next < 0 ? EventPriority.patienceEnds : EventPriority.announcement
    agenda.events.set(agenda.ownSide(caller), callers.sinceMs[caller]! + nextMs, priority)
  }

  #balks(caller: number, { balking = [] }: TypeModel): boolean {
    const { engine, callers, draws } = this.world
    const ahead = engine.calls.position(callers.contact[caller]!)
    // Somebody took it in the meantime.
    if (ahead === undefined) return false
    let probability = 0
    for (const step of balking) if (ahead >= step.ahead) probability = step.probability
    return draws.of(caller, Purpose.balking) < probability
  }
}

/** The wait at which an announcement is heard next, after a wait of `waitedMs`. */
function timeAfter({ afterMs, everyMs }: Announcement, waitedMs: number): number {
  if (waitedMs < afterMs) return afterMs
  if (everyMs === Infinity) return Infinity
  return afterMs + (Math.floor((waitedMs - afterMs) / everyMs) + 1) * everyMs
}
