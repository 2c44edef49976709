const BUCKETS = 8

// The figures that every packet is held against, in one array.
/** Least transit of the present bucket. */
const LEAST = 0
const FLOOR = 1
const BUCKET_END = 2

/**
 * The fastest transit of the recent past: what delays are measured from. The minimum over a sliding window in eight
 * buckets of a fixed grid, so a slower path or a slow sender clock is followed after one window at most, and after seven eighths of it at
 * least, whatever the gaps between packets are; a faster one at once. O(1).
 * (Clock drift of 0.5 % moves the floor by 5 ms a second; a window of 2 s then errs by 10 ms at most.)
 */
export class TransitFloor {
  readonly #bucketMs: number
  readonly #minima = new Float64Array(BUCKETS).fill(Number.POSITIVE_INFINITY)
  readonly #now = Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  #index = 0
  #older = Number.POSITIVE_INFINITY

  constructor(windowMs: number) {
    this.#bucketMs = windowMs / BUCKETS
  }

  /** The floor; infinite before the first packet. */
  get ms(): number {
    return this.#now[FLOOR]!
  }

  /** Takes one transit (arrival minus media time, any constant offset) and returns its delay above the floor. */
  measure(transitMs: number, nowMs: number): number {
    const now = this.#now
    if (nowMs >= now[BUCKET_END]!) this.#turn(nowMs)
    if (transitMs < now[LEAST]!) this.#lower(transitMs)
    return transitMs - now[FLOOR]!
  }

  #lower(transitMs: number): void {
    this.#minima[this.#index] = transitMs
    this.#now[LEAST] = transitMs
    this.#now[FLOOR] = Math.min(transitMs, this.#older)
  }

  #turn(nowMs: number): void {
    const minima = this.#minima
    const bucketMs = this.#bucketMs
    // The first packet begins the grid. After a pause of any length at most one turn of the ring is due.
    const bucketEndMs = this.#now[BUCKET_END]!
    const begins = bucketEndMs === Number.NEGATIVE_INFINITY
    const passed = begins ? BUCKETS : 1 + Math.floor((nowMs - bucketEndMs) / bucketMs)
    for (let i = Math.min(BUCKETS, passed); i > 0; i--) {
      this.#index = (this.#index + 1) % BUCKETS
      minima[this.#index] = Number.POSITIVE_INFINITY
    }
    this.#now[BUCKET_END] = begins ? nowMs + bucketMs : bucketEndMs + passed * bucketMs
    let older = Number.POSITIVE_INFINITY
    for (let i = 0; i < BUCKETS; i++) older = Math.min(older, minima[i]!)
    this.#older = older
    this.#now[LEAST] = Number.POSITIVE_INFINITY
    this.#now[FLOOR] = older
  }

  /** Forgets everything. */
  reset(): void {
    this.#minima.fill(Number.POSITIVE_INFINITY)
    this.#now[LEAST] = Number.POSITIVE_INFINITY
    this.#now[FLOOR] = Number.POSITIVE_INFINITY
    this.#now[BUCKET_END] = Number.NEGATIVE_INFINITY
    this.#older = Number.POSITIVE_INFINITY
  }
}
