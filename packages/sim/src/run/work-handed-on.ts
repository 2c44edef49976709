import type { AcdEvent } from '@strowger/acd'
import type { Service } from './service.ts'
import type { World } from './world.ts'

/** What agents write down about callers whom they have handed on, each at a place of its own: the caller is elsewhere meanwhile. */
export class WorkHandedOn {
  readonly #world: World
  readonly #service: Service
  /** The engine's id of the work → its place among the callers. */
  readonly #places: Map<number, number> = new Map()

  constructor(world: World, service: Service) {
    this.#world = world
    this.#service = service
  }

  /** A decision of the engine: true when it is about such work. */
  takes(event: AcdEvent): boolean {
    if (event.kind === 'wrap-up') {
      this.#begin(event.ref, event.contact, event.agent, event.group, event.atMs)
      return true
    }
    if (event.kind !== 'wrap-up-ended') return false
    const place = this.#places.get(event.contact)
    if (place === undefined) return false
    const { agenda, callers } = this.#world
    this.#places.delete(event.contact)
    agenda.events.cancel(agenda.agentSide(place))
    callers.leave(place)
    return true
  }

  /** The caller still has the type, and the number for the work, with which the agent had it. */
  #begin(caller: number, contact: number, agent: number, group: number, nowMs: number): void {
    const { agenda, callers } = this.#world
    const place = callers.enterAs(caller)
    agenda.grow(callers.capacity)
    callers.type[place] = callers.type[caller]!
    callers.wrapUp[place] = callers.wrapUp[caller]!
    callers.contact[place] = contact
    callers.agent[place] = agent
    this.#places.set(contact, place)
    this.#service.wrapUp(place, group, nowMs)
  }
}
