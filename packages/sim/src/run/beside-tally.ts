import type { AcdEvent } from '@strowger/acd'

/** Consultations, and what supervisors did, inside the counted window. Plain data. */
export interface BesideCounts {
  /** Consultations begun, with somebody found, that ended in a transfer, that became a conference. */
  begun: number
  answered: number
  /** Of those with somebody found, those within the threshold of the service level, and how long all of them waited, ms. */
  answeredWithin: number
  answeredWaitMs: number
  /** Given up before somebody was found, and of these within the threshold. */
  givenUp: number
  givenUpWithin: number
  transferred: number
  conferences: number
  /** Conversations that were to be heard, and no supervisor was free. */
  unheard: number
  /** Supervisors' orders that were carried out, by name. */
  readonly orders: Record<string, number>
}

type Counted = 'begun' | 'conferences' | 'transferred' | 'unheard'

/** Counts who takes part beside caller and agent. */
export class BesideTally {
  readonly counts: BesideCounts = emptyBesideCounts()
  readonly #fromMs: number
  readonly #toMs: number
  readonly #thresholdMs: number

  constructor(fromMs: number, toMs: number, thresholdMs: number) {
    this.#fromMs = fromMs
    this.#toMs = toMs
    this.#thresholdMs = thresholdMs
  }

  count(what: Counted, atMs: number): void {
    if (this.#isCounted(atMs)) this.counts[what] += 1
  }

  /** A consultation that was begun then has found somebody, or is given up, after so long. */
  waited(what: 'answered' | 'givenUp', begunMs: number, waitMs: number): void {
    if (!this.#isCounted(begunMs)) return
    const { counts } = this
    counts[what] += 1
    if (waitMs <= this.#thresholdMs) counts[`${what}Within`] += 1
    if (what === 'answered') counts.answeredWaitMs += waitMs
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'ordered' || !this.#isCounted(event.atMs)) return
    this.counts.orders[event.order] = (this.counts.orders[event.order] ?? 0) + 1
  }

  #isCounted(atMs: number): boolean {
    return atMs >= this.#fromMs && atMs < this.#toMs
  }
}

/** Counts of nothing. */
function emptyBesideCounts(): BesideCounts {
  return {
    begun: 0,
    answered: 0,
    answeredWithin: 0,
    answeredWaitMs: 0,
    givenUp: 0,
    givenUpWithin: 0,
    transferred: 0,
    conferences: 0,
    unheard: 0,
    orders: {},
  }
}
