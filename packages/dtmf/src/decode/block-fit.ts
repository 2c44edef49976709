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
  /** Inverse of the normal equations: cosines, then sines; own low, own high, and between them. */
  readonly #inverse = new Float64Array(6)

  /** Chooses the pair. */
  choose(row: number, column: number): void {
    this.#lowSines = BLOCK_SINES[row]!
    this.#highSines = BLOCK_SINES[4 + column]!
    const low = NOMINAL_RADIANS[row]!
    const high = NOMINAL_RADIANS[4 + column]!
    const unit = new PairFit()
    unit.solve(BLOCK_SAMPLES, low, high, 1, 1, 0, 0)
    this.#inverse[0] = unit.lowRe
    this.#inverse[2] = unit.highRe
    this.#inverse[3] = -unit.lowIm
    this.#inverse[5] = -unit.highIm
    unit.solve(BLOCK_SAMPLES, low, high, 0, 0, 1, 1)
    this.#inverse[1] = unit.highRe
    this.#inverse[4] = -unit.highIm
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
