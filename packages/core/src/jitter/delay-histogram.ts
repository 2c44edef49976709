/**
 * How delays were distributed, with forgetting: an arrival weighs half after `halfLifePackets` more. The past is not shrunk;
 * new arrivals weigh more and more, and the sums are scaled back when large, so that a packet costs O(1).
 */
export class DelayHistogram {
  readonly binMs: number
  readonly bins: number
  readonly #weights: Float64Array
  readonly #growth: number
  #increment = 1
  #total = 0

  constructor(bins: number, binMs: number, halfLifePackets: number) {
    this.bins = bins
    this.binMs = binMs
    this.#weights = new Float64Array(bins)
    this.#growth = 2 ** (1 / halfLifePackets)
  }

  /** Takes a delay; past the last bin it goes into the last. */
  add(delayMs: number): void {
    let bin = (delayMs / this.binMs) | 0
    if (bin < 0) bin = 0
    else if (bin >= this.bins) bin = this.bins - 1
    const increment = (this.#increment *= this.#growth)
    this.#weights[bin]! += increment
    this.#total += increment
    if (increment > 1e100) this.#rescale()
  }

  #rescale(): void {
    const scale = 1 / this.#increment
    for (let i = 0; i < this.bins; i++) this.#weights[i]! *= scale
    this.#total *= scale
    this.#increment = 1
  }

  /** Sum of weights; 0 when empty. */
  get total(): number {
    return this.#total
  }

  /** How many equal packets the weights stand for: total over the newest weight. */
  get effectivePackets(): number {
    return this.#total / this.#increment
  }

  /** Weight of a bin. */
  weight(bin: number): number {
    return this.#weights[bin]!
  }

  /** Weight of the bins that begin at or after `delayMs`. O(delay / bin): short delays are the common case. */
  beyond(delayMs: number): number {
    let weight = this.#total
    const end = Math.min(this.bins, Math.ceil(delayMs / this.binMs))
    for (let i = 0; i < end; i++) weight -= this.#weights[i]!
    return weight
  }

  /** Smallest upper bin edge at or below which the share `quantile` of delays lies. O(bins). */
  quantileMs(quantile: number): number {
    let left = this.#total * quantile
    for (let i = 0; i < this.bins; i++) {
      left -= this.#weights[i]!
      if (left <= 0) return (i + 1) * this.binMs
    }
    return this.bins * this.binMs
  }

  /** Forgets everything. */
  clear(): void {
    this.#weights.fill(0)
    this.#total = 0
    this.#increment = 1
  }
}
