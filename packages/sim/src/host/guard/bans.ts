/** Settings of {@link Bans}. */
export interface BansOptions {
  /** Failures that a source is forgiven. */
  readonly failures: number
  /** How long they are remembered, and how long a source is not heard then, ms. */
  readonly banMs: number
  /** Sources remembered; beyond, those that failed longest ago are forgotten. Default 10 000. */
  readonly maxSources?: number
}

interface Record {
  failures: number
  sinceMs: number
  untilMs: number
}

/** Sources that failed to prove who they are too often: they are not heard for a while. Sans-I/O, bounded memory. O(1) */
export class Bans {
  readonly #options: BansOptions
  readonly #sources = new Map<string, Record>()
  /** Sources that were banned, in all. */
  banned = 0

  constructor(options: BansOptions) {
    this.#options = options
  }

  /** True while the source is not to be heard. */
  isBanned(address: string, nowMs: number): boolean {
    return (this.#sources.get(address)?.untilMs ?? -Infinity) > nowMs
  }

  /** A source has failed: a wrong password, a user that does not exist. */
  failed(address: string, nowMs: number): void {
    const { failures, banMs, maxSources = 10_000 } = this.#options
    const known = this.#sources.get(address)
    const record =
      known === undefined || nowMs - known.sinceMs > banMs ? { failures: 0, sinceMs: nowMs, untilMs: -Infinity } : known
    record.failures += 1
    if (record.failures >= failures && record.untilMs <= nowMs) {
      record.untilMs = nowMs + banMs
      record.failures = 0
      this.banned += 1
    }
    this.#sources.delete(address)
    this.#sources.set(address, record)
    if (this.#sources.size > maxSources) {
      const [oldest] = this.#sources.keys()
      if (oldest !== undefined) this.#sources.delete(oldest)
    }
  }

  /** The source has proved who it is: what it failed before is forgotten. */
  proved(address: string): void {
    this.#sources.delete(address)
  }
}
