import { StrowgerError } from '../errors/strowger-error.ts'

/** Shorter times count as none, ms. */
const SMALLEST_MS = 2 ** -10
const SMALLEST_EXPONENT = -10
/** Longer times (22 years) count as this long. */
const LARGEST_EXPONENT = 39
const FIRST_BINS = 64

// One buffer seen twice shows the exponent and the fraction of a number without a logarithm, so that a value falls into
// the same bin on every machine.
const asDouble = new Float64Array(1)
const asWords = new Uint32Array(asDouble.buffer)
/** The word with the sign and the exponent: 1 on little-endian machines. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** A sketch as plain data, for files and other threads. */
export interface SketchState {
  readonly relativeError: number
  /** Number of the first bin. */
  readonly offset: number
  readonly bins: readonly number[]
  readonly zeros: number
  readonly count: number
  readonly sum: number
  /** Of an empty sketch ±Infinity; null where JSON wrote it. */
  readonly min: number | null
  readonly max: number | null
}

/**
 * Quantiles of times from bounded memory: a DDSketch (Masson, Rim & Lee, PVLDB 12(12) 2019).
 *
 * Values are counted in bins whose ends differ by so little that any value of a bin is within the relative error α of
 * the bin's representative. Each octave is cut linearly into ⌈(1/α − 1)/2⌉ bins, 44 % more than with logarithms. A
 * quantile is within α of the exact one (x₍⌊q(n−1)⌋₊₁₎ in order), for values from 2⁻¹⁰ ms to 22 years. Unlike the
 * paper's, bins never collapse: that range bounds them (α = 1 %: 2,500 of 4 bytes), and only those between the
 * smallest and the largest value seen exist. Adding is O(1); merging is the sketch of the union, exactly.
 */
export class QuantileSketch {
  /** Relative error α. */
  readonly relativeError: number
  readonly #perOctave: number
  #bins: Uint32Array = new Uint32Array(0)
  /** Number of the bin at place 0. */
  #offset = 0
  #zeros = 0
  #count = 0
  #sum = 0
  #min = Infinity
  #max = -Infinity

  /** @throws StrowgerError `out-of-range` when the error is not between 0.0001 and 0.5 */
  constructor(relativeError: number = 0.01) {
    if (!(relativeError >= 1e-4 && relativeError <= 0.5)) {
      throw new StrowgerError('out-of-range', 'relativeError', relativeError, '0.0001 to 0.5')
    }
    this.relativeError = relativeError
    this.#perOctave = Math.ceil((1 / relativeError - 1) / 2)
  }

  /** Values taken in. */
  get count(): number {
    return this.#count
  }

  /** Their sum, ms. */
  get sum(): number {
    return this.#sum
  }

  /** The smallest value; Infinity when there is none. */
  get min(): number {
    return this.#min
  }

  /** The largest value; −Infinity when there is none. */
  get max(): number {
    return this.#max
  }

