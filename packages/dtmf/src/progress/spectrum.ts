import FFT from 'fft.js'

/** Length of a look, 64 ms: 40 Hz, the closest pair of any plan, are two and a half bins. */
export const FRAME_SAMPLES = 512
/** Distance of two looks, 20 ms: a whole number of periods of the answer tone. */
export const HOP_SAMPLES = 160
/** Width of a bin, in Hz. */
const BIN_HZ = 8000 / FRAME_SAMPLES

const HALF = FRAME_SAMPLES / 2

/** The power spectrum of one look through a Hann window. */
export class Spectrum {
  /** Power per bin, scaled so that a sine's bins add up to its mean square. */
  readonly power: Float64Array = new Float64Array(HALF)
  /** Sum of all bins. */
  total = 0
  readonly #fft = new FFT(FRAME_SAMPLES)
  readonly #window = Float64Array.from(
    { length: FRAME_SAMPLES },
    (_, n) => Math.sin((Math.PI * (n + 0.5)) / FRAME_SAMPLES) ** 2,
  )
  readonly #input = new Float64Array(FRAME_SAMPLES)
  readonly #output = new Float64Array(2 * FRAME_SAMPLES)

  /** Looks at `samples[from .. from + FRAME_SAMPLES)`. O(n log n), no allocation. */
  look(samples: Int16Array, from: number): void {
    for (let n = 0; n < FRAME_SAMPLES; n++) this.#input[n] = this.#window[n]! * samples[from + n]!
    this.#fft.realTransform(this.#output, this.#input)
    // Two sides, and the window's mean square of 3/8.
    const scale = 2 / ((FRAME_SAMPLES * FRAME_SAMPLES * 3) / 8)
    this.total = 0
    for (let bin = 0; bin < HALF; bin++) {
      const power = scale * (this.#output[2 * bin]! ** 2 + this.#output[2 * bin + 1]! ** 2)
      this.power[bin] = power
      // Below 100 Hz there is hum, and no tone of any plan.
      if (bin * BIN_HZ >= 100) this.total += power
    }
  }

  /** Power within `halfWidthHz` of a frequency. */
  around(hz: number, halfWidthHz: number): number {
    let sum = 0
    const last = Math.min(HALF - 1, Math.floor((hz + halfWidthHz) / BIN_HZ))
    for (let bin = Math.max(1, Math.ceil((hz - halfWidthHz) / BIN_HZ)); bin <= last; bin++) sum += this.power[bin]!
    return sum
  }

  /** Frequency of the strongest line above 100 Hz, between bins by their ratio (Hann window), in Hz. */
  peakHz(): number {
    let peak = Math.ceil(100 / BIN_HZ)
    for (let bin = peak; bin < HALF - 1; bin++) if (this.power[bin]! > this.power[peak]!) peak = bin
    const side = this.power[peak + 1]! > this.power[peak - 1]! ? 1 : -1
    const ratio = Math.sqrt(this.power[peak + side]! / (this.power[peak]! + Number.MIN_VALUE))
    return (peak + side * ((2 * ratio - 1) / (ratio + 1))) * BIN_HZ
  }

  /** Phase of the bin nearest to a frequency, in radians. */
  phaseAt(hz: number): number {
    const bin = Math.round(hz / BIN_HZ)
    return Math.atan2(this.#output[2 * bin + 1]!, this.#output[2 * bin]!)
  }
}
