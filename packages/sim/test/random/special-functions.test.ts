import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaP, gammaQ } from '../../src/random/incomplete-gamma.ts'
import { lnGamma } from '../../src/random/ln-gamma.ts'
import { normalCdf, normalDensity, normalQuantile } from '../../src/random/normal.ts'

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.abs(expected)
}

// Reference values: 50-digit arithmetic (mpmath), rounded to double.
describe('lnGamma', () => {
  it.each([
    [0.001, 6.907178885383853],
    [0.5, 0.5723649429247001],
    [1.0001, -5.771334222047127e-5],
    [1.5, -0.12078223763524522],
    [1.9999, -4.227520877215346e-5],
    [3.7, 1.428072326665388],
    [12, 17.502307845873887],
    [171.3, 708.1149470389969],
    [1e6, 12815504.569147611],
  ])('lnGamma(%f)', (x, expected) => {
    expect(relativeError(lnGamma(x), expected)).toBeLessThan(1e-14)
  })

  it('satisfies Γ(x+1) = xΓ(x)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 200, noNaN: true }), (x) => {
        expect(lnGamma(x + 1)).toBeCloseTo(Math.log(x) + lnGamma(x), 11)
      }),
    )
  })

  it('is infinite at 0 and undefined below', () => {
    expect([lnGamma(0), lnGamma(Infinity), lnGamma(-1), lnGamma(1), lnGamma(2)]).toEqual([
      Infinity,
      Infinity,
      NaN,
      0,
      0,
    ])
  })
})

describe('the normal law', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.9599639845400538],
    [0.0001, -3.7190164854556804],
    [1e-20, -9.262340089798407],
    [1e-300, -37.0470962993612],
  ])('normalQuantile(%f)', (u, z) => {
    expect(normalQuantile(u)).toBeCloseTo(z, 13)
  })

  it.each([
    [-35, 1.1249107064724062e-268],
    [-5, 2.866515718791939e-7],
    [-2, 0.02275013194817921],
    [-0.7, 0.24196365222307303],
    [0, 0.5],
    [1.1, 0.8643339390536173],
    [9, 1],
  ])('normalCdf(%f)', (z, p) => {
    expect(relativeError(normalCdf(z), p)).toBeLessThan(2e-14)
  })

  it('inverts: quantile(cdf(z)) = z, as far as the digits of the probability allow', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        const p = normalCdf(z)
        const tolerance = (8 * Number.EPSILON * p) / normalDensity(z) + 1e-14 * Math.abs(z) + 1e-16
        expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(tolerance)
      }),
    )
  })

  it('is odd, and infinite at the ends', () => {
    expect(normalQuantile(0.25)).toBe(-normalQuantile(0.75))
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(NaN)]).toEqual([-Infinity, Infinity, NaN])
  })
})

describe('the incomplete gamma function', () => {
  it.each([
    [0.5, 0.1, 0.345279153981423],
    [1, 1, 0.6321205588285577],
    [2.5, 7, 0.9843905838997331],
    [20, 3, 8.3144235881917e-11],
    [100, 90, 0.15822098918643016],
    [10000, 10100, 0.8413487504471796],
  ])('gammaP(%f, %f)', (a, x, expected) => {
    expect(relativeError(gammaP(a, x), expected)).toBeLessThan(1e-12)
  })

  it('gammaQ(40, 120) keeps its digits', () => {
    expect(relativeError(gammaQ(40, 120), 6.781974852975983e-18)).toBeLessThan(1e-12)
  })

  it('sums to one and recurs: P(a, x) − P(a+1, x) = x^a·e^(−x)/Γ(a+1)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 300, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (a, f) => {
          const x = a * f
          expect(gammaP(a, x) + gammaQ(a, x)).toBeCloseTo(1, 13)
          const density = Math.exp(a * Math.log(x) - x - lnGamma(a + 1))
          expect(gammaP(a, x) - gammaP(a + 1, x)).toBeCloseTo(density, 12)
        },
      ),
    )
  })

  it('has its limits', () => {
    expect([gammaP(2, 0), gammaP(2, Infinity), gammaQ(2, 0), gammaQ(2, Infinity)]).toEqual([0, 1, 1, 0])
    expect([gammaP(2, -1), gammaQ(2, NaN)]).toEqual([NaN, NaN])
  })
})
