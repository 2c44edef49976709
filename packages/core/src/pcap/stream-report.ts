import type { BurstGapSummary } from '../quality/burst-gap.ts'

/** What the jitter buffer would have made of a stream. Shares are of samples heard, delay above the fastest packets. */
export interface StreamPlayoutReport {
  readonly delayMs: number
  /** Packets too late to be played. */
  readonly late: number
  readonly lateShare: number
  readonly concealedShare: number
  readonly acceleratedShare: number
  readonly slowedShare: number
  /** R of ITU-T G.107 for G.711 with concealment, 50 ms of delay elsewhere; null when nothing was heard. */
  readonly r: number | null
  readonly mos: number | null
}

/** Figures of one stream of a capture. Times in ms, plain JSON. */
export interface StreamReport {
  readonly ssrc: number
  readonly source: string
  readonly target: string
  /** Payload type of its first packet. */
  readonly payloadType: number
  /** Name of that type; null for a dynamic type of which nothing was said. */
  readonly encoding: string | null
  readonly clockHz: number
  /** Time of its first packet on the capture's clock. */
  readonly startMs: number
  readonly durationMs: number
  readonly packets: number
  /** Payload bytes. */
  readonly bytes: number
  /** Packets that the numbers say were sent. */
  readonly expected: number
  readonly lost: number
  readonly duplicates: number
  readonly reordered: number
  readonly restarts: number
  /** Interarrival jitter of RFC 3550 at the end. */
  readonly jitterMs: number
  readonly maxJitterMs: number
  /** Bursts and gaps of network loss. RFC 3611 §4.7.2 */
  readonly bursts: BurstGapSummary
  /** Parts in a million by which the sender's clock is slow; null when too short to tell. */
  readonly driftPpm: number | null
  /** Packets of telephone-events. */
  readonly eventPackets: number
  /** Digits heard, in band and by events, as the ear given tells; empty without one. */
  readonly digits: string
  readonly jitterBuffer: StreamPlayoutReport
}
