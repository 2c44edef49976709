/** A mean that forgets: each new value has the weight `weight`, and a plain mean until that many are seen. */
export class ForgettingMean {
  readonly #weight: number
  #count = 0
  #mean = Number.NaN

  /** @param weight - of a new value once 1 / weight values are in, 0 < weight ≤ 1 */
  constructor(weight: number) {
    this.#weight = weight
  }

  /** The mean; NaN before the first value. */
  get value(): number {
    return this.#mean
  }

  /** How many values it has seen, and their mean, which is null before the first. */
  get memory(): readonly [count: number, mean: number | null] {
    return [this.#count, this.#count === 0 ? null : this.#mean]
  }

  recall([count, mean]: readonly [count: number, mean: number | null]): void {
    this.#count = count
    this.#mean = mean ?? Number.NaN
  }

  add(value: number): void {
    this.#count += 1
    if (this.#count === 1) this.#mean = value
    else this.#mean += Math.max(this.#weight, 1 / this.#count) * (value - this.#mean)
  }
}

/**
 * Events per ms of late, seen through a window that fades with the time constant τ. An event t ms ago weighs e^(−t/τ);
 * what has not been watched yet is allowed for, so that the rate is unbiased from the start.
 */
export class ForgettingRate {
  readonly #tauMs: number
  #weight = 0
  #atMs = Number.NaN
  /** τ × the share of the window that has been watched. */
  #watchedMs = 0

  constructor(tauMs: number) {
    this.#tauMs = tauMs
  }

  /** Weight, when it was seen last (null: never), and what has been watched. */
  get memory(): readonly [weight: number, atMs: number | null, watchedMs: number] {
    return [this.#weight, Number.isNaN(this.#atMs) ? null : this.#atMs, this.#watchedMs]
  }

  recall([weight, atMs, watchedMs]: readonly [weight: number, atMs: number | null, watchedMs: number]): void {
    this.#weight = weight
    this.#atMs = atMs ?? Number.NaN
    this.#watchedMs = watchedMs
  }

  /** Lets the watch begin or go on, without an event. */
  watch(nowMs: number): void {
    const fade = Number.isNaN(this.#atMs) ? 1 : Math.exp((this.#atMs - nowMs) / this.#tauMs)
    this.#weight *= fade
    this.#watchedMs = this.#tauMs - (this.#tauMs - this.#watchedMs) * fade
    this.#atMs = nowMs
  }

  /** An event happens. */
  count(nowMs: number): void {
    this.watch(nowMs)
    this.#weight += 1
  }

  /** Events per ms as of now; NaN when nothing has been watched. Changes nothing. */
  perMs(nowMs: number): number {
    if (Number.isNaN(this.#atMs)) return Number.NaN
    const fade = Math.exp((this.#atMs - nowMs) / this.#tauMs)
    const watchedMs = this.#tauMs - (this.#tauMs - this.#watchedMs) * fade
    return watchedMs > 0 ? (this.#weight * fade) / watchedMs : Number.NaN
  }
}
