/** Packets in a row before a source is believed. RFC 3550 §A.1 */
export const MIN_SEQUENTIAL = 2
/** A jump forward of at least this many packets is a restart, not a loss. RFC 3550 §A.1 */
export const MAX_DROPOUT = 3000
/** A jump back of up to this many packets is reordering. RFC 3550 §A.1 */
export const MAX_MISORDER = 100
const MODULUS = 0x1_0000
const NONE = MODULUS + 1

/** What a packet's number meant. `bad` is not counted: a second one in its sequence makes it a restart. */
export type SequenceResult = 'valid' | 'probation' | 'restart' | 'bad'

/**
 * What a receiver knows of one source: exactly the state and the integer arithmetic of RFC 3550 §A.1, A.3 and A.8, so that a
 * report made from it equals the one of any other faithful receiver. Allocates nothing after construction; O(1) each.
 */
export class ReceptionStatistics {
  /** Clock of the payload, ticks a second. */
  readonly clockHz: number
  #maxSeq = 0
  #cycles = 0
  #baseSeq = 0
  #badSeq = NONE
  #probation: number
  #started = false
  #received = 0
  #expectedPrior = 0
  #receivedPrior = 0
  #transit = Number.NaN
  #jitter16 = 0
  #reordered = 0
  #restarts = 0

  constructor(clockHz: number, probation: number = MIN_SEQUENTIAL) {
    this.clockHz = clockHz
    this.#probation = probation
  }

  /** Takes one packet; `arrivalMs` on the receiver's monotone clock. */
  receive(seq16: number, rtpTs: number, arrivalMs: number): SequenceResult {
    const result = this.#update(seq16)
    if (result === 'valid' || result === 'restart') this.#updateJitter(rtpTs, arrivalMs)
    return result
  }

  #initialise(seq16: number): void {
    this.#baseSeq = seq16
    this.#maxSeq = seq16
    this.#badSeq = NONE
    this.#cycles = 0
    this.#received = 0
    this.#receivedPrior = 0
    this.#expectedPrior = 0
  }

  #update(seq16: number): SequenceResult {
    if (!this.#started) {
      this.#started = true
      this.#initialise(seq16)
      if (this.#probation === 0) {
        // Not through the number before it, as in probation: before 0 a cycle would be counted that never was.
        this.#received++
        return 'valid'
      }
      this.#maxSeq = (seq16 - 1) & 0xffff
    }
    const delta = (seq16 - this.#maxSeq) & 0xffff
    if (this.#probation > 0) {
      if (delta === 1) {
        this.#probation--
        this.#maxSeq = seq16
        if (this.#probation === 0) {
          this.#initialise(seq16)
          this.#received++
          return 'valid'
        }
      } else {
        this.#probation = MIN_SEQUENTIAL - 1
        this.#maxSeq = seq16
      }
      return 'probation'
    }
    let result: SequenceResult = 'valid'
    if (delta < MAX_DROPOUT) {
      if (seq16 < this.#maxSeq) this.#cycles += MODULUS
      this.#maxSeq = seq16
    } else if (delta <= MODULUS - MAX_MISORDER) {
      if (seq16 !== this.#badSeq) {
        this.#badSeq = (seq16 + 1) & 0xffff
        return 'bad'
      }
      this.#initialise(seq16)
      this.#transit = Number.NaN
      this.#restarts++
      result = 'restart'
    } else {
      this.#reordered++
    }
    this.#received++
    return result
  }

  #updateJitter(rtpTs: number, arrivalMs: number): void {
    const arrival = Math.floor((arrivalMs * this.clockHz) / 1000)
    const transit = (arrival - rtpTs) | 0
    if (this.#transit === this.#transit) {
      let d = (transit - this.#transit) | 0
      if (d < 0) d = -d
      // The estimator scaled by 16 with rounding, as the RFC's own code has it; divided, since it may pass 32 bits.
      this.#jitter16 += d - Math.floor((this.#jitter16 + 8) / 16)
    }
    this.#transit = transit
  }

  /** True once probation is over. */
  get valid(): boolean {
    return this.#started && this.#probation === 0
  }

  /** Packets received, late and duplicate ones included. */
  get received(): number {
    return this.#received
  }

  /** Packets that came behind a higher number (duplicates of the highest excepted). */
  get reordered(): number {
    return this.#reordered
  }

  /** How often the sender was taken to have restarted. */
  get restarts(): number {
    return this.#restarts
  }

  /** Extended highest sequence number, for the report block. */
  get extendedHighest(): number {
    return this.#cycles + this.#maxSeq
  }

  /** Packets expected since the first. */
  get expected(): number {
    return this.valid ? this.extendedHighest - this.#baseSeq + 1 : 0
  }

  /** Expected minus received: negative when duplicates outnumber losses. */
  get lost(): number {
    return this.expected - this.#received
  }

  /** `lost` as the report carries it: clamped to 24 bits signed. RFC 3550 §A.3 */
  get cumulativeLost(): number {
    return Math.max(-0x80_0000, Math.min(0x7f_ffff, this.lost))
  }

  /** Interarrival jitter in clock ticks, as the report carries it. */
  get jitterTicks(): number {
    return Math.floor(this.#jitter16 / 16)
  }

  /** Interarrival jitter in milliseconds, not rounded to ticks. */
  get jitterMs(): number {
    return ((this.#jitter16 / 16) * 1000) / this.clockHz
  }

  /** Fraction lost since the last call in 1/256, and starts the next interval: once a report. RFC 3550 §A.3 */
  takeFractionLost(): number {
    const expected = this.expected - this.#expectedPrior
    const received = this.#received - this.#receivedPrior
    this.#expectedPrior = this.expected
    this.#receivedPrior = this.#received
    const lost = expected - received
    return expected === 0 || lost <= 0 ? 0 : Math.floor((lost * 256) / expected)
  }
}
