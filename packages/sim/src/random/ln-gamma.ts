import { ln } from './elementary.ts'

const HALF_LN_2PI = 0.9189385332046728
const ONE_MINUS_EULER = 0.42278433509846713

// (ζ(k) − 1) / k for k = 2, 3, …: the Taylor coefficients of ln Γ at 2 (Abramowitz & Stegun 1964, 6.1.33).
const ZETA_TERMS: readonly number[] = [
  0.3224670334241132, 0.0673523010531981, 0.020580808427784546, 0.007385551028673986, 0.0028905103307415234,
  0.001192753911703261, 0.0005096695247430425, 0.00022315475845357939, 9.945751278180853e-5, 4.492623673813314e-5,
  2.050721277567069e-5, 9.439488275268397e-6, 4.374866789907488e-6, 2.039215753801366e-6, 9.55141213040742e-7,
  4.492469198764566e-7, 2.1207184805554665e-7, 1.0043224823968099e-7, 4.7698101693639804e-8, 2.2711094608943164e-8,
  1.0838659214896955e-8, 5.183475041970047e-9, 2.4836745438024785e-9, 1.1921401405860912e-9, 5.731367241678862e-10,
  2.7595228851242334e-10, 1.330476437424449e-10,
]

// B(2k) / (2k(2k − 1)): Stirling's series (Abramowitz & Stegun 1964, 6.1.41).
const STIRLING_TERMS: readonly number[] = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417,
  -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
]

/**
 * ln Γ(x) for x > 0, relative error below 1e-14 (also around the zeros at 1 and 2), the same bits on every platform.
 *
 * Infinity at 0 and at Infinity, NaN below 0; constant time.
 */
export function lnGamma(x: number): number {
  if (!(x > 0 && x < Infinity)) return x >= 0 ? Infinity : NaN
  if (x >= 10) return (x - 0.5) * ln(x) - x + HALF_LN_2PI + stirlingTail(x)
  if (x < 0.5) return lnGammaAround2(x) - ln(x) - ln(1 + x)
  if (x < 1.5) return lnGammaAround2(x - 1) - ln(x)
  // Γ(x) = (x − 1)(x − 2)…Γ(x − k): every logarithm taken is positive, so nothing cancels.
  let product = 1
  let y = x
  while (y > 2.5) {
    y -= 1
    product *= y
  }
  return ln(product) + lnGammaAround2(y - 2)
}

/** ln Γ(x) − ((x − ½)·ln x − x + ½·ln 2π) for x ≥ 10, absolute error below 1e-17. */
export function stirlingTail(x: number): number {
  const inverseSquare = 1 / (x * x)
  let sum = 0
  for (let k = STIRLING_TERMS.length - 1; k >= 0; k -= 1) sum = sum * inverseSquare + STIRLING_TERMS[k]!
  return sum / x
}

/** ln Γ(2 + z) for |z| ≤ ½. */
function lnGammaAround2(z: number): number {
  let sum = 0
  for (let k = ZETA_TERMS.length - 1; k >= 0; k -= 1) sum = ZETA_TERMS[k]! - sum * z
  return z * (ONE_MINUS_EULER + z * sum)
}
