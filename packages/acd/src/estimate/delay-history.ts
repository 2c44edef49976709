import type { AcdEvent } from '../event/event.ts'
import { certainWaitMs, type WaitEstimator, type WaitQuery } from './wait-estimator.ts'

/**
 * Last to enter service (LES): the wait of the contact of this type that was answered last. Needs no model and adapts to
 * anything; its error vanishes relative to the wait in heavy traffic (Ibrahim & Whitt 2009).
 */
export class LastToEnterService implements WaitEstimator {
  readonly name: string = 'last-to-enter-service'
  readonly #waitMs: number[] = []

  observe(event: AcdEvent): void {
    if (event.kind === 'connected') this.#waitMs[event.type] = event.durationMs
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? this.#waitMs[query.type] ?? Number.NaN
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

/**
 * Recently completed service (RCS): the wait of the contact that arrived last among those of this type whose
 * conversation is over; for hosts that learn of waits only from finished calls (Ibrahim & Whitt 2009).
 */
export class RecentlyCompletedService implements WaitEstimator {
  readonly name: string = 'recently-completed-service'
  readonly #arrivedMs: number[] = []
  readonly #waitMs: number[] = []

  observe(event: AcdEvent): void {
    if (event.kind !== 'released') return
    if (event.arrivedMs < (this.#arrivedMs[event.type] ?? -Infinity)) return
    this.#arrivedMs[event.type] = event.arrivedMs
    this.#waitMs[event.type] = event.atMs - event.durationMs - event.arrivedMs
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? this.#waitMs[query.type] ?? Number.NaN
  }
}

/**
 * Smoothed LES: the newest wait counts a quarter, the history three quarters — what Asterisk announces, without the
 * whole seconds in which its average gets stuck. Starts from the first wait, not from 0.
 */
export class SmoothedLastToEnterService implements WaitEstimator {
  readonly name: string = 'smoothed-last-to-enter-service'
  readonly #weight: number
  readonly #waitMs: number[] = []

  /** @param weight - of the newest wait, 0 < weight ≤ 1 */
  constructor(weight: number = 0.25) {
    this.#weight = weight
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'connected') return
    const before = this.#waitMs[event.type] ?? event.durationMs
    this.#waitMs[event.type] = before + this.#weight * (event.durationMs - before)
  }

  expectedWaitMs(query: WaitQuery): number {
    return certainWaitMs(query) ?? this.#waitMs[query.type] ?? Number.NaN
  }
}
