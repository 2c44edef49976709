import { type AcdEvent, DialMetrics, type DialTally } from '@strowger/acd'

/** Calls that were asked for, of one type: what the engine's events tell, and what only the host knows. Plain data. */
export interface CallsTally extends DialTally {
  /** Persons who were reached and were not the right ones. */
  wrongParty: number
  /** Would have been put on a list after the doors had closed, and were not. */
  cameTooLate: number
}

/** Counts calls by type. */
export class DiallingTallies {
  readonly #metrics: DialMetrics
  readonly #own: readonly { wrongParty: number; cameTooLate: number }[]
  readonly #fromMs: number
  readonly #toMs: number

  constructor(types: number, fromMs: number, toMs: number) {
    this.#metrics = new DialMetrics({ types, fromMs, toMs })
    this.#own = Array.from({ length: types }, () => ({ wrongParty: 0, cameTooLate: 0 }))
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  /** Calls of each type so far. */
  get byType(): readonly CallsTally[] {
    return this.#own.map((own, type) => ({ ...this.#metrics.ofType(type), ...own }))
  }

  observe(event: AcdEvent): void {
    this.#metrics.observe(event)
  }

  /** @param arrivedMs - when the contact was listed */
  wrongParty(type: number, arrivedMs: number): void {
    if (arrivedMs >= this.#fromMs && arrivedMs < this.#toMs) this.#own[type]!.wrongParty += 1
  }

  cameTooLate(type: number): void {
    this.#own[type]!.cameTooLate += 1
  }
}
