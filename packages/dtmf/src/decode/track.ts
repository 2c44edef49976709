import { BlockFit } from './block-fit.ts'
import { BLOCK_SAMPLES, NOMINAL_RADIANS } from './plan.ts'
import { PhasorTrail, TRAIL_BLOCKS } from './phasor-trail.ts'

/** A block belongs to the signal when its tones have at least half their amplitude: the −6 dB point of an edge. */
const PRESENT = 0.5
/** One tone may sink below its half when the other makes up for it: speech and noise beat with single tones. */
const PRESENT_EACH = 0.25

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
    this.low.start(NOMINAL_RADIANS[row]! * BLOCK_SAMPLES)
    this.high.start(NOMINAL_RADIANS[4 + column]! * BLOCK_SAMPLES)
  }

  /** Follows one more block, which must lie in `samples`, whose first sample is number `base`. */
  push(samples: Int16Array, base: number): void {
    const fit = this.#fit
    fit.fit(samples, this.origin + this.blocks * BLOCK_SAMPLES - base)
    this.low.push(fit.lowRe, fit.lowIm)
    this.high.push(fit.highRe, fit.highIm)
    this.#energy[this.blocks % TRAIL_BLOCKS] = fit.energy
    this.blocks++
  }

  /** Takes blocks `[from, to)` as what the rest is judged by. Returns the lesser coherence of the two tones, 0–1. */
  setCore(from: number, to: number): number {
    return Math.min(this.low.setCore(from, to), this.high.setCore(from, to))
  }

  /** Share of the core's energy that its two steady tones have, about 0–1. */
  corePurity(from: number, to: number): number {
    let energy = 0
    for (let block = from; block < to; block++) energy += this.#energy[block % TRAIL_BLOCKS]!
    const tones = this.low.reference ** 2 + this.high.reference ** 2
    return (tones * BLOCK_SAMPLES * (to - from)) / (2 * energy)
  }

  /** Whether the signal is there in `block`, whose neighbours (if followed) steady the judgement. */
  present(block: number): boolean {
    const low = this.low.levelAbout(block)
    const high = this.high.levelAbout(block)
    return low >= PRESENT_EACH && high >= PRESENT_EACH && low + high >= 2 * PRESENT
  }
}
