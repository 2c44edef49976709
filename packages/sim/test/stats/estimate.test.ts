import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { pairedDifference, pairedRatioDifference } from '../../src/stats/paired.ts'

const UNKNOWN = [-Infinity, Infinity]

describe('estimateMean', () => {
  it('is Student’s interval: a worked example', () => {
    // 1…5: mean 3, standard error √(2.5/5), t(.975, 4) = 2.776445105197794.
    const half = 2.776445105197794 * Math.sqrt(0.5)
    const estimate = estimateMean([1, 2, 3, 4, 5])
    expect(estimate.mean).toBe(3)
    expect(estimate.ci95[0]).toBeCloseTo(3 - half, 10)
    expect(estimate.ci95[1]).toBeCloseTo(3 + half, 10)
  })

  it('leaves the interval unknown for one replication, and the mean as well for none', () => {
    expect(estimateMean([7])).toEqual({ mean: 7, ci95: UNKNOWN })
    expect(estimateMean([])).toEqual({ mean: NaN, ci95: UNKNOWN })
    expect(estimateMean([1, NaN])).toEqual({ mean: NaN, ci95: UNKNOWN })
    expect(estimateMean(Float64Array.of(2, 2, 2))).toEqual({ mean: 2, ci95: [2, 2] })
  })
})

describe('estimateRatio', () => {
  it('is the mean of the quotients’ counterpart when all denominators are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 }), (values) => {
        const ratio = estimateRatio(
          values,
          values.map(() => 4),
        )
        const mean = estimateMean(values.map((v) => v / 4))
        expect(ratio.mean).toBeCloseTo(mean.mean, 10)
        expect(ratio.ci95[0]).toBeCloseTo(mean.ci95[0], 8)
        expect(ratio.ci95[1]).toBeCloseTo(mean.ci95[1], 8)
      }),
    )
  })

  it('divides the sums: an empty day does not move it', () => {
    expect(estimateRatio([1, 3, 0], [10, 30, 0]).mean).toBe(0.1)
    expect(estimateRatio([9, 0], [10, 90]).mean).toBe(0.09)
  })

  it('has no mean without denominators, and no interval when one replication carries all', () => {
    expect(estimateRatio([0, 0], [0, 0])).toEqual({ mean: NaN, ci95: UNKNOWN })
    expect(estimateRatio([1, 0], [0, 0]).mean).toBeNaN()
    expect(estimateRatio([2, 0, 0], [8, 0, 0])).toEqual({ mean: 0.25, ci95: UNKNOWN })
    expect(estimateRatio([2], [8])).toEqual({ mean: 0.25, ci95: UNKNOWN })
    expect(() => estimateRatio([1, 2], [1])).toThrow('got 1 for 2')
  })

  it('is not clipped to [0, 1]', () => {
    expect(estimateRatio([0, 0, 1], [10, 10, 10]).ci95[0]).toBeLessThan(0)
  })
})

describe('paired differences', () => {
  it('cancel what both sides share', () => {
    const shared = [3, 9, 27, 81]
    const gain = pairedDifference(
      shared,
      shared.map((v) => v - 2),
    )
    expect(gain).toEqual({ mean: -2, ci95: [-2, -2] })
  })

  it('of ratios with constant denominators are those of means', () => {
    const a = [3, 5, 4, 6]
    const b = [4, 7, 4, 9]
    const tens = [10, 10, 10, 10]
    const ratio = pairedRatioDifference({ numerators: a, denominators: tens }, { numerators: b, denominators: tens })
    const mean = pairedDifference(a, b)
    expect(ratio.mean).toBeCloseTo(mean.mean / 10, 12)
    expect(ratio.ci95[0]).toBeCloseTo(mean.ci95[0] / 10, 12)
    expect(ratio.ci95[1]).toBeCloseTo(mean.ci95[1] / 10, 12)
  })

  it('change sign with the sides', () => {
    const a = { numerators: [1, 2, 3], denominators: [9, 11, 12] }
    const b = { numerators: [2, 2, 5], denominators: [10, 11, 14] }
    const forth = pairedRatioDifference(a, b)
    const back = pairedRatioDifference(b, a)
    expect(back.mean).toBe(-forth.mean)
    expect(back.ci95[0]).toBeCloseTo(-forth.ci95[1], 14)
  })

  it('refuse different numbers of replications', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow('got 2 and 1')
    const one = { numerators: [1], denominators: [1] }
    expect(() => pairedRatioDifference(one, { numerators: [1, 2], denominators: [1, 2] })).toThrow('got 1 and 2')
  })
})
