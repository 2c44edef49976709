import { EventPriority } from '../event-priority.ts'
import type { World } from '../world.ts'

/** Somebody calls then whom no arrival process brings; callers of the model must have random numbers of their own. */
export function callAt({ callers, agenda, draws }: World, type: number, atMs: number): void {
  const caller = callers.enter()
  callers.type[caller] = type
  draws.first(caller, NaN)
  agenda.grow(callers.capacity)
  agenda.events.set(agenda.ownSide(caller), atMs, EventPriority.arrival)
}
