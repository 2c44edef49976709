import { DOUBLE, EXPONENT_ZERO, POWERS_OF_TWO, timesPowerOfTwo, UPPER, WORDS } from './ieee-754.ts'

// Only + − × ÷ and bit operations, which IEEE 754 rounds the same way everywhere: the same seed must give the same bytes
// on every engine. The argument reductions are those of K. C. Ng ("fdlibm", 1993); the coefficients are near-minimax
// polynomials computed for this file (Chebyshev nodes, 60 digits), truncation errors below 2^-60.

// ln 2 in two parts: the first lacks its last 21 bits, so that its product with an exponent is exact.
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LOG2_E = 1.4426950408889634
const TWO_THIRDS = 0.6666666666666666
const TWO_THIRDS_LOW = 3.700743415417188e-17
const SMALLEST_NORMAL = 2.2250738585072014e-308
const TWO_54 = 18014398509481984
const UPPER_SQRT_HALF = 0x3fe6a09e

/**
 * Natural logarithm, error below 1 ulp, the same bits on every platform; constant time.
 *
 * ln 0 is −Infinity; ln x is NaN for x < 0.
 */
export function ln(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN
  const k = exponentAround1(x)
  const f = mantissaAround1(x, k) - 1
  // ln(1+f) = 2·artanh(s), written as f − f²/2 + s·(f²/2 + R(s²)): f, the largest term, is exact.
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even =
    z * (0.6666666666666666 + w * (0.28571428570803253 + w * (0.18181795631498243 + w * 0.13268760562036724)))
  const odd = w * (0.4000000000000088 + w * (0.22222222391794727 + w * (0.15386240172447838 + w * 0.1308675766695207)))
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + (even + odd)) + k * LN2_LOW) - f)
}

/**
 * Exponential function, error below 1 ulp, the same bits on every platform; constant time.
 *
 * Infinity above 709.78, 0 below −745.13.
 */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x
  if (x < -745.1332191019412) return 0
  const k = Math.floor(x * LOG2_E + 0.5)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const t = r * r
  // r·coth(r/2) is even in r, so that half the coefficients do: exp r = 1 + 2r / (r·coth(r/2) − r).
  const tail =
    6.613756613529226e-5 + t * (-1.653439072710413e-6 + t * (4.1752217946843824e-8 + t * -1.047238737141131e-9))
  const c = r - t * (0.16666666666666666 + t * (-0.0027777777777777545 + t * tail))
  return timesPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k)
}

/** ln(1 + x) without loss for small x, error below 3 ulp. The correction factor is W. Kahan's (HP-15C, 1982). */
export function ln1p(x: number): number {
  const y = 1 + x
  if (y === 1 || y === Infinity) return x
  const rounded = y - 1
  return rounded === x ? ln(y) : (ln(y) * x) / rounded
}

/** exp(x) − 1 without loss for small x, error below 4 ulp. The correction factor is W. Kahan's (HP-15C, 1982). */
export function expm1(x: number): number {
  const y = exp(x)
  if (y === 1) return x
  const rounded = y - 1
  return rounded === -1 || y === Infinity || x > 1 ? rounded : (rounded * x) / ln(y)
}

/**
 * x to the power y for x ≥ 0, error below 2 ulp, the same bits on every platform; constant time.
 *
 * NaN for x < 0, also for whole y: no law of the simulator needs it.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1
  if (!(x > 0 && x < Infinity && Number.isFinite(y))) return powAtLimits(x, y)
  // ln x in two doubles, because y multiplies its error: 63 bits of it survive.
  const k = exponentAround1(x)
  const m = mantissaAround1(x, k)
  const f = m - 1
  const d = m + 1
  const dLow = m - (d - 1)
  const s = f / d
  const sLow = (-productError(s, d, f) - s * dLow) / d
  const z = s * s
  const zLow = productError(s, s, z) + 2 * s * sLow
  const tail =
    0.40000000000000024 +
    z *
      (0.2857142857133851 +
        z *
          (0.2222222227110069 +
            z *
              (0.18181808247814057 + z * (0.15385574776827135 + z * (0.13285958087797103 + z * 0.12913609606437132)))))
  const t = z * tail
  const c = TWO_THIRDS + t
  const cLow = TWO_THIRDS - c + t + TWO_THIRDS_LOW
  const w = z * c
  const wLow = productError(z, c, w) + z * cLow + zLow * c
  const a = 2 + w
  const aLow = 2 - a + w + wLow
  const p = s * a
  const pLow = productError(s, a, p) + s * aLow + sLow * a
  const kHigh = k * LN2_HIGH
  const sum = kHigh + p
  const fromK = sum - p
  const sumLow = kHigh - fromK + (p - (sum - fromK)) + pLow + k * LN2_LOW
  const high = sum + sumLow
  const low = sum - high + sumLow
  const q = y * high
  if (q > 710) return Infinity
  if (q < -746) return 0
  const power = exp(q)
  return power + power * (productError(y, high, q) + y * low)
}

function powAtLimits(x: number, y: number): number {
  if (!(x >= 0) || y !== y) return NaN
  if (x === 0 || x === Infinity) return (x === 0) === y > 0 ? 0 : Infinity
  return x > 1 === y > 0 ? Infinity : 0
}

/** k such that x·2^-k lies in [√½, √2); x finite and > 0. */
function exponentAround1(x: number): number {
  if (x < SMALLEST_NORMAL) return exponentAround1(x * TWO_54) - 54
  DOUBLE[0] = x
  return (WORDS[UPPER]! - UPPER_SQRT_HALF) >> 20
}

/** x·2^-k, exact. */
function mantissaAround1(x: number, k: number): number {
  return k < -1022 ? x * TWO_54 * POWERS_OF_TWO[EXPONENT_ZERO - 54 - k]! : x * POWERS_OF_TWO[EXPONENT_ZERO - k]!
}

/** a·b − rounded, exact, where `rounded` is a·b rounded. T. J. Dekker 1971. */
function productError(a: number, b: number, rounded: number): number {
  const aSplit = 134217729 * a
  const aHigh = aSplit - (aSplit - a)
  const aLow = a - aHigh
  const bSplit = 134217729 * b
  const bHigh = bSplit - (bSplit - b)
  const bLow = b - bHigh
  return aHigh * bHigh - rounded + aHigh * bLow + aLow * bHigh + aLow * bLow
}
