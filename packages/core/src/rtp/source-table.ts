import { inRange } from '../error/strowger-error.ts'
import { ReceptionStatistics } from './reception-statistics.ts'

/** One sender as a receiver knows it. */
export interface RtpSource {
  /** Its synchronisation source. */
  readonly ssrc: number
  /** The transport address it was first heard from, as the host spells it. */
  address: string
  /** When it was last heard. */
  lastHeardMs: number
  /** Its figures; also says whether its probation is over. */
  readonly statistics: ReceptionStatistics
}

/**
 * What a packet's origin means. `collision`: a source known from one address now speaks from another, and is not
 * believed; `loop`: our own identifier came back; `full`: no room for a new source.
 */
export type SourceResult = 'known' | 'new' | 'collision' | 'loop' | 'full'

/** Settings of `SourceTable`. */
export interface SourceTableOptions {
  /** Our own identifier, to notice loops and collisions with it. */
  ownSsrc?: number
  /** Sources kept at most; an attacker's inventions must not cost memory. */
  capacity?: number
  /** A source silent for this long gives way, and its address may then be another's. */
  timeoutMs?: number
}

/**
 * The sources heard, bounded in number. A source is told from its SSRC and address together. RFC 3550 §6.2.1, §8.2.
 * Lookup O(1); only a new source allocates.
 */
export class SourceTable {
  readonly #sources = new Map<number, RtpSource>()
  readonly #ownSsrc: number | undefined
  readonly #capacity: number
  readonly #timeoutMs: number
  /** Packets from a second address that claimed a known SSRC. */
  collisions = 0
  /** Packets carrying our own SSRC. */
  loops = 0
  /** Packets of sources for which there was no room. */
  refused = 0
  /** The source of the last `known` or `new`. */
  current: RtpSource | undefined

  constructor(options: SourceTableOptions = {}) {
    this.#ownSsrc = options.ownSsrc
    this.#capacity = inRange('capacity', options.capacity ?? 64, 1, 65_536)
    this.#timeoutMs = inRange('timeoutMs', options.timeoutMs ?? 25_000, 1, Number.MAX_SAFE_INTEGER)
  }

  /** Sources now kept. */
  get size(): number {
    return this.#sources.size
  }

  /** Finds or learns the source of a packet; `current` is then it. */
  hear(ssrc: number, address: string, clockHz: number, nowMs: number): SourceResult {
    this.current = undefined
    if (ssrc === this.#ownSsrc) {
      this.loops++
      return 'loop'
    }
    const known = this.#sources.get(ssrc)
    if (known !== undefined) {
      if (known.address !== address) {
        if (nowMs - known.lastHeardMs < this.#timeoutMs) {
          this.collisions++
          return 'collision'
        }
        known.address = address
      }
      known.lastHeardMs = nowMs
      this.current = known
      return 'known'
    }
    if (this.#sources.size >= this.#capacity && this.expire(nowMs) === 0) {
      this.refused++
      return 'full'
    }
    const source = { ssrc, address, lastHeardMs: nowMs, statistics: new ReceptionStatistics(clockHz) }
    this.#sources.set(ssrc, source)
    this.current = source
    return 'new'
  }

  /** The source of that identifier. */
  get(ssrc: number): RtpSource | undefined {
    return this.#sources.get(ssrc)
  }

  /** Forgets a source that said BYE; false when unknown. */
  remove(ssrc: number): boolean {
    return this.#sources.delete(ssrc)
  }

  /** Forgets sources silent for the time-out and returns how many. O(sources). */
  expire(nowMs: number): number {
    let gone = 0
    for (const source of this.#sources.values()) {
      if (nowMs - source.lastHeardMs < this.#timeoutMs) continue
      this.#sources.delete(source.ssrc)
      gone++
    }
    return gone
  }

  /** The sources, in the order learnt. */
  sources(): IterableIterator<RtpSource> {
    return this.#sources.values()
  }
}
