import { describe, expect, it } from 'vitest'
import { steadyState } from '../../src/experiment/steady-state.ts'
import { normalQuantile } from '../../src/random/normal.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { batchRatio } from '../../src/stats/batch-means.ts'
import { mser5 } from '../../src/stats/mser.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { expectMissedAsOften } from '../support/band.ts'
import { scenarioOf } from '../support/scenario.ts'

/** A first-order autoregressive series with a beginning that fades: variance 1 / (1 − φ²) around 10. */
function series(seed: number, n: number, phi: number, start: number): Float64Array {
  const stream = RandomStream.named(seed, 0, 'series')
  let deviation = start
  return Float64Array.from({ length: n }, () => {
    deviation = phi * deviation + normalQuantile(stream.uniform())
    return 10 + deviation
  })
}

describe('MSER-5', () => {
  it('leaves out a beginning that fades, and nearly nothing where there is none', () => {
    const fading = mser5(series(1, 4000, 0.9, 200))
    expect(fading.found).toBe(true)
    // 200 × .9^n falls below the noise of 2.3 after some forty steps.
    expect(fading.values).toBeGreaterThanOrEqual(25)
    expect(fading.values).toBeLessThan(400)
    const without = Array.from({ length: 20 }, (_, seed) => mser5(series(seed, 4000, 0.5, 0)).values)
    expect(without.toSorted((a, b) => a - b)[10]).toBeLessThan(1000)
  })

  it('says when the series only climbs', () => {
    expect(mser5(Float64Array.from({ length: 1000 }, (_, at) => at)).found).toBe(false)
    expect(mser5([]).found).toBe(false)
  })
})

describe('batch means', () => {
  it('cover the mean of a correlated series as often as they say', () => {
    let missed = 0
    for (let seed = 1; seed <= 300; seed += 1) {
      const values = series(seed, 6400, 0.8, 0)
      const { ci95, independent } = batchRatio(values, new Float64Array(6400).fill(1))
      if (independent && (ci95[0] > 10 || ci95[1] < 10)) missed += 1
    }
    expectMissedAsOften(missed, 300, 'the mean')
  })

  it('take fewer batches when neighbours are correlated, and say when even those are', () => {
    const ones = new Float64Array(640).fill(1)
    expect(batchRatio(series(3, 640, 0.3, 0), ones).batches).toBe(64)
    const slow = Array.from({ length: 20 }, (_, seed) => batchRatio(series(seed, 640, 0.97, 0), ones))
    expect(Math.min(...slow.map(({ batches }) => batches))).toBeLessThan(64)
    const climbing = batchRatio(
      Float64Array.from({ length: 640 }, (_, at) => at),
      ones,
    )
    expect([climbing.batches, climbing.independent]).toEqual([8, false])
  })
})

describe('one long run', () => {
  const scenario = scenarioOf({
    run: { mode: 'steady', warmUp: '1h', duration: '1h' },
    types: {
      call: {
        arrivals: { perHour: 160 },
        handlingTime: { distribution: 'exponential', mean: '180s' },
        patience: { distribution: 'exponential', mean: '180s' },
      },
    },
    groups: { agents: { agents: 8 } },
  })
  const exact = erlangA({
    offeredErlangs: 8,
    agents: 8,
    meanHandlingMs: 180_000,
    meanPatienceMs: 180_000,
    thresholdMs: 20_000,
  })

  it('has the exact value of Erlang A inside its 95 % interval as often as it says', () => {
    const truth = [
      ['abandonRate', exact.pAbandon],
      ['serviceLevel', exact.serviceLevels.servedOverOffered],
      ['meanWaitMs', exact.meanWaitMs],
    ] as const
    const missed = truth.map(() => 0)
    const runs = 80
    for (let seed = 1; seed <= runs; seed += 1) {
      const { estimates, warmUpMs, lengthMs } = steadyState(scenario, seed, 80 * 3_600_000)
      expect(warmUpMs).toBeLessThanOrEqual(lengthMs / 2)
      for (const [at, [name, value]] of truth.entries()) {
        const [low, high] = estimates.get(name)!.ci95
        if (value < low || value > high) missed[at]! += 1
      }
    }
    for (const [at, [name]] of truth.entries()) expectMissedAsOften(missed[at]!, runs, name)
  })

  it('is not made of days', () => {
    const day = { ...scenario, run: { ...scenario.run, mode: 'day' as const } }
    expect(() => steadyState(day, 1, 3_600_000)).toThrow(/steady/)
  })
})
