import { BLOCK_RESULTS } from './front.ts'
import { PairModel } from './pair-model.ts'
import { BLOCK_SAMPLES, BLOCK_SCALE, NOMINAL_RADIANS } from './plan.ts'

const MODELS: readonly PairModel[] = Array.from({ length: 16 }, (_, pair) => {
  const model = new PairModel()
  model.prepare(BLOCK_SAMPLES, NOMINAL_RADIANS[pair >> 2]!, NOMINAL_RADIANS[4 + (pair & 3)]!)
  return model
})

/**
 * The least-squares fit of one block by the two nominal frequencies of a pair: what `PairFit` does at any length and
 * frequencies, from the sums that the front has worked out. Phasors are at the middle of the block.
 */
export class BlockFit {
  lowRe = 0
  lowIm = 0
  highRe = 0
  highIm = 0
  energy = 0
  #model: PairModel = MODELS[0]!

  /** Chooses the pair. */
  choose(row: number, column: number): void {
    this.#model = MODELS[4 * row + column]!
  }

  /** Fits block number `block` of the front's `results`. */
  fit(results: Float64Array, block: number): void {
    const model = this.#model
    const at = block * BLOCK_RESULTS
    const lowCos = results[at]! / BLOCK_SCALE
    const lowSin = results[at + 1]! / BLOCK_SCALE
    const highCos = results[at + 2]! / BLOCK_SCALE
    const highSin = results[at + 3]! / BLOCK_SCALE
    this.lowRe = model.cosLow * lowCos + model.cosBoth * highCos
    this.highRe = model.cosBoth * lowCos + model.cosHigh * highCos
    this.lowIm = -(model.sinLow * lowSin + model.sinBoth * highSin)
    this.highIm = -(model.sinBoth * lowSin + model.sinHigh * highSin)
    this.energy = results[at + 4]!
  }
}
