import type { HostClock } from '../clock/host-clock.ts'

const FIRST_MS = 500
const LONGEST_MS = 30_000

/** Tries again and again, each time twice as late as before and at most after half a minute, until it is closed. */
export class Reconnection {
  readonly #clock: HostClock
  readonly #connect: () => void
  #delayMs = FIRST_MS
  #cancel: () => void = () => undefined
  #isClosed = false

  constructor(clock: HostClock, connect: () => void) {
    this.#clock = clock
    this.#connect = connect
  }

  /** Nothing is tried any more. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** The connection stands: the next one that is lost is tried soon again. */
  stands(): void {
    this.#delayMs = FIRST_MS
  }

  /** The connection is lost. */
  again(): void {
    if (this.#isClosed) return
    this.#cancel()
    this.#cancel = this.#clock.at(this.#clock.nowMs() + this.#delayMs, this.#connect)
    this.#delayMs = Math.min(LONGEST_MS, 2 * this.#delayMs)
  }

  close(): void {
    this.#isClosed = true
    this.#cancel()
  }
}
