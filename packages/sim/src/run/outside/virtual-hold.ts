import type { AcdEvent } from '@strowger/acd'
import type { RandomStream } from '../../random/stream.ts'
import type { World } from '../world.ts'
import { callAt } from './call-at.ts'

/** Callers who would have to wait long may leave the queue, and are called a while later. */
export interface VirtualHoldSpec {
  readonly kind: 'virtual-hold'
  /** Type of those who wait → the type as which they are called. */
  readonly types: readonly (readonly [from: number, to: number])[]
  /** It is offered while whoever of the type was served last had waited so long, ms. */
  readonly leastMs: number
  readonly accepts: number
  /** They are called after this share of that wait. */
  readonly share: number
}

/** ContactCenters' virtual queue, with the wait of whoever was served last as the wait that is expected. */
export class VirtualHold {
  readonly #spec: VirtualHoldSpec
  readonly #world: World
  readonly #stream: RandomStream
  readonly #to: ReadonlyMap<number, number>
  readonly #lastWaitMs: Map<number, number> = new Map()

  constructor(spec: VirtualHoldSpec, world: World, stream: RandomStream) {
    this.#spec = spec
    this.#world = world
    this.#stream = stream
    this.#to = new Map(spec.types)
  }

  readonly observe = (event: AcdEvent): void => {
    if (event.kind === 'connected') {
      if (event.durationMs > 0) this.#lastWaitMs.set(event.type, event.durationMs)
    } else if (event.kind === 'queued') this.#ask(event.contact, event.type, event.atMs)
  }

  #ask(contact: number, type: number, nowMs: number): void {
    const { leastMs, accepts, share } = this.#spec
    const to = this.#to.get(type)
    const lastMs = this.#lastWaitMs.get(type) ?? 0
    if (to === undefined || lastMs < leastMs || this.#stream.uniform() >= accepts) return
    const { engine } = this.#world
    engine.calls.divert(contact, 'held', nowMs)
    callAt(this.#world, to, nowMs + share * lastMs)
  }
}
