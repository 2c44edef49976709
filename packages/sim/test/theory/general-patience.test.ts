import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Deterministic } from '../../src/random/deterministic.ts'
import type { Distribution } from '../../src/random/distribution.ts'
import { Empirical } from '../../src/random/empirical.ts'
import { Exponential } from '../../src/random/exponential.ts'
import { Gamma } from '../../src/random/gamma.ts'
import { Lognormal } from '../../src/random/lognormal.ts'
import { Never } from '../../src/random/never.ts'
import { Uniform } from '../../src/random/uniform.ts'
import { Weibull } from '../../src/random/weibull.ts'
import { erlangA, erlangAWaitQuantileMs } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { fluid } from '../../src/theory/fluid.ts'
import {
  generalPatience,
  generalPatienceWaitBeyond,
  generalPatienceWaitQuantileMs,
} from '../../src/theory/general-patience.ts'
import { stateDependentPatience } from '../../src/theory/state-dependent-patience.ts'

const systems = fc.record({
  agents: fc.integer({ min: 1, max: 200 }),
  utilisation: fc.double({ min: 0.3, max: 1.5, noNaN: true }),
  patience: fc.double({ min: 0.2, max: 20, noNaN: true }),
  threshold: fc.double({ min: 0, max: 1, noNaN: true }),
})

/** Laws of mean 2 of every shape there is. */
const LAWS: readonly Distribution[] = [
  new Exponential(2),
  new Deterministic(2),
  new Uniform(0, 4),
  Lognormal.ofMean(2, 0.5),
  Lognormal.ofMean(2, 2),
  new Gamma(2, 0.4),
  Weibull.ofMean(2, 0.6),
  Weibull.ofMean(2, 2),
  new Empirical([0, 1, 2, 3, 4]),
]

