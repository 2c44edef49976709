import { exp, ln } from '../random/elementary.ts'
import { lnGamma } from '../random/ln-gamma.ts'

/**
 * I(x; a, b), the regularised incomplete beta function, for a, b > 0; absolute error below 1e-12 for a + b ≤ 1e4.
 *
 * Takes x and y = 1 − x, both, because near 1 the difference has lost the digits that the caller still has. Continued
 * fraction of Abramowitz & Stegun 1964, 26.5.8, by Lentz's method; O(√max(a, b)) steps.
 */
export function betaI(a: number, b: number, x: number, y: number): number {
  if (!(x > 0 && y > 0)) return x <= 0 ? 0 : y <= 0 ? 1 : NaN
  const prefix = exp(a * ln(x) + b * ln(y) + lnGamma(a + b) - lnGamma(a) - lnGamma(b))
  // The fraction converges fast below the mean and slowly above it; there the complement is below its own mean.
  return x * (a + b + 2) < a + 1 ? (prefix / a) * fraction(a, b, x) : 1 - (prefix / b) * fraction(b, a, y)
}

function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    const factor = c * d
    value *= factor
    if (factor > 1 - 4e-16 && factor < 1 + 4e-16) break
  }
  return value
}
