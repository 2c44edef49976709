const WINDOW_MS = 1000
/** Deviation of the least transits from the line, past which there is no line. */
const MAX_DEVIATION_MS = 10

/**
 * Estimates how fast a sender's clock runs against the capture's: a straight line through the least transit of each second, least
 * squares. O(1) a packet, no allocation.
 */
export class ClockDrift {
  #windowEndMs = Number.NaN
  #leastMs = Number.POSITIVE_INFINITY
  #leastAtMs = 0
  #startMs = 0
  #n = 0
  #x = 0
  #y = 0
  #xx = 0
  #xy = 0
  #yy = 0

  /** Takes a transit (arrival minus media time, any offset). */
  take(transitMs: number, nowMs: number): void {
    if (this.#windowEndMs !== this.#windowEndMs) {
      this.#startMs = nowMs
      this.#windowEndMs = nowMs + WINDOW_MS
    } else if (nowMs >= this.#windowEndMs) {
      this.#add(this.#leastAtMs - this.#startMs, this.#leastMs)
      this.#leastMs = Number.POSITIVE_INFINITY
      this.#windowEndMs = nowMs + WINDOW_MS
    }
    if (transitMs >= this.#leastMs) return
    this.#leastMs = transitMs
    this.#leastAtMs = nowMs
  }

  #add(x: number, y: number): void {
    this.#n++
    this.#x += x
    this.#y += y
    this.#xx += x * x
    this.#xy += x * y
    this.#yy += y * y
  }

  /**
   * Parts in a million by which the sender is slow (positive: transits grow). `undefined` below ten seconds, which is jitter, and
   * where the least transits lie far from any line: a sender that skips time has no drift.
   */
  ppm(): number | undefined {
    if (this.#n < 10) return undefined
    const n = this.#n
    const spread = n * this.#xx - this.#x * this.#x
    if (spread === 0) return undefined
    const slope = (n * this.#xy - this.#x * this.#y) / spread
    const residual = (n * this.#yy - this.#y * this.#y) / n - (slope * slope * spread) / n
    return residual / n > MAX_DEVIATION_MS ** 2 ? undefined : slope * 1e6
  }
}