  /** Takes in a value ≥ 0, ms. O(1); allocates only when the value lies outside the range seen so far. */
  add(value: number): void {
    this.#count += 1
    this.#sum += value
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
    if (value < SMALLEST_MS) {
      this.#zeros += 1
      return
    }
    const bin = this.#binOf(value)
    const at = bin - this.#offset
    if (at < 0 || at >= this.#bins.length) this.#cover(bin, bin)
    this.#bins[bin - this.#offset]! += 1
  }

  /** The q-quantile, 0 ≤ q ≤ 1; undefined when there are no values. O(bins). */
  quantile(q: number): number | undefined {
    if (this.#count === 0) return undefined
    let above = Math.floor(q * (this.#count - 1)) - this.#zeros
    if (above < 0) return this.#min < SMALLEST_MS ? this.#min : 0
    for (let at = 0; at < this.#bins.length; at += 1) {
      above -= this.#bins[at]!
      if (above < 0) return Math.min(this.#max, Math.max(this.#min, this.#representative(at + this.#offset)))
    }
    return this.#max
  }

  /** Takes in all values of another sketch. @throws StrowgerError when its relative error is another one */
  merge(other: QuantileSketch): void {
    if (other.relativeError !== this.relativeError) {
      throw new StrowgerError('mismatch', 'relativeError', other.relativeError, `${this.relativeError}, as here`)
    }
    if (other.#count === 0) return
    if (other.#bins.length > 0) this.#cover(other.#offset, other.#offset + other.#bins.length - 1)
    for (let at = 0; at < other.#bins.length; at += 1) {
      this.#bins[at + other.#offset - this.#offset]! += other.#bins[at]!
    }
    this.#zeros += other.#zeros
    this.#count += other.#count
    this.#sum += other.#sum
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
  }

  /** What the sketch holds, as plain data: {@link QuantileSketch.of} makes the same sketch of it. */
  state(): SketchState {
    const { relativeError } = this
    let from = 0
    let to = this.#bins.length
    while (from < to && this.#bins[from] === 0) from += 1
    while (to > from && this.#bins[to - 1] === 0) to -= 1
    const bins = [...this.#bins.subarray(from, to)]
    const counts = { offset: this.#offset + from, bins, zeros: this.#zeros, count: this.#count }
    return { relativeError, ...counts, sum: this.#sum, min: this.#min, max: this.#max }
  }

  /** The sketch that gave this state. */
  static of(state: SketchState): QuantileSketch {
    const sketch = new QuantileSketch(state.relativeError)
    sketch.#offset = state.offset
    sketch.#bins = Uint32Array.from(state.bins)
    sketch.#zeros = state.zeros
    sketch.#count = state.count
    sketch.#sum = state.sum
    // JSON has no infinity: it writes null for the ends of an empty sketch.
    sketch.#min = state.min ?? Infinity
    sketch.#max = state.max ?? -Infinity
    return sketch
  }

  /** Forgets all values and keeps the memory. */
  clear(): void {
    this.#bins.fill(0)
    this.#zeros = 0
    this.#count = 0
    this.#sum = 0
    this.#min = Infinity
    this.#max = -Infinity
  }

  #binOf(value: number): number {
    asDouble[0] = value
    const exponent = ((asWords[HIGH]! >>> 20) & 0x7ff) - 1023
    if (exponent > LARGEST_EXPONENT) return (LARGEST_EXPONENT - SMALLEST_EXPONENT + 1) * this.#perOctave - 1
    asWords[HIGH] = (asWords[HIGH]! & 0xf_ffff) | 0x3ff0_0000
    return (exponent - SMALLEST_EXPONENT) * this.#perOctave + Math.floor((asDouble[0] - 1) * this.#perOctave)
  }

  /** The value from which both ends of the bin differ by the same ratio. */
  #representative(bin: number): number {
    const octave = Math.floor(bin / this.#perOctave)
    const part = bin - octave * this.#perOctave
    const low = 1 + part / this.#perOctave
    const high = 1 + (part + 1) / this.#perOctave
    return (2 ** (octave + SMALLEST_EXPONENT) * (2 * low * high)) / (low + high)
  }

  /** Makes bins from `low` to `high` exist. */
  #cover(low: number, high: number): void {
    const length = this.#bins.length
    const from = length === 0 ? low : Math.min(low, this.#offset)
    const to = length === 0 ? high : Math.max(high, this.#offset + length - 1)
    if (length > 0 && from === this.#offset && to === this.#offset + length - 1) return
    // Grown in strides, so that a widening range is copied only so often.
    const start = Math.max(0, from - (from < this.#offset && length > 0 ? FIRST_BINS : 0))
    const size = Math.max(FIRST_BINS, to - start + 1 + (length > 0 && to >= this.#offset + length ? FIRST_BINS : 0))
    const bins = new Uint32Array(size)
    if (length > 0) bins.set(this.#bins, this.#offset - start)
    this.#bins = bins
    this.#offset = start
  }
}
