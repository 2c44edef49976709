import type { PacketStore } from './packet-store.ts'
import type { JitterStatistics } from './statistics.ts'

/** No number: extended ones are positive. An integer, so that the field stays one. */
export const UNSET = -1

/**
 * Where playout is in a stream's numbers and media time: what comes next, what is past, what is known to lie ahead.
 * Ticks count from the stream's first packet.
 */
export class Timeline {
  readonly #store: PacketStore
  readonly #statistics: JitterStatistics
  /** Number of the next packet to play; `UNSET` before the first and after a pause. */
  nextSeq: number = UNSET
  /** Media time up to which sound was made. */
  endTs = 0
  /** Media time up to which packets are known. */
  newestTs = 0
  /** Whether playing has begun. */
  started = false
  /** Whether the sender said that it pauses. */
  inNoise = false
  /** Samples in the packets of late. */
  packetSamples = 0
  /** Number found by `findNext`. */
  found: number = UNSET
  #highestSeq = UNSET
  #resumeSeq = UNSET

  constructor(store: PacketStore, statistics: JitterStatistics) {
    this.#store = store
    this.#statistics = statistics
  }

  /** Whether that packet's time has gone. Before playing begins, an earlier packet than the first becomes the first. */
  isPast(extSeq: number, extTs: number, samples: number): boolean {
    // Within a hole that is being concealed the number is yet to come, but its time may have gone. In a pause it has not.
    if (extSeq >= this.nextSeq) return samples > 0 && this.started && extTs < this.endTs && !this.inNoise
    if (this.started) return true
    this.nextSeq = extSeq
    this.endTs = extTs
    return false
  }

  /** Lets the oldest go until `extSeq` fits the ring. O(packets let go). */
  makeRoom(extSeq: number): void {
    const store = this.#store
    if (this.nextSeq === UNSET) return
    while (extSeq - this.nextSeq >= store.capacity) {
      const slot = store.find(this.nextSeq++)
      if (slot < 0) continue
      store.take(slot)
      this.#statistics.skipped++
    }
  }

  /**
   * Notes the packet after all known ones, before it is put into the store; false when nothing was noted, for there is more to ask:
   * its time may have gone, it may not fit the ring, or a pause may end with it.
   */
  extend(extSeq: number, extTs: number, samples: number): boolean {
    // Without sign, so that `UNSET` and a number that has gone are as far away as one that does not fit.
    if ((extSeq - this.nextSeq) >>> 0 >= this.#store.capacity || extTs < this.endTs) return false
    if (samples > 0) this.packetSamples = samples
    this.#highestSeq = extSeq
    const endTs = extTs + samples
    if (endTs > this.newestTs) this.newestTs = endTs
    return true
  }

  /** Notes a packet put into the store; true when it is the one that a pause was given up waiting for. */
  stored(extSeq: number, extTs: number, samples: number): boolean {
    if (samples > 0) this.packetSamples = samples
    if (this.nextSeq === UNSET) {
      const resumed = extSeq === this.#resumeSeq
      this.nextSeq = extSeq
      this.#highestSeq = extSeq
      this.endTs = extTs
      this.newestTs = extTs + samples
      return resumed
    }
    if (extSeq > this.#highestSeq) this.#highestSeq = extSeq
    if (extTs + samples > this.newestTs) this.newestTs = extTs + samples
    return false
  }

  /** The slot of the lowest number waiting past `nextSeq`, or −1. O(hole). */
  findNext(): number {
    const store = this.#store
    for (let seq = this.nextSeq + 1; seq <= this.#highestSeq; seq++) {
      const slot = store.find(seq)
      if (slot < 0) continue
      this.found = seq
      return slot
    }
    return -1
  }

  /** Goes on at `seq`: what lies between never came. */
  skipTo(seq: number): void {
    this.#statistics.missing += seq - this.nextSeq
    this.nextSeq = seq
  }

  /** The sender is silent: whatever comes next begins anew. */
  pause(): void {
    this.started = false
    this.#resumeSeq = this.nextSeq
    this.nextSeq = UNSET
  }

  /** Forgets the stream. */
  reset(): void {
    this.nextSeq = UNSET
    this.#highestSeq = UNSET
    this.#resumeSeq = UNSET
    this.endTs = 0
    this.newestTs = 0
    this.started = false
    this.inNoise = false
    this.packetSamples = 0
  }
}
