import { describe, expect, it } from 'vitest'

import { distances, goodnessOf } from '../../src/fit/goodness.ts'
import { fitLaw, type LawName, LAWS } from '../../src/fit/law-fit.ts'
import { fitPatience, hazards, kaplanMeier } from '../../src/fit/patience-fit.ts'
import type { Distribution } from '../../src/random/distribution.ts'
import { Exponential } from '../../src/random/exponential.ts'
import { Gamma } from '../../src/random/gamma.ts'
import { Hyperexponential } from '../../src/random/hyperexponential.ts'
import { Lognormal } from '../../src/random/lognormal.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { Weibull } from '../../src/random/weibull.ts'

const MEAN = 180_000
const TRUTH: Readonly<Record<LawName, Distribution>> = {
  exponential: new Exponential(MEAN),
  lognormal: Lognormal.ofMean(MEAN, 1.2),
  gamma: new Gamma(MEAN, 2.5),
  weibull: Weibull.ofMean(MEAN, 1.6),
  hyperexponential: new Hyperexponential(MEAN, 4),
}

function drawn(law: Distribution, count: number, name = 'test'): Float64Array {
  const stream = RandomStream.named(7, 0, name)
  return Float64Array.from({ length: count }, () => law.quantile(stream.uniform()))
}

/** Mean and standard deviation of an estimate over samples of one size: the width that single estimates may have. */
function spreadOf(law: LawName, count: number, of: (fit: Distribution) => number): [mean: number, deviation: number] {
  const all = Array.from({ length: 20 }, (_, at) =>
    of(fitLaw(law, drawn(TRUTH[law], count, `sample ${at}`)).distribution),
  )
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length
  return [mean, Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (all.length - 1))]
}

describe('a law of most likelihood', () => {
  it.each(LAWS)('%s: mean and cv² of the truth are found, within 4 standard errors of 20 fits', (law) => {
    for (const of of [(fit: Distribution) => fit.mean / MEAN, (fit: Distribution) => fit.cv2]) {
      const [mean, deviation] = spreadOf(law, 1000, of)
      const truth = of(TRUTH[law])
      // Likelihood is biased by the order of 1/n, a small part of the deviation.
      expect(Math.abs(mean - truth)).toBeLessThanOrEqual((4 * deviation) / Math.sqrt(20) + 1e-9)
    }
  })

  it.each(LAWS)('%s: the likelihood is that of its density, and no neighbour has more', (law) => {
    const values = drawn(TRUTH[law], 300)
    const { distribution, lnLikelihood } = fitLaw(law, values)
    const width = 1
    const byCdf = values.reduce(
      (sum, x) => sum + Math.log((distribution.cdf(x + width) - distribution.cdf(x - width)) / (2 * width)),
      0,
    )
    expect(lnLikelihood).toBeCloseTo(byCdf, 1)
    const other = fitLaw(law, drawn(TRUTH[law], 300, 'other'))
    const otherByCdf = values.reduce((sum, x) => {
      return sum + Math.log((other.distribution.cdf(x + width) - other.distribution.cdf(x - width)) / (2 * width))
    }, 0)
    expect(lnLikelihood).toBeGreaterThanOrEqual(otherByCdf - 0.01)
  })

  it('is told from the others by Akaike’s criterion', () => {
    for (const law of LAWS) {
      if (law === 'exponential') continue
      const values = drawn(TRUTH[law], 2000)
      const [best] = LAWS.map((each) => fitLaw(each, values)).toSorted((a, b) => a.aic - b.aic)
      expect(best!.law).toBe(law)
    }
  })
})

