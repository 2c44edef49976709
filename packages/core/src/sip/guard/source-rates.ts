import { inRange } from '../../error/strowger-error.ts'

/** Settings of {@link SourceRates}. */
export interface SourceRatesOptions {
  /** Messages a second that a source may send on average. Default 50. */
  readonly perSecond?: number
  /** Messages it may send at once beyond that. Default 100. */
  readonly burst?: number
  /** Sources remembered. Default 10 000; beyond, those that were quiet longest are forgotten. */
  readonly maxSources?: number
}

interface Bucket {
  tokens: number
  lastMs: number
}

/** A token bucket for each source address, so that one flood leaves the others alone. Sans-I/O, bounded memory. O(1) */
export class SourceRates {
  readonly #perMs: number
  readonly #burst: number
  readonly #maximum: number
  /** Least lately heard first. */
  readonly #buckets = new Map<string, Bucket>()
  /** Messages that were too many. */
  refused = 0

  constructor(options: SourceRatesOptions = {}) {
    this.#perMs = inRange('perSecond', options.perSecond ?? 50, 0.001, 1e6) / 1000
    this.#burst = inRange('burst', options.burst ?? 100, 1, 1e6)
    this.#maximum = inRange('maxSources', options.maxSources ?? 10_000, 1, 1e7)
  }

  /** Sources remembered. */
  get size(): number {
    return this.#buckets.size
  }

  /** True when a message of this source may pass; counts it. */
  allow(address: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(address) ?? { tokens: this.#burst, lastMs: nowMs }
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (nowMs - bucket.lastMs) * this.#perMs)
    bucket.lastMs = nowMs
    this.#buckets.delete(address)
    this.#buckets.set(address, bucket)
    if (this.#buckets.size > this.#maximum) {
      const [oldest] = this.#buckets.keys()
      if (oldest !== undefined) this.#buckets.delete(oldest)
    }
    if (bucket.tokens < 1) {
      this.refused += 1
      return false
    }
    bucket.tokens -= 1
    return true
  }
}
