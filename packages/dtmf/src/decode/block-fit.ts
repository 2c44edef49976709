import { BLOCK_SAMPLES, NOMINAL_RADIANS } from './plan.ts'
import { PairFit } from './pair-fit.ts'

/** Cosines, then sines, of each nominal frequency about the middle of a block. */
const BLOCK_SINES: readonly Float64Array[] = Array.from(NOMINAL_RADIANS, (radians) => {
  const sines = new Float64Array(2 * BLOCK_SAMPLES)
  for (let index = 0; index < BLOCK_SAMPLES; index++) {
    const angle = radians * (index - (BLOCK_SAMPLES - 1) / 2)
    sines[index] = Math.cos(angle)
    sines[BLOCK_SAMPLES + index] = Math.sin(angle)
  }
  return sines
})

/** Inverses of the normal equations of each pair: cosines, then sines; own low, own high, and between them. */
const INVERSES: readonly Float64Array[] = Array.from({ length: 16 }, (_, pair) => {
  const low = NOMINAL_RADIANS[pair >> 2]!
  const high = NOMINAL_RADIANS[4 + (pair & 3)]!
  const ofLow = new PairFit()
  const ofHigh = new PairFit()
  ofLow.solve(BLOCK_SAMPLES, low, high, 1, 1, 0, 0)
  ofHigh.solve(BLOCK_SAMPLES, low, high, 0, 0, 1, 1)
  return Float64Array.of(ofLow.lowRe, ofHigh.highRe, ofLow.highRe, -ofLow.lowIm, -ofHigh.highIm, -ofLow.highIm)
})

/**
 * The least-squares fit of one block by the two nominal frequencies of a pair: what {@link PairFit} does at any length and
 * frequencies, with all that does not depend on the samples worked out beforehand. Phasors are at the middle of the block.
 */
export class BlockFit {
  lowRe = 0
  lowIm = 0
  highRe = 0
  highIm = 0
  energy = 0
  #lowSines: Float64Array = BLOCK_SINES[0]!
  #highSines: Float64Array = BLOCK_SINES[4]!
  #inverse: Float64Array = INVERSES[0]!

  /** Chooses the pair. */
  choose(row: number, column: number): void {
    this.#lowSines = BLOCK_SINES[row]!
    this.#highSines = BLOCK_SINES[4 + column]!
    this.#inverse = INVERSES[4 * row + column]!
  }

  /** Fits the block that starts at `from`. */
  fit(samples: Int16Array, from: number): void {
    const lowSines = this.#lowSines
    const highSines = this.#highSines
    let lowCos = 0
    let lowSin = 0
    let highCos = 0
    let highSin = 0
    let energy = 0
    for (let index = 0; index < BLOCK_SAMPLES; index++) {
      const x = samples[from + index]!
      energy += x * x
      lowCos += x * lowSines[index]!
      lowSin += x * lowSines[BLOCK_SAMPLES + index]!
      highCos += x * highSines[index]!
      highSin += x * highSines[BLOCK_SAMPLES + index]!
    }
    const inverse = this.#inverse
    this.energy = energy
    this.lowRe = inverse[0]! * lowCos + inverse[2]! * highCos
    this.highRe = inverse[2]! * lowCos + inverse[1]! * highCos
    this.lowIm = -(inverse[3]! * lowSin + inverse[5]! * highSin)
    this.highIm = -(inverse[5]! * lowSin + inverse[4]! * highSin)
  }
}
