import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exp, expm1, ln, ln1p, pow } from '../../src/random/elementary.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { ulpsApart } from './ulps.ts'

const positiveDouble = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true })

describe('ln', () => {
  it('is within 2 ulp of Math.log over the whole range, subnormals included', () => {
    fc.assert(
      fc.property(positiveDouble, (x) => ulpsApart(ln(x), Math.log(x)) <= 2),
      { numRuns: 5000 },
    )
  })

  it('is within 2 ulp of Math.log on numbers drawn around 1', () => {
    const stream = RandomStream.named(1, 0, 'ln')
    for (let i = 0; i < 20_000; i += 1) {
      const x = 2 * stream.uniform()
      expect(ulpsApart(ln(x), Math.log(x))).toBeLessThanOrEqual(2)
    }
  })

  it('has the limits of the logarithm', () => {
    expect([ln(0), ln(1), ln(Infinity), ln(-1), ln(NaN)]).toEqual([-Infinity, 0, Infinity, NaN, NaN])
  })
})

describe('exp', () => {
  it('is within 2 ulp of Math.exp, also where the result is subnormal', () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709.7, noNaN: true }), (x) => ulpsApart(exp(x), Math.exp(x)) <= 2),
      { numRuns: 5000 },
    )
  })

  it('overflows and underflows where it must', () => {
    expect([exp(0), exp(710), exp(Infinity), exp(-746), exp(-Infinity), exp(NaN)]).toEqual([
      1,
      Infinity,
      Infinity,
      0,
      0,
      NaN,
    ])
    expect(exp(709.782712893384)).toBe(1.7976931348622732e308)
    expect(exp(-745.13)).toBe(Number.MIN_VALUE)
  })
})

describe('ln1p and expm1', () => {
  it('keep their digits for small arguments', () => {
    const small = fc.double({ min: -0.9, max: 10, noNaN: true })
    fc.assert(
      fc.property(small, (x) => {
        expect(ulpsApart(ln1p(x), Math.log1p(x))).toBeLessThanOrEqual(4)
        expect(ulpsApart(expm1(x), Math.expm1(x))).toBeLessThanOrEqual(5)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('pow', () => {
  it('is within 3 ulp of Math.pow wherever that is a normal number', () => {
    const base = fc.double({ min: 1e-30, max: 1e30, noNaN: true })
    const power = fc.double({ min: -60, max: 60, noNaN: true })
    fc.assert(
      fc.property(base, power, (x, y) => {
        const reference = Math.pow(x, y)
        fc.pre(reference > 1e-300 && reference < Infinity)
        expect(ulpsApart(pow(x, y), reference)).toBeLessThanOrEqual(3)
      }),
      { numRuns: 5000 },
    )
  })

  it('takes whole powers of two exactly, subnormal ones too', () => {
    for (const k of [-1074, -1022, -3, 0, 1, 52, 1023]) expect(pow(2, k)).toBe(Math.pow(2, k))
  })

  it('has the limits of the power, and NaN for a negative base', () => {
    for (const x of [0, 0.5, 1, 2, Infinity]) {
      for (const y of [-Infinity, -1, 0, 1, Infinity]) {
        if (x !== 1) expect(pow(x, y)).toBe(Math.pow(x, y))
      }
    }
    expect(pow(-1, 2)).toBeNaN()
    expect(pow(2, NaN)).toBeNaN()
  })
})
