import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Moments } from '../../src/stats/moments.ts'
import { PairMoments } from '../../src/stats/pair-moments.ts'

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })

function momentsOf(values: readonly number[]): Moments {
  const moments = new Moments()
  for (const v of values) moments.add(v)
  return moments
}

describe('Moments', () => {
  it('agrees with the definition', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 60 }), (values) => {
        const moments = momentsOf(values)
        const mean = values.reduce((a, b) => a + b, 0) / values.length
        const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1)
        expect(moments.count).toBe(values.length)
        expect(Math.abs(moments.mean - mean)).toBeLessThan(1e-8)
        expect(Math.abs(moments.variance - variance)).toBeLessThanOrEqual(1e-10 * variance + 1e-8)
        expect(moments.standardError).toBeCloseTo(Math.sqrt(moments.variance / values.length), 10)
      }),
    )
  })

  it('keeps the variance of small differences on a large offset', () => {
    expect(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBe(30)
  })

  it('merges to what one accumulator would have seen', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.array(value, { maxLength: 30 }), (left, right) => {
        const merged = momentsOf(left)
        merged.merge(momentsOf(right))
        const whole = momentsOf([...left, ...right])
        expect(merged.count).toBe(whole.count)
        if (whole.count > 0) expect(Math.abs(merged.mean - whole.mean)).toBeLessThan(1e-8)
        if (whole.count > 1) {
          expect(Math.abs(merged.variance - whole.variance)).toBeLessThanOrEqual(1e-9 * whole.variance + 1e-6)
        }
      }),
    )
  })

  it('knows nothing from nothing', () => {
    expect([new Moments().mean, new Moments().variance, momentsOf([3]).mean, momentsOf([3]).variance]).toEqual([
      NaN,
      NaN,
      3,
      NaN,
    ])
  })
})

describe('PairMoments', () => {
  const pairs = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 40 })

  function pairMomentsOf(of: readonly (readonly [number, number])[]): PairMoments {
    const moments = new PairMoments()
    for (const [x, y] of of) moments.add(x, y)
    return moments
  }

  it('agrees with Moments on each side, and with Var(x + y) on the covariance', () => {
    fc.assert(
      fc.property(pairs, (of) => {
        const both = pairMomentsOf(of)
        const x = momentsOf(of.map((pair) => pair[0]))
        const y = momentsOf(of.map((pair) => pair[1]))
        const sum = momentsOf(of.map((pair) => pair[0] + pair[1]))
        expect([both.count, both.meanX, both.meanY, both.varianceX, both.varianceY]).toEqual([
          x.count,
          x.mean,
          y.mean,
          x.variance,
          y.variance,
        ])
        const scale = x.variance + y.variance
        expect(Math.abs(sum.variance - scale - 2 * both.covariance)).toBeLessThanOrEqual(1e-9 * scale + 1e-6)
      }),
    )
  })

  it('merges to what one accumulator would have seen', () => {
    fc.assert(
      fc.property(pairs, pairs, (left, right) => {
        const merged = pairMomentsOf(left)
        merged.merge(pairMomentsOf(right))
        merged.merge(new PairMoments())
        const whole = pairMomentsOf([...left, ...right])
        const scale = Math.sqrt(whole.varianceX * whole.varianceY)
        expect(merged.count).toBe(whole.count)
        expect(Math.abs(merged.covariance - whole.covariance)).toBeLessThanOrEqual(1e-9 * scale + 1e-6)
      }),
    )
  })

  it('gives a correlation of one to a straight line, and none to nothing', () => {
    expect(pairMomentsOf([1, 2, 5].map((x) => [x, 3 * x + 1] as const)).correlation).toBeCloseTo(1, 14)
    expect(pairMomentsOf([[1, 2]]).correlation).toBeNaN()
    expect([new PairMoments().meanX, new PairMoments().meanY]).toEqual([NaN, NaN])
  })
})

describe('skewness', () => {
  const value = fc.integer({ min: -1000, max: 1000 })
  const lists = fc.array(value, { minLength: 3, maxLength: 40 })
  const naive = (values: readonly number[]) => {
    const n = values.length
    const mean = values.reduce((sum, each) => sum + each, 0) / n
    const power = (k: number) => values.reduce((sum, each) => sum + (each - mean) ** k, 0)
    return ((n / ((n - 1) * (n - 2))) * power(3)) / (power(2) / (n - 1)) ** 1.5
  }
  const skewed = (values: readonly number[]) => new Set(values).size > 1
  const all = (values: Iterable<number>) => {
    const moments = new Moments()
    for (const each of values) moments.add(each)
    return moments
  }

  it('is that of the formula, whole and merged', () => {
    fc.assert(
      fc.property(lists.filter(skewed), lists, (left, right) => {
        expect(all(left).skewness).toBeCloseTo(naive(left), 8)
        const merged = all(left)
        merged.merge(all(right))
        expect(merged.skewness).toBeCloseTo(naive([...left, ...right]), 8)
      }),
    )
  })

  it('of what a ratio leaves of pairs is that of the differences, whole and merged', () => {
    const ratios = fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10)
    const pairs = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(pairs, pairs, ratios, (left, right, ratio) => {
        const rest = [...left, ...right].map(([x, y]) => x - ratio * y)
        fc.pre(skewed(rest.map((each) => Math.round(each * 1000))))
        const merged = new PairMoments()
        for (const [x, y] of left) merged.add(x, y)
        const other = new PairMoments()
        for (const [x, y] of right) other.add(x, y)
        merged.merge(other)
        const found = merged.residual(ratio)
        expect(found.skewness).toBeCloseTo(naive(rest), 6)
        expect(found.standardError).toBeCloseTo(all(rest).standardError, 6)
        expect(found.count).toBe(rest.length)
      }),
    )
  })

  it('of fewer than three values is unknown', () => {
    expect(all([1, 5]).skewness).toBeNaN()
    expect(new PairMoments().residual(0).skewness).toBeNaN()
  })
})
