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

  /** Fits `samples[from .. from + count)`. O(count); no allocation. */
  fit(samples: Int16Array | Float64Array, from: number, count: number, lowRadians: number, highRadians: number): this {
    const half = (count - 1) / 2
    const lowStepRe = Math.cos(lowRadians)
    const lowStepIm = Math.sin(lowRadians)
    const highStepRe = Math.cos(highRadians)
    const highStepIm = Math.sin(highRadians)
    let lowCos = Math.cos(-lowRadians * half)
    let lowSin = Math.sin(-lowRadians * half)
    let highCos = Math.cos(-highRadians * half)
    let highSin = Math.sin(-highRadians * half)
    let energy = 0
    let b1c = 0
    let b1s = 0
    let b2c = 0
    let b2s = 0
    for (let index = from; index < from + count; index++) {
      const x = samples[index]!
      energy += x * x
      b1c += x * lowCos
      b1s += x * lowSin
      b2c += x * highCos
      b2s += x * highSin
      const nextLow = lowCos * lowStepRe - lowSin * lowStepIm
      lowSin = lowCos * lowStepIm + lowSin * lowStepRe
      lowCos = nextLow
      const nextHigh = highCos * highStepRe - highSin * highStepIm
      highSin = highCos * highStepIm + highSin * highStepRe
      highCos = nextHigh
    }
    this.energy = energy
    this.solve(count, lowRadians, highRadians, b1c, b1s, b2c, b2s)
    return this
  }

  /** Solves the normal equations; about the middle, cosines and sines do not mix, so they are two 2 × 2 systems. */
  solve(
    count: number,
    lowRadians: number,
    highRadians: number,
    b1c: number,
    b1s: number,
    b2c: number,
    b2s: number,
  ): void {
    const sum = dirichlet(count, lowRadians + highRadians)
    const difference = dirichlet(count, highRadians - lowRadians)
    const low = dirichlet(count, 2 * lowRadians)
    const high = dirichlet(count, 2 * highRadians)
    const c11 = (count + low) / 2
    const c22 = (count + high) / 2
    const c12 = (difference + sum) / 2
    const s11 = (count - low) / 2
    const s22 = (count - high) / 2
    const s12 = (difference - sum) / 2
    const cDet = c11 * c22 - c12 * c12
    const sDet = s11 * s22 - s12 * s12
    this.lowRe = (b1c * c22 - b2c * c12) / cDet
    this.highRe = (b2c * c11 - b1c * c12) / cDet
    const lowSine = (b1s * s22 - b2s * s12) / sDet
    const highSine = (b2s * s11 - b1s * s12) / sDet
    this.lowIm = -lowSine
    this.highIm = -highSine
    this.explained = this.lowRe * b1c + this.highRe * b2c + lowSine * b1s + highSine * b2s
  }

  /** Writes what the fit over `count` samples leaves of the first `length` of them into `out`. O(length). */
  residualInto(
    samples: Int16Array,
    from: number,
    count: number,
    length: number,
    lowRadians: number,
    highRadians: number,
    out: Float64Array,
  ): void {
    const half = (count - 1) / 2
    const lowStepRe = Math.cos(lowRadians)
    const lowStepIm = Math.sin(lowRadians)
    const highStepRe = Math.cos(highRadians)
    const highStepIm = Math.sin(highRadians)
    const low = -lowRadians * half
    const high = -highRadians * half
    let lowRe = this.lowRe * Math.cos(low) - this.lowIm * Math.sin(low)
    let lowIm = this.lowRe * Math.sin(low) + this.lowIm * Math.cos(low)
    let highRe = this.highRe * Math.cos(high) - this.highIm * Math.sin(high)
    let highIm = this.highRe * Math.sin(high) + this.highIm * Math.cos(high)
    for (let index = 0; index < length; index++) {
      out[index] = samples[from + index]! - lowRe - highRe
      const nextLow = lowRe * lowStepRe - lowIm * lowStepIm
      lowIm = lowRe * lowStepIm + lowIm * lowStepRe
      lowRe = nextLow
      const nextHigh = highRe * highStepRe - highIm * highStepIm
      highIm = highRe * highStepIm + highIm * highStepRe
      highRe = nextHigh
    }
  }

  get lowAmplitude(): number {
    return Math.hypot(this.lowRe, this.lowIm)
  }

  get highAmplitude(): number {
    return Math.hypot(this.highRe, this.highIm)
  }
}

/** Sum of cos(ωt) over `count` samples about their middle. */
function dirichlet(count: number, radians: number): number {
  return Math.sin((count * radians) / 2) / Math.sin(radians / 2)
}
