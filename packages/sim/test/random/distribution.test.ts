import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Deterministic } from '../../src/random/deterministic.ts'
import { Empirical } from '../../src/random/empirical.ts'
import { Erlang } from '../../src/random/erlang.ts'
import { Exponential } from '../../src/random/exponential.ts'
import { Gamma } from '../../src/random/gamma.ts'
import { Hazard } from '../../src/random/hazard.ts'
import { Hyperexponential } from '../../src/random/hyperexponential.ts'
import { Lognormal } from '../../src/random/lognormal.ts'
import { Mixture } from '../../src/random/mixture.ts'
import { Never } from '../../src/random/never.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { Uniform } from '../../src/random/uniform.ts'
import { Weibull } from '../../src/random/weibull.ts'
import { CONTINUOUS_LAWS, FINITE_LAWS } from './laws.ts'

const probability = fc.oneof(
  fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
  fc.integer({ min: 1, max: 52 }).map((k) => 2 ** -k),
  fc.integer({ min: 1, max: 52 }).map((k) => 1 - 2 ** -k),
)

describe.each(CONTINUOUS_LAWS.map((law) => [law.describe(), law] as const))('%s', (_name, law) => {
  it('cdf(quantile(u)) = u, to the last digits in both tails', () => {
    fc.assert(
      fc.property(probability, (u) => {
        const back = law.cdf(law.quantile(u))
        expect(Math.abs(back - u)).toBeLessThanOrEqual(2e-12 * Math.min(u, 0.1) + 2e-15)
      }),
      { numRuns: 400 },
    )
  })

  it('quantile is monotone, apart from the last digits', () => {
    fc.assert(
      fc.property(probability, probability, (u, v) => {
        // What is found by inverting a distribution function knows u no better than that function's last digits: beside 1,
        // two neighbours of the grid that uniforms are drawn from may change places.
        fc.pre(Math.abs(u - v) > 1e-15 || Math.max(u, v) < 0.5)
        const [low, high] = [law.quantile(Math.min(u, v)), law.quantile(Math.max(u, v))]
        expect(high - low).toBeGreaterThanOrEqual(-1e-12 * high)
      }),
      { numRuns: 400 },
    )
  })

  it('mean and variance agree with 40 000 drawn values', () => {
    const n = 40_000
    const stream = RandomStream.named(2026, 0, law.describe())
    const values = Float64Array.from({ length: n }, () => law.quantile(stream.uniform()) - law.mean)
    const mean = values.reduce((sum, x) => sum + x, 0) / n
    const variance = law.cv2 * law.mean ** 2
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / n))
    // The squares of a heavy tail have no useful normal approximation at this n.
    if (law.cv2 > 2) return
    const squares = values.map((x) => x * x)
    const meanSquare = squares.reduce((sum, x) => sum + x, 0) / n
    const spread = Math.sqrt(squares.reduce((sum, x) => sum + (x - meanSquare) ** 2, 0) / n)
    expect(Math.abs(meanSquare - variance)).toBeLessThan((4.5 * spread) / Math.sqrt(n))
  })

  it('mean and variance agree with the integral of the quantile function', () => {
    // Midpoint rule over 20 000 equal cells in v with u = 3v² − 2v³, which tames both tails.
    const cells = 20_000
    let mean = 0
    let square = 0
    for (let i = 0; i < cells; i += 1) {
      const v = (i + 0.5) / cells
      const weight = (6 * v * (1 - v)) / cells
      const x = law.quantile(v * v * (3 - 2 * v)) / law.mean
      mean += x * weight
      square += x * x * weight
    }
    expect(mean).toBeCloseTo(1, 4)
    expect((square - 1) / law.cv2).toBeCloseTo(1, 1)
  })
})

describe('cdf', () => {
  it.each(FINITE_LAWS.map((law) => [law.describe(), law] as const))('of %s: 0 below, 1 far above', (_name, law) => {
    expect(law.cdf(-1)).toBe(0)
    expect(law.cdf(law.mean * 1e9)).toBe(1)
    expect(law.cdf(Infinity)).toBe(1)
  })

  it('of laws without spread steps at their only value', () => {
    expect([4.999, 5, 5.001].map((x) => new Deterministic(5).cdf(x))).toEqual([0, 1, 1])
    const point = new Lognormal(2, 0)
    expect(point.cdf(point.quantile(0.3) * 1.001)).toBe(1)
    expect(point.cdf(point.quantile(0.3) * 0.999)).toBe(0)
    expect(new Empirical([7]).cdf(7)).toBe(1)
    expect(new Empirical([7]).quantile(0.9)).toBe(7)
    expect(new Never().cdf(1e300)).toBe(0)
    expect(new Never().quantile(0.01)).toBe(Infinity)
  })
})

