import type { AcdEvent } from '@strowger/acd'

/** Consultations, and what supervisors did, inside the counted window. Plain data. */
export interface BesideCounts {
  /** Consultations begun, with somebody found, that ended in a transfer, that became a conference. */
  begun: number
  answered: number
  transferred: number
  conferences: number
  /** Conversations that were to be heard, and no supervisor was free. */
  unheard: number
  /** Supervisors' orders that were carried out, by name. */
  readonly orders: Record<string, number>
}

type Counted = Exclude<keyof BesideCounts, 'orders'>

/** Counts who takes part beside caller and agent. */
export class BesideTally {
  readonly counts: BesideCounts = emptyBesideCounts()
  readonly #fromMs: number
  readonly #toMs: number

  constructor(fromMs: number, toMs: number) {
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  count(what: Counted, atMs: number): void {
    if (atMs >= this.#fromMs && atMs < this.#toMs) this.counts[what] += 1
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'ordered' || event.atMs < this.#fromMs || event.atMs >= this.#toMs) return
    this.counts.orders[event.order] = (this.counts.orders[event.order] ?? 0) + 1
  }
}

/** Counts of nothing. */
function emptyBesideCounts(): BesideCounts {
  return { begun: 0, answered: 0, transferred: 0, conferences: 0, unheard: 0, orders: {} }
}
