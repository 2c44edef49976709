import { exp, ln } from './elementary.ts'
import { lnGamma, stirlingTail } from './ln-gamma.ts'

const INVERSE_SQRT_2PI = 0.3989422804014327
/**
 * Up to x = a + this the series is taken, beyond it the fraction: around a the series needs fewer steps, and the upper
 * part is still large enough there that 1 − P loses nothing.
 */
export const SERIES_REACH = 1.5

/**
 * P(a, x), the regularised lower incomplete gamma function: the cdf of a gamma law of shape a and scale 1.
 *
 * a > 0, x ≥ 0. Relative error below 1e-12 for 0.001 ≤ a ≤ 1e6; O(√a + 30) steps. Series and continued fraction of Abramowitz &
 * Stegun 1964, 6.5.29 and 6.5.31.
 */
export function gammaP(a: number, x: number): number {
  if (!(x > 0)) return x === 0 ? 0 : NaN
  if (x === Infinity) return 1
  const prefix = gammaPrefix(a, x)
  return x < a + SERIES_REACH ? prefix * lowerSeries(a, x) : 1 - prefix * a * upperFraction(a, x)
}

/** Q(a, x) = 1 − P(a, x) without loss when it is small; domain, accuracy and source as {@link gammaP}. */
export function gammaQ(a: number, x: number): number {
  if (!(x > 0)) return x === 0 ? 1 : NaN
  if (x === Infinity) return 0
  const prefix = gammaPrefix(a, x)
  return x < a + SERIES_REACH ? 1 - prefix * lowerSeries(a, x) : prefix * a * upperFraction(a, x)
}

/**
 * x^a·e^(−x) / Γ(a + 1), the factor common to P and Q; times a/x it is the density of the gamma law.
 *
 * For large a it is taken relative to the mode, where powers and factorials would cancel (C. Loader 2000).
 */
export function gammaPrefix(a: number, x: number): number {
  if (a < 10) return exp(a * ln(x) - x - lnGamma(a + 1))
  return (INVERSE_SQRT_2PI / Math.sqrt(a)) * exp(-a * deviance(a, x) - stirlingTail(a))
}

/** P(a, x) / prefix = 1 + x/(a+1) + x²/((a+1)(a+2)) + …; every term positive. */
export function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = a + 1; term > sum * 1e-17; n += 1) {
    term *= x / n
    sum += term
  }
  return sum
}

/** Γ(a, x)·e^x·x^(−a) = 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/…)), for x > a + 1; modified Lentz evaluation. */
export function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = Infinity
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 100_000; i += 1) {
    const numerator = i * (a - i)
    b += 2
    d = 1 / (b + numerator * d)
    c = b + numerator / c
    const factor = c * d
    fraction *= factor
    if (factor > 1 - 2e-16 && factor < 1 + 2e-16) break
  }
  return fraction
}

/** δ − ln(1 + δ) for δ = x/a − 1, without cancellation around 0. */
function deviance(a: number, x: number): number {
  const delta = (x - a) / a
  if (delta < -0.3 || delta > 0.45) return delta - ln(x / a)
  // With s = δ/(2+δ), ln(1+δ) = 2s + 2s³/3 + 2s⁵/5 + … and δ − 2s = δ·s.
  const s = delta / (2 + delta)
  const z = s * s
  let tail = 0
  for (let k = 21; k >= 3; k -= 2) tail = tail * z + 1 / k
  return s * (delta - 2 * z * tail)
}
