import { CORE_SAMPLES, CORE_SCALE, correlationTable, HOP_SAMPLES, PROBE_SAMPLES, PROBE_SCALE } from './plan.ts'

/** The integer sums that the front tests decide on; the SIMD build and the TypeScript one return the very same. */
export interface Correlator {
  /** The window of samples that the sums are taken over, owned by the correlator; the decoder writes into it. */
  readonly samples: Int16Array
  /**
   * The first probe at `from`, `from + HOP_SAMPLES`, … that may lie in a digit, or −1 when none does up to `last`
   * (inclusive, an index where a whole probe still fits).
   */
  scan(from: number, last: number): number
  /** Writes the 16 sums over `CORE_SAMPLES` from `from` into `sums` (cosine, sine of each frequency). */
  coreInto(from: number, sums: Int32Array): void
}

/** What a probe must show to be looked at: all of it necessary for a digit of the preset, none of it sufficient. */
export interface ProbeLimits {
  /** Least sum of squares, in the units of a probe (`probeEnergy`). */
  readonly minEnergy: number
  /** Least squared magnitude of a tone's correlation. */
  readonly minPower: number
  /** High group over low group, as a power ratio, and the reverse. */
  readonly maxTwist: number
  readonly maxReverseTwist: number
  /** Correlation power of a tone that holds all of one unit of energy. */
  readonly unitPower: number
  /** Least power of the weaker tone, as a share of all that is in neither tone. */
  readonly minWeaker: number
}

/** A tone at the edge of its tolerance shows up to a sixth less of its power at the nominal frequency in 8 ms. */
const SCALLOP = 1.2

/** The probe's sines fill it evenly: at 8 ms nothing can be spared. */
export const PROBE_TABLE: Int16Array = correlationTable(PROBE_SAMPLES, PROBE_SCALE, 'none')
/** The core's sines are tapered, so that a tone at the edge of its tolerance (0.7 of a bin off) does not fade. */
export const CORE_TABLE: Int16Array = correlationTable(CORE_SAMPLES, CORE_SCALE, 'hann')

/** Sum of squares of a probe in steps of 64, taken pair by pair as the SIMD instruction does. */
function probeEnergy(samples: Int16Array, from: number): number {
  let energy = 0
  for (let index = from; index < from + PROBE_SAMPLES; index += 2) {
    const first = samples[index]!
    const second = samples[index + 1]!
    energy += (first * first + second * second) >>> 6
  }
  return energy
}

/** The plain TypeScript correlator: the reference for the SIMD build, and what runs where there is none. */
export class ScalarCorrelator implements Correlator {
  readonly samples: Int16Array
  readonly #limits: ProbeLimits

  constructor(capacity: number, limits: ProbeLimits) {
    this.samples = new Int16Array(capacity)
    this.#limits = limits
  }

  scan(from: number, last: number): number {
    for (let at = from; at <= last; at += HOP_SAMPLES) if (this.#mayHoldDigit(at)) return at
    return -1
  }

  coreInto(from: number, sums: Int32Array): void {
    for (let row = 0; row < 16; row++) sums[row] = dot(this.samples, from, CORE_TABLE, row, CORE_SAMPLES)
  }

  #mayHoldDigit(at: number): boolean {
    const limits = this.#limits
    const energy = probeEnergy(this.samples, at)
    if (energy < limits.minEnergy) return false
    // The high group first: speech has least there, so that most of it ends here.
    const high = this.#strongest(at, 8)
    if (high < limits.minPower) return false
    const low = this.#strongest(at, 0)
    return (
      low >= limits.minPower &&
      high <= limits.maxTwist * low &&
      low <= limits.maxReverseTwist * high &&
      Math.min(low, high) >= limits.minWeaker * (limits.unitPower * energy - SCALLOP * (low + high))
    )
  }

  #strongest(at: number, firstRow: number): number {
    let strongest = 0
    for (let row = firstRow; row < firstRow + 8; row += 2) {
      const re = dot(this.samples, at, PROBE_TABLE, row, PROBE_SAMPLES)
      const im = dot(this.samples, at, PROBE_TABLE, row + 1, PROBE_SAMPLES)
      const power = re * re + im * im
      if (power > strongest) strongest = power
    }
    return strongest
  }
}

function dot(samples: Int16Array, from: number, table: Int16Array, row: number, count: number): number {
  let sum = 0
  const base = row * count
  for (let index = 0; index < count; index++) sum += samples[from + index]! * table[base + index]!
  return sum
}