describe('M/M/n+G', () => {
  it('is Erlang A in every figure when the patience is exponential', () => {
    fc.assert(
      fc.property(systems, ({ agents, utilisation, patience, threshold }) => {
        const model = { offeredErlangs: utilisation * agents, agents, meanHandlingMs: 1, thresholdMs: threshold }
        const general = generalPatience({ ...model, patience: new Exponential(patience) })
        const exact = erlangA({ ...model, meanPatienceMs: patience })
        for (const key of ['pWait', 'pAbandon', 'meanWaitMs', 'asaMs', 'meanQueueLength', 'occupancy'] as const) {
          expect(Math.abs(general[key] - exact[key]), key).toBeLessThan(1e-9 * (1 + exact[key]))
        }
        for (const [key, level] of Object.entries(exact.serviceLevels)) {
          const actual = general.serviceLevels[key as keyof typeof exact.serviceLevels]
          expect(Math.abs(actual - level), key).toBeLessThan(1e-8)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('balances for every law: who arrives is served or abandons, and waits add up to those of Little', () => {
    for (const patience of LAWS) {
      for (const load of [8, 10, 13]) {
        const result = generalPatience({
          offeredErlangs: load,
          agents: 10,
          meanHandlingMs: 1,
          patience,
          thresholdMs: 0.3,
        })
        const { pAbandon, occupancy, meanWaitMs, meanQueueLength, serviceLevels } = result
        expect(occupancy).toBeCloseTo((load * (1 - pAbandon)) / 10, 12)
        expect(meanQueueLength).toBeCloseTo(load * meanWaitMs, 12)
        const beyond = generalPatienceWaitBeyond({ offeredErlangs: load, agents: 10, meanHandlingMs: 1, patience }, 0.3)
        expect(1 - beyond, patience.describe()).toBeCloseTo(serviceLevels.servedOrAbandonedOverOffered, 9)
      }
    }
  })

  it('the mean wait is the area under P(wait > t), which is found another way', () => {
    for (const patience of LAWS) {
      const model = { offeredErlangs: 11, agents: 10, meanHandlingMs: 1, patience }
      let area = 0
      const step = 0.1
      for (let t = step / 2; t < 6; t += step) area += step * generalPatienceWaitBeyond(model, t)
      expect(area, patience.describe()).toBeCloseTo(generalPatience(model).meanWaitMs, 2)
    }
  })

  it('quantiles of the wait are those of Erlang A', () => {
    const model = { offeredErlangs: 48, agents: 50, meanHandlingMs: 60_000 }
    for (const p of [0.6, 0.9, 0.99]) {
      const general = generalPatienceWaitQuantileMs({ ...model, patience: new Exponential(120_000) }, p)
      expect(general / erlangAWaitQuantileMs({ ...model, meanPatienceMs: 120_000 }, p)).toBeCloseTo(1, 6)
    }
    // Garnett, Gans, Koole & Mandelbaum's table: nine of ten wait at most 12.44 s.
    expect(generalPatienceWaitQuantileMs({ ...model, patience: new Exponential(120_000) }, 0.9)).toBeCloseTo(12_440, -1)
    expect(generalPatienceWaitQuantileMs({ ...model, patience: new Exponential(120_000) }, 0.3)).toBe(0)
  })

  it('patience without spread has a closed form: λ 105, 100 agents, patience 2', () => {
    const [lambda, agents, most] = [105, 100, 2]
    const drift = lambda - agents
    const at = Math.exp(drift * most)
    const [below, beyond] = [(at - 1) / drift, at / agents]
    const wait = at * (most / drift - 1 / drift ** 2) + 1 / drift ** 2 + most * beyond
    const all = 1 / erlangB({ offeredErlangs: lambda, agents: agents - 1 }) + lambda * (below + beyond)
    const patience = new Deterministic(most)
    const result = generalPatience({ offeredErlangs: lambda, agents, meanHandlingMs: 1, patience })
    expect(result.pAbandon).toBeCloseTo((lambda * beyond) / all, 11)
    expect(result.meanWaitMs).toBeCloseTo((lambda * wait) / all, 11)
  })

  it('large groups and long queues do not overflow', () => {
    const result = generalPatience({
      offeredErlangs: 4000,
      agents: 2000,
      meanHandlingMs: 1,
      patience: new Deterministic(3),
      thresholdMs: 1,
    })
    expect(result.pAbandon).toBeCloseTo(0.5, 9)
    expect(result.meanWaitMs).toBeCloseTo(3, 2)
    expect(result.pWait).toBe(1)
  })

  it('a patience without end is refused, and so is too little of it ending', () => {
    expect(() => generalPatience({ offeredErlangs: 9, agents: 10, meanHandlingMs: 1, patience: new Never() })).toThrow(
      'patience.mean',
    )
    expect(() => generalPatience({ offeredErlangs: 9, agents: 0, meanHandlingMs: 1, patience: LAWS[0]! })).toThrow(
      'agents',
    )
  })
})

describe('approximations of M/GI/s/r+GI', () => {
  it('M/M/s/r+M(n) is M/M/n/K+M itself when the patience is exponential', () => {
    fc.assert(
      fc.property(systems, fc.integer({ min: 0, max: 60 }), ({ agents, utilisation, patience: given }, places) => {
        // Far beyond a short patience P(patience > x) is what is left of 1, with few digits.
        const patience = 1 + given
        const model = { offeredErlangs: utilisation * agents, agents, meanHandlingMs: 1, lines: agents + places }
        const near = stateDependentPatience({ ...model, patience: new Exponential(patience) })
        const exact = erlangA({ ...model, meanPatienceMs: patience })
        for (const key of ['pBlock', 'pWait', 'pAbandon', 'meanWaitMs', 'meanQueueLength', 'occupancy'] as const) {
          expect(Math.abs(near[key] - exact[key]), key).toBeLessThan(1e-6 * (1 + exact[key]))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('M/M/s/r+M(n) is within 2 % of the exact waits of 100 agents, within 7 % where many abandon at once', () => {
    for (const patience of LAWS) {
      for (const offeredErlangs of [98, 102, 110]) {
        const model = { offeredErlangs, agents: 100, meanHandlingMs: 1, patience }
        const [near, exact] = [stateDependentPatience(model), generalPatience(model)]
        const most = patience.cdf(1e-3) > 0.01 ? 0.07 : 0.02
        expect(Math.abs(near.meanWaitMs / exact.meanWaitMs - 1), patience.describe()).toBeLessThan(most)
      }
    }
  })

  it('the fluid is the limit of an overloaded group that grows', () => {
    for (const patience of LAWS) {
      const gap = (agents: number) => {
        const model = { offeredErlangs: 1.2 * agents, agents, meanHandlingMs: 1, patience }
        const [means, exact] = [fluid(model), generalPatience(model)]
        return Math.abs(means.meanWaitMs / exact.meanWaitMs - 1) + Math.abs(means.pAbandon / exact.pAbandon - 1)
      }
      expect(gap(2000), patience.describe()).toBeLessThan(0.05)
      expect(gap(2000), patience.describe()).toBeLessThan(0.3 * gap(100))
    }
    const model = { offeredErlangs: 120, agents: 100, meanHandlingMs: 1, patience: new Exponential(2) }
    // 1 − e^(−w/2) = 1/6 and ∫₀ʷ e^(−x/2) dx = 2/6.
    expect(fluid(model).servedWaitMs).toBeCloseTo(2 * Math.log(1.2), 12)
    expect(fluid(model).meanWaitMs).toBeCloseTo(1 / 3, 10)
    expect(fluid({ ...model, agents: 120 }).meanWaitMs).toBe(0)
  })
})
