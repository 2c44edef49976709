import { TICK_MS } from '../voice-codec.ts'

/** A thread that was held up for longer does not make up for it: what was to be heard then is over. */
const MOST_BEHIND = 10

/**
 * Ticks that are made up for without a break. One at a time costs more than a thread that is late has: each break takes fewer packets from each
 * socket, and at 500 calls on two busy cores four in ten ticks came to be left out.
 */
const MOST_AT_ONCE = 4

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
  #immediate: NodeJS.Immediate | undefined
  #isRunning = false
  #dueMs = 0

  constructor(nowMs: () => number, tick: (nowMs: number) => void) {
    this.#nowMs = nowMs
    this.#tick = tick
  }

  /** Begins; a clock that runs goes on. */
  start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#dueMs = this.#nowMs() + TICK_MS
    this.#arm()
  }

  /** Ends. */
  stop(): void {
    this.#isRunning = false
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
  }

  #arm(): void {
    const waitMs = this.#dueMs - this.#nowMs()
    // Node's timers know whole milliseconds, and never fire early. What is late already waits for no timer, only until what has come is
    // taken: a thread that made up for lost time without a break would hear nobody meanwhile, up to 1.7 s at 500 calls on two busy cores.
    if (waitMs > 0) this.#timer = setTimeout(() => this.#fire(), waitMs)
    else this.#immediate = setImmediate(() => this.#fire())
  }

  #fire(): void {
    const { counts } = this
    let nowMs = this.#nowMs()
    // A tick may stop the clock.
    for (let made = 0; made < MOST_AT_ONCE && nowMs >= this.#dueMs && this.#isRunning; made++) {
      const behind = Math.floor((nowMs - this.#dueMs) / TICK_MS)
      if (behind > MOST_BEHIND) {
        counts.skipped += behind
        this.#dueMs += behind * TICK_MS
      }
      if (nowMs - this.#dueMs > TICK_MS) counts.late++
      this.#tick(this.#dueMs)
      counts.ticks++
      this.#dueMs += TICK_MS
      const doneMs = this.#nowMs()
      counts.longestMs = Math.max(counts.longestMs, doneMs - nowMs)
      nowMs = doneMs
    }
    if (this.#isRunning) this.#arm()
  }
}
