/**
 * The course of a call in a fixed number of columns: least and greatest delay of arrivals and mean delay of playout in each. When the
 * columns are used up, neighbours are joined and each stands for twice the time: memory is constant however long the call.
 */
export class DelayEnvelope {
  readonly columns: number
  /** Time that a column stands for. */
  columnMs: number
  readonly #least: Float64Array
  readonly #most: Float64Array
  readonly #playout: Float64Array
  readonly #pulls: Float64Array
  readonly #hidden: Float64Array
  #startMs = Number.NaN
  #used = 0

  constructor(columns: number = 1000, columnMs: number = 100) {
    this.columns = columns & ~1
    this.columnMs = columnMs
    this.#least = new Float64Array(this.columns).fill(Number.POSITIVE_INFINITY)
    this.#most = new Float64Array(this.columns).fill(Number.NEGATIVE_INFINITY)
    this.#playout = new Float64Array(this.columns)
    this.#pulls = new Float64Array(this.columns)
    this.#hidden = new Float64Array(this.columns)
  }

  /** Columns that hold something. */
  get used(): number {
    return this.#used
  }

  /** Notes an arrival. */
  arrival(nowMs: number, delayMs: number): void {
    const column = this.#column(nowMs)
    if (delayMs < this.#least[column]!) this.#least[column] = delayMs
    if (delayMs > this.#most[column]!) this.#most[column] = delayMs
  }

  /** Notes a pull. */
  pull(nowMs: number, delayMs: number, concealed: boolean): void {
    const column = this.#column(nowMs)
    this.#playout[column]! += delayMs
    this.#pulls[column]!++
    if (concealed) this.#hidden[column]!++
  }

  /** Figures of a column; delays are `NaN` where there were none. */
  column(index: number): { leastMs: number; mostMs: number; playoutMs: number; hiddenShare: number } {
    const pulls = this.#pulls[index]!
    const least = this.#least[index]!
    return {
      leastMs: Number.isFinite(least) ? least : Number.NaN,
      mostMs: Number.isFinite(least) ? this.#most[index]! : Number.NaN,
      playoutMs: pulls === 0 ? Number.NaN : this.#playout[index]! / pulls,
      hiddenShare: pulls === 0 ? 0 : this.#hidden[index]! / pulls,
    }
  }

  #column(nowMs: number): number {
    if (this.#startMs !== this.#startMs) this.#startMs = nowMs
    let column = Math.max(0, Math.floor((nowMs - this.#startMs) / this.columnMs))
    while (column >= this.columns) {
      this.#join()
      column = Math.max(0, Math.floor((nowMs - this.#startMs) / this.columnMs))
    }
    if (column >= this.#used) this.#used = column + 1
    return column
  }

  #join(): void {
    for (let i = 0; i < this.columns; i++) {
      const whole = 2 * i + 1 < this.columns
      this.#least[i] = whole ? Math.min(this.#least[2 * i]!, this.#least[2 * i + 1]!) : Number.POSITIVE_INFINITY
      this.#most[i] = whole ? Math.max(this.#most[2 * i]!, this.#most[2 * i + 1]!) : Number.NEGATIVE_INFINITY
      for (const sums of [this.#playout, this.#pulls, this.#hidden])
        sums[i] = whole ? sums[2 * i]! + sums[2 * i + 1]! : 0
    }
    this.#used = Math.ceil(this.#used / 2)
    this.columnMs *= 2
  }
}
