import type { AcdEvent } from '@strowger/acd'
import { Purpose } from './purpose.ts'
import type { Returns } from './returns.ts'
import type { Service } from './service.ts'
import type { Transfers } from './transfers.ts'
import type { World } from './world.ts'

/** What has to do with callers who are blocked, sent elsewhere, moved or put aside: few, so asked last. */
export class Elsewhere {
  readonly #world: World
  readonly #service: Service
  readonly #returns: Returns
  readonly #transfers: Transfers

  constructor(
    world: World,
    {
      service,
      returns,
      transfers,
    }: { readonly service: Service; readonly returns: Returns; readonly transfers: Transfers },
  ) {
    this.#world = world
    this.#service = service
    this.#returns = returns
    this.#transfers = transfers
  }

  /** What callers and agents do about a decision of the engine. */
  follow(event: AcdEvent): void {
    const { agenda, callers, draws, tallies } = this.#world
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- see its end
    switch (event.kind) {
      case 'blocked':
        this.#returns.unserved(event.ref, 'blocked', event.atMs)
        callers.leave(event.ref)
        return
      case 'diverted':
        agenda.events.cancel(agenda.ownSide(event.ref))
        tallies.diverted(event.type, event.arrivedMs, event.reason)
        callers.leave(event.ref)
        return
      case 'refused':
        agenda.events.cancel(agenda.ownSide(event.ref))
        tallies.diverted(event.type, event.arrivedMs, `${event.reason} (refused)`)
        this.#returns.unserved(event.ref, 'blocked', event.atMs)
        callers.leave(event.ref)
        return
      case 'interrupted':
        this.#service.interrupt(event.ref, event.atMs)
        return
      case 'continued':
        this.#service.goOn(event.ref, event.atMs)
        return
      case 'moved':
        // Served as one of the new type, with the patience that it came with.
        callers.type[event.ref] = event.type
        callers.wrapUp[event.ref] = draws.of(event.ref, Purpose.wrapUp)
        return
      case 'requeued':
        this.#transfers.requeued(event.ref, event.type)
        return
      // Told for the figures; or the outcome of commands that no simulated caller or agent gives yet.
      default:
    }
  }
}
