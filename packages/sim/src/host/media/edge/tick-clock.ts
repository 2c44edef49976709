import { TICK_MS } from '../voice-codec.ts'

/** A thread that was held up for longer does not make up for it: what was to be heard then is over. */
const MOST_BEHIND = 10

/** What a tick clock counts. */
export interface TickCounts {
  ticks: number
  /** Begun more than a tick late. */
  late: number
  /** Left out. */
  skipped: number
  /** Longest that one took, ms. */
  longestMs: number
}

/**
 * Ticks every 20 ms of the clock, without drift: each is due at a multiple of its length after the first, however late the timer is. `tick`
 * is given the time when it was due.
 */
export class TickClock {
  readonly #nowMs: () => number
  readonly #tick: (nowMs: number) => void
  readonly counts: TickCounts = { ticks: 0, late: 0, skipped: 0, longestMs: 0 }
  #timer: NodeJS.Timeout | undefined
  #dueMs = 0

  constructor(nowMs: () => number, tick: (nowMs: number) => void) {
    this.#nowMs = nowMs
    this.#tick = tick
  }

  /** Begins; a clock that runs goes on. */
  start(): void {
    if (this.#timer !== undefined) return
    this.#dueMs = this.#nowMs() + TICK_MS
    this.#arm()
  }

  /** Ends. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #arm(): void {
    // Node's timers know whole milliseconds, and never fire early.
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, this.#dueMs - this.#nowMs()))
  }

  #fire(): void {
    const { counts } = this
    let nowMs = this.#nowMs()
    const behind = Math.floor((nowMs - this.#dueMs) / TICK_MS)
    if (behind > MOST_BEHIND) {
      counts.skipped += behind
      this.#dueMs += behind * TICK_MS
    }
    while (nowMs >= this.#dueMs) {
      if (nowMs - this.#dueMs > TICK_MS) counts.late++
      this.#tick(this.#dueMs)
      counts.ticks++
      this.#dueMs += TICK_MS
      const doneMs = this.#nowMs()
      counts.longestMs = Math.max(counts.longestMs, doneMs - nowMs)
      nowMs = doneMs
    }
    this.#arm()
  }
}
