import { BlockFit } from './block-fit.ts'
import { type Front, MAX_BLOCKS } from './front.ts'
import { BLOCK_SAMPLES, NOMINAL_RADIANS } from './plan.ts'
import { PhasorTrail, TRAIL_BLOCKS } from './phasor-trail.ts'

/** A block belongs to the signal when its tones have at least half their amplitude: the −6 dB point of an edge. */
const PRESENT = 0.5
/** One tone may sink below its half when the other makes up for it: speech and noise beat with single tones. */
const PRESENT_EACH = 0.25

/** Nominal advance of each frequency per block, as cosine and sine. */
const STEPS_RE = NOMINAL_RADIANS.map((radians) => Math.cos(radians * BLOCK_SAMPLES))
const STEPS_IM = NOMINAL_RADIANS.map((radians) => Math.sin(radians * BLOCK_SAMPLES))

/** A candidate followed block by block: the phasors of its two tones, each brought to base band at its nominal frequency. */
export class Track {
  /** Index of the first sample of block 0. */
  origin = 0
  /** Number of blocks followed. */
  blocks = 0
  row = 0
  column = 0
  readonly low: PhasorTrail = new PhasorTrail()
  readonly high: PhasorTrail = new PhasorTrail()
  readonly #fit = new BlockFit()
  readonly #energy = new Float64Array(TRAIL_BLOCKS)

  start(origin: number, row: number, column: number): void {
    this.origin = origin
    this.blocks = 0
    this.row = row
    this.column = column
    this.#fit.choose(row, column)
    this.low.start(STEPS_RE[row]!, STEPS_IM[row]!)
    this.high.start(STEPS_RE[4 + column]!, STEPS_IM[4 + column]!)
  }

  /** Follows `count` more blocks of `channel`, which must lie in its window, whose first sample is number `base`. */
  push(front: Front, channel: number, base: number, count: number): void {
    for (let left = count; left > 0; left -= MAX_BLOCKS) {
      const piece = Math.min(left, MAX_BLOCKS)
      front.fitBlocks(channel, this.origin + this.blocks * BLOCK_SAMPLES - base, piece, this.row, this.column)
      for (let block = 0; block < piece; block++) this.#take(front.blocks, block)
    }
  }

  #take(results: Float64Array, block: number): void {
    const fit = this.#fit
    fit.fit(results, block)
    this.low.push(fit.lowRe, fit.lowIm)
    this.high.push(fit.highRe, fit.highIm)
    this.#energy[this.blocks % TRAIL_BLOCKS] = fit.energy
    this.blocks++
  }

  /** Takes blocks `[from, to)` as what the rest is judged by. Returns the lesser coherence of the two tones, 0–1. */
  setCore(from: number, to: number): number {
    return Math.min(this.low.setCore(from, to), this.high.setCore(from, to))
  }

  /**
   * A first look at how pure blocks `[from, to)` are: power of the weaker steady tone as a share of itself and all that is
   * in neither tone, 0–1; and 0 when a tone turns faster than its limit, in radians per sample. What the verdict then
   * measures exactly and dearly.
   */
  roughPurity(from: number, to: number, lowLimit: number, highLimit: number): number {
    const lowTurn = this.low.turnOver(from, to)
    const highTurn = this.high.turnOver(from, to)
    if (Math.abs(lowTurn) > lowLimit * BLOCK_SAMPLES || Math.abs(highTurn) > highLimit * BLOCK_SAMPLES) return 0
    let energy = 0
    for (let block = from; block < to; block++) energy += this.#energy[block % TRAIL_BLOCKS]!
    const low = this.low.amplitudeOver(from, to, lowTurn) ** 2 / 2
    const high = this.high.amplitudeOver(from, to, highTurn) ** 2 / 2
    const residual = Math.max(0, energy / (BLOCK_SAMPLES * (to - from)) - low - high)
    const weaker = Math.min(low, high)
    return weaker / (weaker + residual + Number.MIN_VALUE)
  }

  /** Whether the signal is there in `block`, whose neighbours (if followed) steady the judgement. */
  present(block: number): boolean {
    const low = this.low.levelAbout(block)
    const high = this.high.levelAbout(block)
    return low >= PRESENT_EACH && high >= PRESENT_EACH && low + high >= 2 * PRESENT
  }
}
