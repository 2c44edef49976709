import { exp, ln, ln1p } from '../random/elementary.ts'
import { lnGamma } from '../random/ln-gamma.ts'
import { normalQuantile } from '../random/normal.ts'
import { betaI } from './incomplete-beta.ts'

const LN_PI = 1.1447298858494002
const MAX_STEPS = 60
// From here on four terms of the expansion in 1/df are exact to 1e-11.
const EXPANSION_FROM = 1000

/**
 * P(T ≤ t) of Student's t law with `degrees` ≥ 1 degrees of freedom (whole or not); absolute error below 1e-12.
 *
 * @throws RangeError unless degrees is a number ≥ 1.
 */
export function studentCdf(t: number, degrees: number): number {
  checkDegrees(degrees)
  const half = centre(Math.abs(t), degrees)
  return t < 0 ? upperTail(-t, degrees) : 0.5 + half
}

/**
 * Quantile of Student's t law for p in (0, 1) and `degrees` ≥ 1 degrees of freedom (whole or not).
 *
 * Relative error below 1e-10 for p from 1e-12 to 1 − 1e-12, the same bits on every platform. Newton's method in logarithms, from the expansion of
 * R. Fisher & E. Cornish 1960 (Abramowitz & Stegun 1964, 26.7.5), which is the answer itself above 1000 degrees.
 *
 * @throws RangeError unless p is in (0, 1) and degrees ≥ 1.
 */
export function studentQuantile(p: number, degrees: number): number {
  checkDegrees(degrees)
  if (!(p > 0 && p < 1)) throw new RangeError(`p must be between 0 and 1, got ${p}`)
  if (p === 0.5) return 0
  if (p < 0.5) return -upperQuantile(p, 0.5 - p, degrees)
  return upperQuantile(1 - p, p - 0.5, degrees)
}

/** t > 0 with tail probability `tail` = ½ − `middle`. */
function upperQuantile(tail: number, middle: number, degrees: number): number {
  const start = cornishFisher(-normalQuantile(tail), degrees)
  if (degrees >= EXPANSION_FROM) return start
  const lnScale = lnGamma((degrees + 1) / 2) - lnGamma(degrees / 2) - 0.5 * (ln(degrees) + LN_PI)
  // Newton's method on the logarithms of the smaller probability and of t: there the tail is a straight line.
  const inTail = tail < middle
  const target = ln(inTail ? tail : middle)
  let lnT = ln(start)
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const t = exp(lnT)
    const value = inTail ? upperTail(t, degrees) : centre(t, degrees)
    const density = exp(lnScale - 0.5 * (degrees + 1) * ln1p((t * t) / degrees))
    const slope = (t * density) / value
    const correction = (inTail ? ln(value) - target : target - ln(value)) / slope
    lnT += correction
    if (Math.abs(correction) < 1e-12) break
  }
  return exp(lnT)
}

/** P(T > t) for t ≥ 0. */
function upperTail(t: number, degrees: number): number {
  const square = t * t
  return 0.5 * betaI(degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square))
}

/** P(0 < T ≤ t) for t ≥ 0. */
function centre(t: number, degrees: number): number {
  const square = t * t
  if (square === Infinity) return 0.5
  return 0.5 * betaI(0.5, degrees / 2, square / (degrees + square), degrees / (degrees + square))
}

function cornishFisher(z: number, degrees: number): number {
  const w = z * z
  const g1 = (w + 1) / 4
  const g2 = ((5 * w + 16) * w + 3) / 96
  const g3 = (((3 * w + 19) * w + 17) * w - 15) / 384
  const g4 = ((((79 * w + 776) * w + 1482) * w - 1920) * w - 945) / 92160
  return z * (1 + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees)
}

function checkDegrees(degrees: number): void {
  if (!(degrees >= 1)) throw new RangeError(`degrees must be a number >= 1, got ${degrees}`)
}
