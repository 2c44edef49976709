import type { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import { SequenceExtender } from '../rtp/sequence.ts'

/** A packet whose number follows nothing; a second one after it makes a restart. */
export const STRAY = -1

/**
 * The numbers of a stream from its first packet to its last: where the sender begins anew they go on, and what was counted before stays counted,
 * while the statistics of RFC 3550 §A.1, which are a receiver's, forget it. O(1) a packet, no allocation.
 */
export class StreamNumbering {
  readonly #statistics: ReceptionStatistics
  readonly #sequence = new SequenceExtender()
  #offset = 0
  #earlierPackets = 0
  #earlierExpected = 0

  /** @param statistics - without probation: a stream that was found is believed */
  constructor(statistics: ReceptionStatistics) {
    this.#statistics = statistics
  }

  /** Counts a packet and returns its extended number, or `STRAY`. */
  receive(seq16: number, rtpTs: number, arrivalMs: number): number {
    const { received, expected } = this.#statistics
    const result = this.#statistics.receive(seq16, rtpTs, arrivalMs)
    if (result === 'bad') return STRAY
    if (result === 'restart') {
      this.#earlierPackets += received
      this.#earlierExpected += expected
      const next = this.#offset + this.#sequence.highest + 1
      this.#sequence.reset()
      this.#offset = next - this.#sequence.extend(seq16)
      return next
    }
    return this.#offset + this.#sequence.extend(seq16)
  }

  /** Packets received. */
  get packets(): number {
    return this.#earlierPackets + this.#statistics.received
  }

  /** Packets that should have been. */
  get expected(): number {
    return this.#earlierExpected + this.#statistics.expected
  }

  /** Expected minus received: negative when duplicates outnumber losses. */
  get lost(): number {
    return this.expected - this.packets
  }
}
