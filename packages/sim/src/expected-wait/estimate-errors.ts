import type { AcdEvent } from '@strowger/acd'

/** Sums over the contacts of one replication that began to wait and were answered; times in ms. */
export interface ErrorSums {
  /** Contacts whose wait is known and of which every estimator said a finite wait. */
  readonly counted: number
  /** Contacts that were not answered: how long they would have had to wait is not known. */
  readonly unserved: number
  /** Answered contacts for which an estimator had nothing to go on, or nobody was there to serve. */
  readonly unestimated: number
  readonly waitMs: number
  /** By estimator: Σ (estimate − wait)², Σ |estimate − wait|, Σ (estimate − wait). */
  readonly squares: Float64Array
  readonly absolutes: Float64Array
  readonly errors: Float64Array
}

/** What was said to a contact when it began to wait. */
interface Said {
  readonly atMs: number
  readonly answers: Float64Array
}

/**
 * Holds what estimators say at the moment a contact begins to wait against the wait that it then has.
 *
 * Each contact counts once, when it comes to a queue on arrival. All estimators are judged on the same contacts.
 */
export class EstimateErrors {
  readonly #ask: (contact: number) => Float64Array
  readonly #fromMs: number
  readonly #toMs: number
  readonly #said = new Map<number, Said>()
  readonly #squares: Float64Array
  readonly #absolutes: Float64Array
  readonly #errors: Float64Array
  #counted = 0
  #unserved = 0
  #unestimated = 0
  #waitMs = 0

  /**
   * @param estimators - how many
   * @param ask - what each says now of a contact that waits; read at once
   * @param fromMs - contacts count that arrive from here on and before `toMs`
   */
  constructor(estimators: number, ask: (contact: number) => Float64Array, fromMs: number, toMs: number) {
    this.#ask = ask
    this.#fromMs = fromMs
    this.#toMs = toMs
    this.#squares = new Float64Array(estimators)
    this.#absolutes = new Float64Array(estimators)
    this.#errors = new Float64Array(estimators)
  }

  /** Takes in an event of the engine, while the engine stands where the event left it. */
  readonly observe = (event: AcdEvent): void => {
    if (event.kind === 'queued') this.#begins(event.contact, event.arrivedMs, event.atMs)
    else if (event.kind === 'connected') this.#served(event.contact, event.atMs)
    else if (event.kind === 'abandoned' || event.kind === 'diverted' || event.kind === 'refused') {
      if (this.#said.delete(event.contact)) this.#unserved += 1
    }
  }

  /** The sums; who still waits was not served. */
  sums(): ErrorSums {
    return {
      counted: this.#counted,
      unserved: this.#unserved + this.#said.size,
      unestimated: this.#unestimated,
      waitMs: this.#waitMs,
      squares: this.#squares,
      absolutes: this.#absolutes,
      errors: this.#errors,
    }
  }

  #begins(contact: number, arrivedMs: number, atMs: number): void {
    // Later it is in a queue again, after an offer or a transfer, and not as one that has just come.
    if (arrivedMs !== atMs || arrivedMs < this.#fromMs || arrivedMs >= this.#toMs) return
    this.#said.set(contact, { atMs, answers: this.#ask(contact).slice() })
  }

  #served(contact: number, atMs: number): void {
    const said = this.#said.get(contact)
    if (said === undefined) return
    this.#said.delete(contact)
    if (!said.answers.every(Number.isFinite)) {
      this.#unestimated += 1
      return
    }
    const waitMs = atMs - said.atMs
    this.#counted += 1
    this.#waitMs += waitMs
    for (const [at, answer] of said.answers.entries()) {
      const error = answer - waitMs
      this.#squares[at]! += error * error
      this.#absolutes[at]! += Math.abs(error)
      this.#errors[at]! += error
    }
  }
}
