/** Entries of a table: half of the longest stretch, since a digit is judged after 80 ms and its edges. */
const ENTRIES = 514

/**
 * Two sines of given frequencies over a stretch of given length, and the inverse of their normal equations: all of a fit
 * that does not depend on the samples. Angles are about the middle of the stretch, where cosines are even and sines odd, so
 * that the two never mix and half of each is enough.
 */
export class PairModel {
  count = 0
  lowRadians = 0
  highRadians = 0
  /** Values of each sine from the middle of the stretch on, `reach` beyond its end (first half a step off, if `count` is even). */
  readonly lowCos: Float64Array = new Float64Array(ENTRIES)
  readonly lowSin: Float64Array = new Float64Array(ENTRIES)
  readonly highCos: Float64Array = new Float64Array(ENTRIES)
  readonly highSin: Float64Array = new Float64Array(ENTRIES)
  /** Inverses of the two normal equations, of the cosines and of the sines: own low, own high, and between them. */
  cosLow = 0
  cosHigh = 0
  cosBoth = 0
  sinLow = 0
  sinHigh = 0
  sinBoth = 0
  readonly #reach: number

  constructor(reach = 0) {
    this.#reach = reach
  }

  /** Works the model out, unless it already is. O(count), at most 1000. */
  prepare(count: number, lowRadians: number, highRadians: number): void {
    if (count === this.count && lowRadians === this.lowRadians && highRadians === this.highRadians) return
    this.count = count
    this.lowRadians = lowRadians
    this.highRadians = highRadians
    const lowHalfCos = Math.cos(lowRadians / 2)
    const lowHalfSin = Math.sin(lowRadians / 2)
    const highHalfCos = Math.cos(highRadians / 2)
    const highHalfSin = Math.sin(highRadians / 2)
    const entries = ((count + 1) >> 1) + this.#reach
    fill(this.lowCos, this.lowSin, entries, count, lowHalfCos, lowHalfSin)
    fill(this.highCos, this.highSin, entries, count, highHalfCos, highHalfSin)
    this.#invert(count, lowHalfCos, lowHalfSin, highHalfCos, highHalfSin)
  }

  #invert(count: number, lowHalfCos: number, lowHalfSin: number, highHalfCos: number, highHalfSin: number): void {
    const lowCos = Math.cos((count * this.lowRadians) / 2)
    const lowSin = Math.sin((count * this.lowRadians) / 2)
    const highCos = Math.cos((count * this.highRadians) / 2)
    const highSin = Math.sin((count * this.highRadians) / 2)
    // Sums of cos(ωt) about the middle, Dirichlet's kernel sin(count·ω/2) / sin(ω/2), at ω = 2ω₁, 2ω₂, ω₁ + ω₂, ω₂ − ω₁.
    const low = (lowSin * lowCos) / (lowHalfSin * lowHalfCos)
    const high = (highSin * highCos) / (highHalfSin * highHalfCos)
    const ofSum = lowHalfSin * highHalfCos
    const ofDifference = lowHalfCos * highHalfSin
    const sum = (lowSin * highCos + lowCos * highSin) / (ofSum + ofDifference)
    const difference = (lowCos * highSin - lowSin * highCos) / (ofDifference - ofSum)
    const c11 = (count + low) / 2
    const c22 = (count + high) / 2
    const c12 = (difference + sum) / 2
    const s11 = (count - low) / 2
    const s22 = (count - high) / 2
    const s12 = (difference - sum) / 2
    const cDet = c11 * c22 - c12 * c12
    const sDet = s11 * s22 - s12 * s12
    this.cosLow = c22 / cDet
    this.cosHigh = c11 / cDet
    this.cosBoth = -c12 / cDet
    this.sinLow = s22 / sDet
    this.sinHigh = s11 / sDet
    this.sinBoth = -s12 / sDet
  }
}

/** Fills a table by turning phasors on; two at a time, since each waits for its own last turn. */
function fill(
  cosines: Float64Array,
  sines: Float64Array,
  entries: number,
  count: number,
  halfCos: number,
  halfSin: number,
): void {
  const stepCos = halfCos * halfCos - halfSin * halfSin
  const stepSin = 2 * halfCos * halfSin
  const turnCos = stepCos * stepCos - stepSin * stepSin
  const turnSin = 2 * stepCos * stepSin
  const even = count % 2 === 0
  let cosA = even ? halfCos : 1
  let sinA = even ? halfSin : 0
  let cosB = cosA * stepCos - sinA * stepSin
  let sinB = cosA * stepSin + sinA * stepCos
  for (let index = 0; index < entries; index += 2) {
    cosines[index] = cosA
    sines[index] = sinA
    cosines[index + 1] = cosB
    sines[index + 1] = sinB
    const nextA = cosA * turnCos - sinA * turnSin
    sinA = cosA * turnSin + sinA * turnCos
    cosA = nextA
    const nextB = cosB * turnCos - sinB * turnSin
    sinB = cosB * turnSin + sinB * turnCos
    cosB = nextB
  }
}