describe('laws with an atom or without an end', () => {
  it('a mixture gives an atom the share it has', () => {
    const law = new Mixture([new Deterministic(0), new Exponential(60)], [1, 9])
    expect(law.quantile(0.0999)).toBe(0)
    expect(law.quantile(0.1001)).toBeGreaterThan(0)
    expect(law.cdf(law.quantile(0.55))).toBeCloseTo(0.55, 14)
    const inside = new Mixture([new Uniform(0, 10), new Deterministic(5)], [1, 1])
    for (const u of [0.26, 0.5, 0.74]) expect(inside.quantile(u)).toBeCloseTo(5, 12)
    expect(inside.quantile(0.2)).toBeCloseTo(4, 12)
  })

  it('a mixture with those who wait for ever has no end for their share', () => {
    const law = new Mixture([new Exponential(60), new Never()], [3, 1])
    expect(law.quantile(0.7501)).toBe(Infinity)
    expect(law.cdf(law.quantile(0.6))).toBeCloseTo(0.6, 14)
    expect(law.mean).toBe(Infinity)
  })

  it('a constant hazard is the exponential law, however it is cut', () => {
    const [cut, whole] = [new Hazard([0, 3, 50], [0.1, 0.1, 0.1]), new Exponential(10)]
    expect(cut.mean).toBeCloseTo(10, 12)
    expect(cut.cv2).toBeCloseTo(1, 12)
    for (const u of [0.001, 0.3, 0.6, 0.999]) expect(cut.quantile(u)).toBeCloseTo(whole.quantile(u), 10)
  })
})

describe('known values', () => {
  it('Erlang with two stages: P(X ≤ x) = 1 − e^(−y)(1 + y) with y = 2x/mean', () => {
    const law = new Erlang(60, 2)
    for (const x of [1, 30, 60, 200]) expect(law.cdf(x)).toBeCloseTo(1 - Math.exp(-x / 30) * (1 + x / 30), 14)
  })

  it('a gamma law of shape 1, a Weibull law of shape 1 and H2 with cv² = 1 are exponential', () => {
    fc.assert(
      fc.property(probability, (u) => {
        const expected = new Exponential(3).quantile(u)
        for (const law of [new Gamma(3, 1), Weibull.ofMean(3, 1), new Hyperexponential(3, 1)]) {
          expect(Math.abs(law.quantile(u) / expected - 1)).toBeLessThan(1e-12)
        }
      }),
    )
  })

  it('the median of a lognormal law is exp(mu)', () => {
    expect(new Lognormal(4.852, 0.932).quantile(0.5)).toBeCloseTo(Math.exp(4.852), 9)
    expect(Lognormal.ofMean(180, 1.26).mean).toBeCloseTo(180, 10)
    expect(Lognormal.ofMean(180, 1.26).cv2).toBeCloseTo(1.26 ** 2, 12)
  })

  it('an empirical law meets its order statistics, ties and all', () => {
    const law = new Empirical([1, 2, 2, 4, 8])
    expect([0, 0.25, 0.5, 0.625, 0.75, 1].map((u) => law.quantile(u))).toEqual([1, 2, 2, 3, 4, 8])
    expect([0.5, 1, 1.5, 2, 3, 8].map((x) => law.cdf(x))).toEqual([0, 0, 0.125, 0.5, 0.625, 1])
    expect(law.mean).toBe((1.5 + 2 + 3 + 6) / 4)
  })
})

describe('a constructor mistake names the parameter and the value', () => {
  it.each<[string, () => unknown]>([
    ['mean must be a finite number > 0, got 0', () => new Exponential(0)],
    ['mean must be a finite number > 0, got NaN', () => new Gamma(NaN, 1)],
    ['shape must be a finite number > 0, got -2', () => new Gamma(1, -2)],
    ['value must be a finite number >= 0, got -1', () => new Deterministic(-1)],
    ['cv must be a finite number >= 0, got -0.5', () => Lognormal.ofMean(10, -0.5)],
    ['sigma must be a finite number >= 0, got Infinity', () => new Lognormal(0, Infinity)],
    ['cv2 must be >= 1, got 0.5', () => new Hyperexponential(1, 0.5)],
    ['stages must be a whole number >= 1, got 2.5', () => new Erlang(1, 2.5)],
    ['scale must be a finite number > 0, got 0', () => new Weibull(0, 1)],
    ['high must be above low = 3, got 3', () => new Uniform(3, 3)],
    ['values must hold at least one number', () => new Empirical([])],
    ['got NaN', () => new Empirical([1, NaN, 2])],
  ])('%s', (message, construct) => {
    expect(construct).toThrow(RangeError)
    expect(construct).toThrow(message)
  })
})
