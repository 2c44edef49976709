import { BLOCK_SAMPLES, NOMINAL_RADIANS } from './plan.ts'
import { PairFit } from './pair-fit.ts'

/** How many blocks a track remembers: 320 ms, a power of two. */
export const TRACK_BLOCKS = 64

const MASK = TRACK_BLOCKS - 1
/** A block belongs to the signal when its tones have at least half their amplitude: the −6 dB point of an edge. */
const PRESENT = 0.5
/** One tone may sink below its half when the other makes up for it: speech and noise beat with single tones. */
const PRESENT_EACH = 0.25

/** A candidate followed block by block: the phasors of its two tones, brought to base band at the nominal frequencies. */
export class Track {
  /** Index of the first sample of block 0. */
  origin = 0
  /** Number of blocks followed. */
  blocks = 0
  row = 0
  column = 0
  readonly #lowRe = new Float64Array(TRACK_BLOCKS)
  readonly #lowIm = new Float64Array(TRACK_BLOCKS)
  readonly #highRe = new Float64Array(TRACK_BLOCKS)
  readonly #highIm = new Float64Array(TRACK_BLOCKS)
  readonly #fit = new PairFit()
  #lowRadians = 0
  #highRadians = 0
  /** Amplitudes of the core, against which presence is judged. */
  lowReference = 0
  highReference = 0
  /** Frequency offsets of the core from the nominal, in radians per block. */
  lowTurn = 0
  highTurn = 0

  start(origin: number, row: number, column: number): void {
    this.origin = origin
    this.blocks = 0
    this.row = row
    this.column = column
    this.#lowRadians = NOMINAL_RADIANS[row]!
    this.#highRadians = NOMINAL_RADIANS[4 + column]!
  }

  /** Follows one more block, which must lie in `samples`. */
  push(samples: Int16Array, base: number): void {
    const block = this.blocks
    const fit = this.#fit.fit(
      samples,
      this.origin + block * BLOCK_SAMPLES - base,
      BLOCK_SAMPLES,
      this.#lowRadians,
      this.#highRadians,
    )
    const slot = block & MASK
    const low = -this.#lowRadians * BLOCK_SAMPLES * block
    const high = -this.#highRadians * BLOCK_SAMPLES * block
    const lowCos = Math.cos(low)
    const lowSin = Math.sin(low)
    const highCos = Math.cos(high)
    const highSin = Math.sin(high)
    this.#lowRe[slot] = fit.lowRe * lowCos - fit.lowIm * lowSin
    this.#lowIm[slot] = fit.lowRe * lowSin + fit.lowIm * lowCos
    this.#highRe[slot] = fit.highRe * highCos - fit.highIm * highSin
    this.#highIm[slot] = fit.highRe * highSin + fit.highIm * highCos
    this.blocks++
  }

  /** Takes blocks `[from, to)` as the core: sets references and turns. Returns the lesser coherence of the two, 0–1. */
  setCore(from: number, to: number): number {
    this.lowTurn = turn(this.#lowRe, this.#lowIm, from, to)
    this.highTurn = turn(this.#highRe, this.#highIm, from, to)
    this.lowReference = coherentAmplitude(this.#lowRe, this.#lowIm, from, to, this.lowTurn)
    this.highReference = coherentAmplitude(this.#highRe, this.#highIm, from, to, this.highTurn)
    const low = this.lowReference ** 2 / meanPower(this.#lowRe, this.#lowIm, from, to)
    const high = this.highReference ** 2 / meanPower(this.#highRe, this.#highIm, from, to)
    return Math.min(low, high)
  }

  /** Whether the signal is there in `block`, whose neighbours (if followed) steady the judgement. */
  present(block: number): boolean {
    const from = Math.max(block - 1, 0, this.blocks - TRACK_BLOCKS)
    const to = Math.min(block + 2, this.blocks)
    const low = coherentAmplitude(this.#lowRe, this.#lowIm, from, to, this.lowTurn) / this.lowReference
    const high = coherentAmplitude(this.#highRe, this.#highIm, from, to, this.highTurn) / this.highReference
    return low >= PRESENT_EACH && high >= PRESENT_EACH && low + high >= 2 * PRESENT
  }
}

function coherentAmplitude(re: Float64Array, im: Float64Array, from: number, to: number, turn: number): number {
  let sumRe = 0
  let sumIm = 0
  for (let block = from; block < to; block++) {
    const cos = Math.cos(turn * (block - from))
    const sin = -Math.sin(turn * (block - from))
    const slot = block & MASK
    sumRe += re[slot]! * cos - im[slot]! * sin
    sumIm += re[slot]! * sin + im[slot]! * cos
  }
  return Math.hypot(sumRe, sumIm) / (to - from)
}

function meanPower(re: Float64Array, im: Float64Array, from: number, to: number): number {
  let power = 0
  for (let block = from; block < to; block++) power += re[block & MASK]! ** 2 + im[block & MASK]! ** 2
  return power / (to - from)
}

/** Mean advance of phase per block: first from neighbours, which cannot be mistaken by a turn, then from the halves. */
function turn(re: Float64Array, im: Float64Array, from: number, to: number): number {
  const coarse = lagAngle(re, im, from, to, 1, 0)
  const lag = (to - from) >> 1
  return lag > 1 ? coarse + lagAngle(re, im, from, to, lag, coarse) / lag : coarse
}

function lagAngle(re: Float64Array, im: Float64Array, from: number, to: number, lag: number, turn: number): number {
  let sumRe = 0
  let sumIm = 0
  for (let block = from; block + lag < to; block++) {
    const a = block & MASK
    const b = (block + lag) & MASK
    sumRe += re[b]! * re[a]! + im[b]! * im[a]!
    sumIm += im[b]! * re[a]! - re[b]! * im[a]!
  }
  const angle = Math.atan2(sumIm, sumRe) - turn * lag
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
}
