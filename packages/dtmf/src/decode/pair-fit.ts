import type { PairModel } from './pair-model.ts'

/**
 * The two sines of given frequencies that fit a stretch of samples best (least squares, both at once, so that neither
 * leaks into the other). Phasors are at the middle of the stretch: x(t) ≈ Re(low·e^{jω₁t}) + Re(high·e^{jω₂t}).
 */
export class PairFit {
  lowRe = 0
  lowIm = 0
  highRe = 0
  highIm = 0
  /** Sum of squares of the samples. */
  energy = 0
  /** The part of `energy` that the two sines account for. */
  explained = 0

  /** Fits the sines of `model` to the stretch of its length that starts at `from`. O(count); no allocation. */
  fit(samples: Int16Array | Float64Array, from: number, model: PairModel): this {
    const { count, lowCos, lowSin, highCos, highSin } = model
    let after = from + (count >> 1)
    let before = after - 1
    let entry = 0
    let energy = 0
    let b1c = 0
    let b1s = 0
    let b2c = 0
    let b2s = 0
    if (count % 2 === 1) {
      const x = samples[after++]!
      energy = x * x
      b1c = x
      b2c = x
      entry = 1
    }
    for (; before >= from; before--) {
      const a = samples[before]!
      const b = samples[after++]!
      const sum = a + b
      const difference = b - a
      energy += a * a + b * b
      b1c += sum * lowCos[entry]!
      b1s += difference * lowSin[entry]!
      b2c += sum * highCos[entry]!
      b2s += difference * highSin[entry]!
      entry++
    }
    this.energy = energy
    this.lowRe = b1c * model.cosLow + b2c * model.cosBoth
    this.highRe = b2c * model.cosHigh + b1c * model.cosBoth
    const lowSine = b1s * model.sinLow + b2s * model.sinBoth
    const highSine = b2s * model.sinHigh + b1s * model.sinBoth
    this.lowIm = -lowSine
    this.highIm = -highSine
    this.explained = this.lowRe * b1c + this.highRe * b2c + lowSine * b1s + highSine * b2s
    return this
  }

  /** Writes what the fit by `model` leaves of the first `length` of its samples into `out`. O(length). */
  residualInto(samples: Int16Array, from: number, length: number, model: PairModel, out: Float64Array): void {
    const { count, lowCos, lowSin, highCos, highSin } = model
    const middle = count >> 1
    for (let index = 0; index < length; index++) {
      const isBefore = index < middle
      const entry = isBefore ? ((count + 1) >> 1) - 1 - index : index - middle
      const side = isBefore ? -1 : 1
      const low = this.lowRe * lowCos[entry]! - side * this.lowIm * lowSin[entry]!
      const high = this.highRe * highCos[entry]! - side * this.highIm * highSin[entry]!
      out[index] = samples[from + index]! - low - high
    }
  }

  get lowAmplitude(): number {
    return Math.hypot(this.lowRe, this.lowIm)
  }

  get highAmplitude(): number {
    return Math.hypot(this.highRe, this.highIm)
  }
}
