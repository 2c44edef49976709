const HALF_16 = 0x8000
const TWO_16 = 0x1_0000
const TWO_32 = 0x1_0000_0000

/**
 * The value congruent to `low` modulo `modulus` that lies nearest to `reference`; exactly half way goes forward.
 * `modulus` is a power of two; the result may be negative near the start. O(1).
 */
export function nearest(low: number, reference: number, modulus: number): number {
  const base = Math.floor(reference / modulus) * modulus
  const candidate = base + low
  const half = modulus / 2
  if (candidate - reference > half) return candidate - modulus
  if (reference - candidate >= half) return candidate + modulus
  return candidate
}

/** Signed distance from `b` to `a` on the circle of 16 bits, −32768 … 32767. O(1). */
export function distance16(a: number, b: number): number {
  return ((a - b + HALF_16) & 0xffff) - HALF_16
}

/**
 * Makes wire sequence numbers (16 bits) monotone, once, at the border; nothing deeper sees a number that wraps.
 * Each is placed nearest to the highest so far, so a packet may be up to 32767 late. RFC 3550 §A.1. O(1).
 */
export class SequenceExtender {
  #highest = Number.NaN

  /** Highest extended number so far; `NaN` before the first. */
  get highest(): number {
    return this.#highest
  }

  /** The extended number of `seq16`. The first is moved up by one cycle so that early reordering stays positive. */
  extend(seq16: number): number {
    const highest = this.#highest
    if (highest !== highest) {
      this.#highest = TWO_16 + seq16
      return this.#highest
    }
    const delta = ((seq16 - highest + HALF_16) & 0xffff) - HALF_16
    const extSeq = highest + delta
    if (delta > 0) this.#highest = extSeq
    return extSeq
  }

  /** Forgets everything: the next number is a first one. */
  reset(): void {
    this.#highest = Number.NaN
  }
}

/**
 * Makes RTP timestamps (32 bits) monotone in the same way; results stay exact integers for 2^20 wraps. O(1).
 * Reference is the last timestamp rather than the highest: a sender that restarts may go back.
 */
export class TimestampExtender {
  #last = Number.NaN

  /** The extended timestamp of `rtpTs`. */
  extend(rtpTs: number): number {
    const last = this.#last
    if (last !== last) {
      this.#last = TWO_32 + rtpTs
      return this.#last
    }
    // `| 0` is the distance on the circle of 32 bits, also for a `last` beyond 2^32: ToInt32 reduces it modulo 2^32.
    this.#last = last + ((rtpTs - last) | 0)
    return this.#last
  }

  /** Forgets everything. */
  reset(): void {
    this.#last = Number.NaN
  }
}
