/** How many blocks a trail remembers: 320 ms, a power of two. */
export const TRAIL_BLOCKS = 64

const MASK = TRAIL_BLOCKS - 1

/** The phasor of one tone, block after block, turned back by its nominal frequency: what turns still is its deviation. */
export class PhasorTrail {
  /** Amplitude of the core, which presence is judged by, and the core's advance of phase per block, in radians. */
  reference = 0
  turn = 0
  readonly #re = new Float64Array(TRAIL_BLOCKS)
  readonly #im = new Float64Array(TRAIL_BLOCKS)
  #blocks = 0
  #stepRe = 1
  #stepIm = 0
  #turnRe = 1
  #turnIm = 0
  /** Cosine and sine of one turn. */
  #cos = 1
  #sin = 0

  /** Begins anew, at a nominal advance per block of which `stepRe` and `stepIm` are cosine and sine. */
  start(stepRe: number, stepIm: number): void {
    this.#blocks = 0
    this.#stepRe = stepRe
    this.#stepIm = -stepIm
    this.#turnRe = 1
    this.#turnIm = 0
  }

  push(re: number, im: number): void {
    const slot = this.#blocks++ & MASK
    this.#re[slot] = re * this.#turnRe - im * this.#turnIm
    this.#im[slot] = re * this.#turnIm + im * this.#turnRe
    const next = this.#turnRe * this.#stepRe - this.#turnIm * this.#stepIm
    this.#turnIm = this.#turnRe * this.#stepIm + this.#turnIm * this.#stepRe
    this.#turnRe = next
    // Rounding must not let a digit of an hour fade; once a trail's length is enough.
    if (slot === MASK) {
      const length = Math.hypot(this.#turnRe, this.#turnIm)
      this.#turnRe /= length
      this.#turnIm /= length
    }
  }

  /** Takes blocks `[from, to)` as the core; returns how steady they are, 0–1. */
  setCore(from: number, to: number): number {
    this.turn = this.#turnOver(from, to)
    this.#cos = Math.cos(this.turn)
    this.#sin = Math.sin(this.turn)
    this.reference = this.#amplitude(from, to)
    let power = 0
    for (let block = from; block < to; block++) power += this.#re[block & MASK]! ** 2 + this.#im[block & MASK]! ** 2
    return (this.reference ** 2 * (to - from)) / (power + Number.MIN_VALUE)
  }

  /** Mean advance of phase per block over `[from, to)`, in radians. */
  turnOver(from: number, to: number): number {
    return this.#turnOver(from, to)
  }

  /** Amplitude of the steady tone in `[from, to)` that turns by `turn` per block. */
  amplitudeOver(from: number, to: number, turn: number): number {
    this.#cos = Math.cos(turn)
    this.#sin = Math.sin(turn)
    const amplitude = this.#amplitude(from, to)
    this.#cos = Math.cos(this.turn)
    this.#sin = Math.sin(this.turn)
    return amplitude
  }

  /** Amplitude over a block and its neighbours, as a share of the core's. */
  levelAbout(block: number): number {
    const from = Math.max(block - 1, 0, this.#blocks - TRAIL_BLOCKS)
    return this.#amplitude(from, Math.min(block + 2, this.#blocks)) / this.reference
  }

  /** Amplitude of the sum of blocks, each turned back by the core's advance (Horner's scheme, newest first). */
  #amplitude(from: number, to: number): number {
    let re = 0
    let im = 0
    for (let block = to - 1; block >= from; block--) {
      const turned = re * this.#cos + im * this.#sin
      im = im * this.#cos - re * this.#sin + this.#im[block & MASK]!
      re = turned + this.#re[block & MASK]!
    }
    return Math.sqrt(re * re + im * im) / (to - from)
  }

  /** Mean advance of phase per block: first from neighbours, which cannot be mistaken by a turn, then from the halves. */
  #turnOver(from: number, to: number): number {
    const coarse = this.#lagAngle(from, to, 1, 0)
    const lag = (to - from) >> 1
    return lag > 1 ? coarse + this.#lagAngle(from, to, lag, coarse) / lag : coarse
  }

  #lagAngle(from: number, to: number, lag: number, turn: number): number {
    let re = 0
    let im = 0
    for (let block = from; block + lag < to; block++) {
      const a = block & MASK
      const b = (block + lag) & MASK
      re += this.#re[b]! * this.#re[a]! + this.#im[b]! * this.#im[a]!
      im += this.#im[b]! * this.#re[a]! - this.#re[b]! * this.#im[a]!
    }
    const angle = Math.atan2(im, re) - turn * lag
    return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
  }
}
