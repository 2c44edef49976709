import type { AcdEvent } from '../event/event.ts'
import { TypeWaits } from './type-waits.ts'
import { certainWaitMs, type WaitEstimator, type WaitQuery } from './wait-estimator.ts'

/** Waits by type, null where none has been seen. */
type WaitsMemory = { readonly byType: readonly (number | null)[] }

/**
 * Last to enter service (LES): the wait of the contact of this type that was answered last. Needs no model and adapts to
 * anything; its error vanishes relative to the wait in heavy traffic (Ibrahim & Whitt 2009).
 */
export class LastToEnterService implements WaitEstimator {
  readonly name: string = 'last-to-enter-service'
  readonly #waits: TypeWaits = new TypeWaits()

  observe(event: AcdEvent): void {
    if (event.kind === 'connected') this.#waits.set(event.type, event.durationMs)
  }

  memory(): WaitsMemory {
    return { byType: this.#waits.memory }
  }

  recall({ byType }: WaitsMemory): void {
    this.#waits.recall(byType)
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? this.#waits.of(query.type)
  }
}

/**
 * Head of line (HOL): as long as the contact at the head of the queue has waited so far. Needs no history at all
 * (Ibrahim & Whitt 2009).
 */
export class HeadOfLine implements WaitEstimator {
  readonly name: string = 'head-of-line'

  observe(): void {
    // The queue itself is all it looks at.
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? query.headWaitedMs
  }
}

/** By type, when the contact arrived whose wait is known, and that wait; null for what is new. */
type CompletedMemory = {
  readonly byType: readonly (readonly [arrivedMs: number | null, waitMs: number | null] | null)[]
}

/**
 * Recently completed service (RCS): the wait of the contact that arrived last among those of this type whose
 * conversation is over; for hosts that learn of waits only from finished calls (Ibrahim & Whitt 2009).
 */
export class RecentlyCompletedService implements WaitEstimator {
  readonly name: string = 'recently-completed-service'
  /** By type, when the contact arrived whose wait is known. */
  readonly #arrivals: TypeWaits = new TypeWaits()
  readonly #waits: TypeWaits = new TypeWaits()

  observe(event: AcdEvent): void {
    if (event.kind !== 'released') return
    if (event.arrivedMs < this.#arrivals.of(event.type)) return
    this.#arrivals.set(event.type, event.arrivedMs)
    this.#waits.set(event.type, event.atMs - event.durationMs - event.arrivedMs)
  }

  memory(): CompletedMemory {
    const waits = this.#waits.memory
    return { byType: this.#arrivals.memory.map((arrivedMs, type) => [arrivedMs, waits[type] ?? null]) }
  }

  recall({ byType }: CompletedMemory): void {
    this.#arrivals.recall(byType.map((known) => known?.[0] ?? null))
    this.#waits.recall(byType.map((known) => known?.[1] ?? null))
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? this.#waits.of(query.type)
  }
}

/**
 * Smoothed LES: the newest wait counts a quarter, the history three quarters — what Asterisk announces, without the
 * whole seconds in which its average gets stuck. Starts from the first wait, not from 0.
 */
export class SmoothedLastToEnterService implements WaitEstimator {
  readonly name: string = 'smoothed-last-to-enter-service'
  readonly #weight: number
  readonly #waits: TypeWaits = new TypeWaits()

  /** @param weight - of the newest wait, 0 < weight ≤ 1 */
  constructor(weight: number = 0.25) {
    this.#weight = weight
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'connected') return
    const before = this.#waits.of(event.type)
    const wait = Number.isNaN(before) ? event.durationMs : before + this.#weight * (event.durationMs - before)
    this.#waits.set(event.type, wait)
  }

  memory(): WaitsMemory {
    return { byType: this.#waits.memory }
  }

  recall({ byType }: WaitsMemory): void {
    this.#waits.recall(byType)
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? this.#waits.of(query.type)
  }
}
