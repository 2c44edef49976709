import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/random/normal.ts'
import { studentCdf, studentQuantile } from '../../src/stats/student.ts'

describe('studentQuantile', () => {
  // 40-digit arithmetic (mpmath), which rounds to the tables' 12.706, 4.303, 3.182, 2.262, 2.093, 1.984.
  it.each(references())('p = %f, %f degrees', (p, degrees, t) => {
    expect(Math.abs(studentQuantile(p, degrees) / t - 1)).toBeLessThan(1e-10)
  })

  it('has the closed forms of one and two degrees', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => {
        fc.pre(Math.abs(p - 0.5) > 1e-6)
        const cauchy = Math.tan(Math.PI * (p - 0.5))
        expect(Math.abs(studentQuantile(p, 1) / cauchy - 1)).toBeLessThan(1e-6)
        const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p))
        expect(Math.abs(studentQuantile(p, 2) / two - 1)).toBeLessThan(1e-9)
      }),
    )
  })

  it('inverts the cdf, for any number of degrees', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 1, max: 5000, noNaN: true }),
        (p, degrees) => {
          expect(studentCdf(studentQuantile(p, degrees), degrees)).toBeCloseTo(p, 11)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is odd, 0 at the median, joins its expansion smoothly and tends to the normal quantile', () => {
    expect(studentQuantile(0.5, 7)).toBe(0)
    expect(studentQuantile(0.25, 7)).toBe(-studentQuantile(0.75, 7))
    expect(studentQuantile(0.975, 999.999999) / studentQuantile(0.975, 1000)).toBeCloseTo(1, 10)
    expect(studentQuantile(0.975, 1e12)).toBeCloseTo(normalQuantile(0.975), 11)
    expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975))
  })

  it('names a wrong argument', () => {
    expect(() => studentQuantile(0.5, 0)).toThrow('degrees must be a number >= 1, got 0')
    expect(() => studentQuantile(1, 5)).toThrow('p must be between 0 and 1, got 1')
    expect(() => studentCdf(0, NaN)).toThrow('got NaN')
  })
})

function references(): [p: number, degrees: number, t: number][] {
  return [
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 3, 3.1824463052837086],
    [0.975, 9, 2.262157162798205],
    [0.975, 19, 2.093024054408309],
    [0.975, 99, 1.9842169515864172],
    [0.975, 999, 1.9623414611334495],
    [0.975, 5000, 1.9604385517065075],
    [0.95, 9, 1.8331129326562365],
    [0.995, 4.5, 4.272823993011292],
    [0.6, 3, 0.27667066233268983],
    [0.9999, 2.5, 34.86796932111631],
  ]
}
