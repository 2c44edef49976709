/** What became of one packet, as RFC 3611 counts. */
export type PacketFate = 'received' | 'lost' | 'discarded'

/** Bursts and gaps of a call. Shares are 0 … 1 of packets, durations means in ms. */
export interface BurstGapSummary {
  readonly burstDensity: number
  readonly gapDensity: number
  readonly burstDurationMs: number
  readonly gapDurationMs: number
  readonly bursts: number
  /** Mean run of consecutive losses over that of random loss of the same rate: BurstR of G.107; 1 when nothing is lost. */
  readonly burstRatio: number
  readonly lossRate: number
  readonly discardRate: number
}

/**
 * Divides a call into bursts (in which fewer than Gmin packets in a row arrive between losses) and gaps, as RFC 3611 §4.7.2 and
 * §A.2 do: the transition counts of its four-state Markov model. O(1) a packet, no allocation.
 */
export class BurstGap {
  readonly #gmin: number
  readonly #packetMs: number
  #sinceLoss = 0
  #burstLosses = 0
  #packets = 0
  #lost = 0
  #discarded = 0
  #runs = 0
  #previousLost = false
  // Transitions of the RFC that the figures need: burst to gap, alone in a gap, and packets received within a burst.
  #c13 = 0
  #c14 = 0
  #c22 = 0
  #c23 = 0

  constructor(packetMs: number, gmin: number = 16) {
    this.#packetMs = packetMs
    this.#gmin = gmin
    this.#sinceLoss = gmin
  }

  /** Takes the fate of the next packet in order of sequence. */
  take(fate: PacketFate): void {
    this.#packets++
    if (fate === 'received') {
      this.#sinceLoss++
      this.#previousLost = false
      return
    }
    if (fate === 'lost') this.#lost++
    else this.#discarded++
    if (!this.#previousLost) this.#runs++
    this.#previousLost = true
    if (this.#sinceLoss >= this.#gmin) {
      // A burst ends at its last loss; one loss between two gaps is no burst.
      if (this.#burstLosses === 1) this.#c14++
      else if (this.#burstLosses > 1) this.#c13++
      this.#burstLosses = 1
    } else {
      this.#burstLosses++
      if (this.#sinceLoss > 0) {
        this.#c23++
        this.#c22 += this.#sinceLoss - 1
      }
    }
    this.#sinceLoss = 0
  }

  /** The figures so far. O(1); allocates the result. */
  summary(): BurstGapSummary {
    const isolated = this.#c14 + (this.#burstLosses === 1 ? 1 : 0)
    const bursts = this.#c13 + (this.#burstLosses > 1 ? 1 : 0)
    const missing = this.#lost + this.#discarded
    const burstLost = missing - isolated
    const burstReceived = this.#c22 + this.#c23
    const burstPackets = burstLost + burstReceived
    const gapPackets = this.#packets - burstPackets
    const rate = this.#packets === 0 ? 0 : missing / this.#packets
    const meanRun = this.#runs === 0 ? 1 : missing / this.#runs
    return {
      burstDensity: burstPackets === 0 ? 0 : burstLost / burstPackets,
      gapDensity: gapPackets === 0 ? 0 : isolated / gapPackets,
      burstDurationMs: bursts === 0 ? 0 : (burstPackets / bursts) * this.#packetMs,
      gapDurationMs: (gapPackets / (bursts + 1)) * this.#packetMs,
      bursts,
      // Random loss of rate p has runs of 1 / (1 − p).
      burstRatio: Math.max(1, meanRun * (1 - rate)),
      lossRate: this.#packets === 0 ? 0 : this.#lost / this.#packets,
      discardRate: this.#packets === 0 ? 0 : this.#discarded / this.#packets,
    }
  }
}