describe('goodness of fit', () => {
  it('distances are those of the definitions', () => {
    const law = new Exponential(1)
    const [ks, ad] = distances(Float64Array.of(law.quantile(0.5)), law)
    expect(ks).toBeCloseTo(0.5, 12)
    // n = 1: −1 − (ln u + ln (1 − u)).
    expect(ad).toBeCloseTo(-1 + 2 * Math.LN2, 12)
  })

  it('p-values are uniform under the law, though its parameters are fitted, and small under another', () => {
    const stream = RandomStream.named(3, 0, 'goodness')
    const runs = 60
    const ps = Array.from({ length: runs }, (_, at) =>
      goodnessOf('exponential', drawn(TRUTH.exponential, 60, `p ${at}`), stream),
    )
    for (const p of [ps.map(({ ksP }) => ksP), ps.map(({ adP }) => adP)]) {
      const below = p.filter((each) => each <= 0.5).length
      // Binomial, 4 standard deviations of √(60/4).
      expect(Math.abs(below - runs / 2)).toBeLessThan(4 * Math.sqrt(runs / 4))
    }
    const wrong = goodnessOf('exponential', drawn(TRUTH.lognormal, 500), stream)
    expect(wrong.adP).toBeLessThanOrEqual(0.02)
    expect(wrong.ksP).toBeLessThanOrEqual(0.02)
  })
})

describe('patience', () => {
  /** Waits of callers with this patience, whom an agent takes after an exponential time. */
  const waitsOf = (patience: Distribution, count: number) => {
    const stream = RandomStream.named(11, 0, 'waits')
    const answer = new Exponential(120_000)
    const callers = Array.from({ length: count }, () => [
      patience.quantile(stream.uniform()),
      answer.quantile(stream.uniform()),
    ])
    return {
      waitMs: Float64Array.from(callers, ([own, until]) => Math.min(own!, until!)),
      gaveUp: Uint8Array.from(callers, ([own, until]) => (own! < until! ? 1 : 0)),
    }
  }

  it('exponential: the true mean is within 3.9 standard errors, mean ÷ √(number who gave up)', () => {
    const waits = waitsOf(new Exponential(300_000), 20_000)
    const gaveUp = waits.gaveUp.reduce((sum, each) => sum + each, 0)
    const { spec } = fitPatience(waits).find(({ law }) => law === 'exponential')!
    const mean = spec.distribution === 'exponential' ? spec.meanMs : NaN
    expect(Math.abs(mean - 300_000)).toBeLessThan((3.9 * 300_000) / Math.sqrt(gaveUp))
  })

  it.each([
    ['weibull', Weibull.ofMean(300_000, 1.8)],
    ['lognormal', Lognormal.ofMean(300_000, 0.8)],
  ] as const)('%s is found from censored waits, and preferred', (name, truth) => {
    const [best] = fitPatience(waitsOf(truth, 10_000))
    expect(best!.law).toBe(name)
    const mean = 'meanMs' in best!.spec ? best!.spec.meanMs : NaN
    expect(Math.abs(mean / 300_000 - 1)).toBeLessThan(0.08)
  })

  it('the product-limit estimate is within its own error of the truth, and is the plain share where nothing is censored', () => {
    const truth = Weibull.ofMean(300_000, 1.8)
    const steps = kaplanMeier(waitsOf(truth, 10_000))
    for (const minute of [1, 2, 3]) {
      const step = steps.findLast(({ atMs }) => atMs <= minute * 60_000)!
      expect(Math.abs(step.share - (1 - truth.cdf(step.atMs)))).toBeLessThan(4 * step.error)
    }
    const all = kaplanMeier({ waitMs: Float64Array.of(3, 1, 2, 2), gaveUp: Uint8Array.of(1, 1, 1, 1) })
    expect(all.map(({ atMs, share }) => [atMs, share])).toEqual([
      [1, 0.75],
      [2, 0.25],
      [3, 0],
    ])
  })

  it('hazards are those who gave up ÷ the time that was waited', () => {
    const waits = { waitMs: Float64Array.of(60_000, 90_000, 120_000), gaveUp: Uint8Array.of(1, 0, 1) }
    expect(hazards(waits, [0, 60_000, 120_000])).toEqual([
      { fromMs: 0, toMs: 60_000, gaveUp: 1, minutes: 3 },
      { fromMs: 60_000, toMs: 120_000, gaveUp: 1, minutes: 1.5 },
    ])
  })
})
