const HALF_16 = 0x8000
const TWO_16 = 0x1_0000

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
 * Each is placed nearest to the highest so far, so a packet may be up to 32768 late. RFC 3550 §A.1. O(1).
 */
export class SequenceExtender {
  // −1 and not NaN: the field stays a small integer, which engines keep unboxed.
  #highest = -1

  /** Highest extended number so far; −1 before the first. */
  get highest(): number {
    return this.#highest
  }

  /** Signed distance of `seq16` from the highest so far; 1 is the next in order. Does not move anything. */
  step(seq16: number): number {
    return ((seq16 - this.#highest + HALF_16) & 0xffff) - HALF_16
  }

  /** The extended number of `seq16`. The first is moved up by one cycle so that early reordering stays positive. */
  extend(seq16: number): number {
    if (this.#highest < 0) {
      this.#highest = TWO_16 + seq16
      return this.#highest
    }
    return this.advance(this.step(seq16))
  }

  /** The extended number `step` after the highest, of whom `step` was asked just before. Not for the first. */
  advance(step: number): number {
    const extSeq = this.#highest + step
    if (step > 0) this.#highest = extSeq
    return extSeq
  }

  /** Moves on to `seq16` if it is the next in order; else moves nothing and says so. Not for the first. */
  take(seq16: number): boolean {
    const next = this.#highest + 1
    if ((next & 0xffff) !== seq16) return false
    this.#highest = next
    return true
  }

  /** Forgets everything: the next number is a first one. */
  reset(): void {
    this.#highest = -1
  }
}

/**
 * Makes RTP timestamps (32 bits) monotone in the same way, counted from the first, which is 0: media time in ticks, exact
 * for 2^53. Reference is the last timestamp rather than the highest: a sender that restarts may go back. O(1).
 */
export class TimestampExtender {
  #first = 0
  #lastWire = 0
  #last = 0
  #started = false

  /** The first timestamp as on the wire: `(first + extended) >>> 0` is a wire timestamp again. */
  get first(): number {
    return this.#first
  }

  /** The last extended timestamp. */
  get last(): number {
    return this.#last
  }

  /** Signed distance of `rtpTs` from the last one. Does not move anything. */
  step(rtpTs: number): number {
    return this.#started ? (rtpTs - this.#lastWire) | 0 : 0
  }

  /** The extended timestamp of `rtpTs`. */
  extend(rtpTs: number): number {
    if (!this.#started) {
      this.#started = true
      this.#first = rtpTs
      this.#lastWire = rtpTs
      return 0
    }
    return this.advance((rtpTs - this.#lastWire) | 0, rtpTs)
  }

  /** The extended timestamp of `rtpTs`, `ticks` after the last, of whom `step` was asked just before. Not for the first. */
  advance(ticks: number, rtpTs: number): number {
    const last = this.#last + ticks
    this.#last = last
    this.#lastWire = rtpTs
    return last
  }

  /** Forgets everything. */
  reset(): void {
    this.#started = false
    this.#last = 0
  }
}
