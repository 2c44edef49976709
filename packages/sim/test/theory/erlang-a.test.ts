import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveChain } from '../../src/theory/birth-death.ts'
import { erlangA, type ErlangAInput, erlangAWaitQuantileMs } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { withinThreshold } from '../../src/theory/virtual-wait.ts'
import { naiveChain } from './naive-chain.ts'

/** Handling takes 1 ms, so that figures read in units of the mean handling time. */
function system(
  agents: number,
  offeredErlangs: number,
  impatience: number,
  more: Partial<ErlangAInput> = {},
): ErlangAInput {
  return { agents, offeredErlangs, meanHandlingMs: 1, meanPatienceMs: 1 / impatience, ...more }
}

describe('published cases', () => {
  it('100 agents, 95 erlangs, patience two handling times: the benchmark model', () => {
    const result = erlangA(system(100, 95, 0.5, { thresholdMs: 1 / 9 }))
    expect(result.pWait).toBeCloseTo(0.364474, 6)
    expect(result.pAbandon).toBeCloseTo(0.015141, 7)
    expect(result.meanWaitMs).toBeCloseTo(0.0302821, 7)
    expect(result.asaMs).toBeCloseTo(0.0296564, 7)
    expect(result.meanQueueLength).toBeCloseTo(2.8768, 5)
    expect(result.occupancy).toBeCloseTo(0.935616, 6)
    expect(result.serviceLevels.servedOverOffered).toBeCloseTo(0.886069, 6)
    expect(result.serviceLevels.servedOverServed).toBeCloseTo(0.899691, 6)
    expect(result.serviceLevels.excludingShortAbandons).toBeCloseTo(0.896723, 6)
  })

  it.each([
    [100, 100, 1, 0.513299, 0.039861, 0.039861],
    [100, 102, 1, 0.591719, 0.049918, 0.049918],
    [10, 10, 0.25, 0.693384, 0.08377, 0.335079],
    [1000, 1000, 0.5, 0.58926, 0.010451, 0.020901],
  ])('%i agents, %f erlangs, impatience %f', (agents, load, impatience, pWait, pAbandon, meanWait) => {
    const result = erlangA(system(agents, load, impatience))
    expect(Math.abs(result.pWait - pWait)).toBeLessThan(6e-7)
    expect(Math.abs(result.pAbandon - pAbandon)).toBeLessThan(6e-7)
    expect(Math.abs(result.meanWaitMs - meanWait)).toBeLessThan(6e-7)
  })

  it('Gans, Koole & Mandelbaum’s table: 50 agents, 48 calls a minute, patience two minutes', () => {
    const input = { agents: 50, offeredErlangs: 48, meanHandlingMs: 60_000, meanPatienceMs: 120_000 }
    const result = erlangA(input)
    expect(result.pAbandon).toBeCloseTo(0.030912, 6)
    expect(result.meanWaitMs).toBeCloseTo(3709.5, 0)
    expect(result.meanQueueLength).toBeCloseTo(2.968, 3)
    expect(result.occupancy).toBeCloseTo(0.930324, 6)
    expect(erlangAWaitQuantileMs(input, 0.9) / 1000).toBeCloseTo(12.44, 2)
    expect(erlangAWaitQuantileMs(input, 0.5)).toBe(0)
  })

  it('M/M/12/17 and M/M/90/120: lines, no abandonment', () => {
    const twelve = erlangA(system(12, 8.4, 0, { meanPatienceMs: Infinity, lines: 17, thresholdMs: 1 / 6 }))
    expect(twelve.pBlock).toBeCloseTo(0.009477, 6)
    expect(twelve.serviceLevels.servedOverOffered / (1 - twelve.pBlock)).toBeCloseTo(0.927558, 6)
    const ninety = erlangA({ agents: 90, offeredErlangs: 84, meanHandlingMs: 10, meanPatienceMs: Infinity, lines: 120 })
    expect(ninety.pBlock).toBeCloseTo(0.003643, 6)
    expect(ninety.pWait).toBeCloseTo(0.378322, 6)
    expect(ninety.meanWaitMs).toBeCloseTo(0.450023, 6)
  })
})

const agents = fc.integer({ min: 1, max: 40 })
const occupancy = fc.double({ min: 0.2, max: 2, noNaN: true })
const impatience = fc.double({ min: 0.01, max: 5, noNaN: true })
const places = fc.integer({ min: 0, max: 60 })

describe('against the textbook chain, state by state', () => {
  it.each([0, 1] as const)('impatience × %i', (patienceFactor) => {
    fc.assert(
      fc.property(agents, occupancy, impatience, places, (n, rho, theta, room) => {
        const chain = { load: n * rho, agents: n, impatience: theta * patienceFactor, lines: n + room }
        const state = solveChain(chain)
        const naive = naiveChain(chain.load, n, chain.impatience, chain.lines)
        expect(state.pBlock).toBeCloseTo(naive.pBlock, 12)
        expect(state.pWait).toBeCloseTo(naive.pWait, 12)
        expect(state.pAbandon).toBeCloseTo(naive.pAbandon, 12)
        expect(state.wait).toBeCloseTo(naive.wait, 11)
        expect(state.queueLength).toBeCloseTo(naive.queueLength, 10)
        expect(state.servedWait).toBeCloseTo(naive.servedWait, 11)
        for (const t of [0.01, 0.3, 2]) {
          expect(withinThreshold(chain, state, t).dueWithin).toBeCloseTo(naive.dueWithin(t), 11)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('the wait distribution', () => {
  it('integrates to the chain’s own shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), occupancy, impatience, fc.option(places), (n, rho, theta, room) => {
        const chain = { load: n * rho, agents: n, impatience: theta, lines: room === null ? Infinity : n + room }
        const state = solveChain(chain)
        const all = withinThreshold(chain, state, 1e6)
        expect(all.dueWithin).toBeCloseTo(state.pWait, 10)
        expect(all.servedWithin).toBeCloseTo(state.pWait - state.pAbandon, 10)
      }),
      { numRuns: 60 },
    )
  })

  it('has a quantile that inverts it: served or abandoned within t', () => {
    fc.assert(
      fc.property(
        agents,
        occupancy,
        impatience,
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        (n, rho, theta, p) => {
          const input = system(n, n * rho, theta, { lines: n + 30 })
          const thresholdMs = erlangAWaitQuantileMs(input, p)
          const { serviceLevels, pBlock } = erlangA({ ...input, thresholdMs })
          const within = serviceLevels.servedOrAbandonedOverOffered / (1 - pBlock)
          if (thresholdMs === 0) expect(within).toBeGreaterThanOrEqual(p - 1e-12)
          else expect(Math.abs(within - p)).toBeLessThan(1e-7)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('orders the four service levels', () => {
    fc.assert(
      fc.property(
        agents,
        occupancy,
        impatience,
        fc.double({ min: 0, max: 3, noNaN: true }),
        (n, rho, theta, thresholdMs) => {
          const levels = erlangA(system(n, n * rho, theta, { thresholdMs })).serviceLevels
          expect(levels.servedOverOffered).toBeLessThanOrEqual(levels.excludingShortAbandons + 1e-12)
          expect(levels.excludingShortAbandons).toBeLessThanOrEqual(levels.servedOrAbandonedOverOffered + 1e-12)
          expect(levels.servedOverOffered).toBeLessThanOrEqual(levels.servedOverServed + 1e-12)
          expect(levels.servedOrAbandonedOverOffered).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('limits', () => {
  it('patience without end gives Erlang C', () => {
    fc.assert(
      fc.property(agents, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (n, rho) => {
        const input = { offeredErlangs: n * rho, agents: n, meanHandlingMs: 1, thresholdMs: 0.2 }
        const c = erlangC(input)
        const nearly = erlangA({ ...input, meanPatienceMs: 1e12 })
        const exactly = erlangA({ ...input, meanPatienceMs: Infinity })
        expect(nearly.pWait).toBeCloseTo(c.pWait, 6)
        expect(nearly.meanWaitMs).toBeCloseTo(c.meanWaitMs, 6)
        expect(nearly.serviceLevels.servedOverOffered).toBeCloseTo(c.serviceLevel, 6)
        expect([exactly.pWait, exactly.asaMs, exactly.serviceLevels.servedOverServed]).toEqual([
          c.pWait,
          c.meanWaitMs,
          c.serviceLevel,
        ])
        expect(erlangA({ ...input, meanPatienceMs: Infinity, lines: n + 3000 }).pWait).toBeCloseTo(c.pWait, 10)
      }),
      { numRuns: 40 },
    )
  })

  it('no patience at all, or no place to wait, gives Erlang B', () => {
    fc.assert(
      fc.property(agents, occupancy, (n, rho) => {
        const blocking = erlangB({ offeredErlangs: n * rho, agents: n })
        expect(erlangA(system(n, n * rho, 1e9)).pAbandon).toBeCloseTo(blocking, 6)
        const full = erlangA(system(n, n * rho, 1, { lines: n }))
        expect(full.pBlock).toBeCloseTo(blocking, 12)
        expect([full.pWait, full.pAbandon, full.meanWaitMs]).toEqual([0, 0, 0])
      }),
    )
  })

  it('an overloaded queue of impatient callers loses exactly the surplus', () => {
    const result = erlangA(system(10_000, 20_000, 0.5))
    expect(result.pAbandon).toBeCloseTo(0.5, 10)
    expect(result.occupancy).toBeCloseTo(1, 10)
    expect(result.meanQueueLength).toBeCloseTo(20_000, 4)
  })

  it('10 000 agents at their load behave like the square-root law', () => {
    const result = erlangA(system(10_000, 10_000, 0.5, { thresholdMs: 0.01 }))
    // Garnett, Mandelbaum & Reiman 2002 at β = 0: P(wait) → 1 / (1 + √θ) for impatience θ.
    expect(result.pWait).toBeCloseTo(1 / (1 + Math.sqrt(0.5)), 2)
    expect(result.serviceLevels.servedOverOffered).toBeGreaterThan(1 - result.pWait)
  })

  it('ends where probabilities fall below the smallest numbers', () => {
    for (let offeredErlangs = 6500; offeredErlangs <= 6900; offeredErlangs += 10) {
      const result = erlangA(system(10_000, offeredErlangs, 0.001, { thresholdMs: 0.1 }))
      expect(result.pWait).toBeLessThan(1e-200)
      expect(result.serviceLevels.servedOverOffered).toBe(1)
    }
  })

  it('says when there is no steady state, and when nobody calls', () => {
    const unstable = erlangA(system(5, 6, 0, { meanPatienceMs: Infinity }))
    expect([unstable.stable, unstable.pWait, unstable.meanWaitMs, unstable.serviceLevels.servedOverOffered]).toEqual([
      false,
      1,
      Infinity,
      0,
    ])
    expect(erlangAWaitQuantileMs(system(5, 6, 0, { meanPatienceMs: Infinity }), 0.5)).toBe(Infinity)
    const idle = erlangA(system(5, 0, 1))
    expect([idle.pWait, idle.pAbandon, idle.meanWaitMs, idle.asaMs, idle.occupancy]).toEqual([0, 0, 0, 0, 0])
    expect(idle.serviceLevels.servedOverOffered).toBe(1)
  })

  it('a threshold without end counts everyone served', () => {
    const result = erlangA(system(10, 12, 0.5, { thresholdMs: Infinity, lines: 30 }))
    expect(result.serviceLevels.servedOverServed).toBeCloseTo(1, 14)
    expect(result.serviceLevels.servedOrAbandonedOverOffered).toBeCloseTo(1 - result.pBlock, 14)
  })
})

it('more agents, or less load, is better in every figure but occupancy', () => {
  fc.assert(
    fc.property(
      agents,
      occupancy,
      impatience,
      fc.double({ min: 0, max: 2, noNaN: true }),
      (n, rho, theta, thresholdMs) => {
        const input = system(n, n * rho, theta, { thresholdMs })
        const base = erlangA(input)
        for (const better of [
          erlangA({ ...input, agents: n + 1 }),
          erlangA({ ...input, offeredErlangs: n * rho * 0.97 }),
        ]) {
          for (const figure of ['pWait', 'pAbandon', 'meanWaitMs', 'asaMs', 'meanQueueLength', 'occupancy'] as const) {
            expect(better[figure]).toBeLessThanOrEqual(base[figure] + 1e-12)
          }
          for (const formula of Object.keys(base.serviceLevels) as (keyof typeof base.serviceLevels)[]) {
            expect(better.serviceLevels[formula]).toBeGreaterThanOrEqual(base.serviceLevels[formula] - 1e-12)
          }
        }
      },
    ),
  )
})

it('names a wrong input', () => {
  expect(() => erlangA(system(1.5, 1, 1))).toThrow('agents must be a whole number >= 1, got 1.5')
  expect(() => erlangA(system(3, 1, 1, { lines: 2 }))).toThrow('lines must be a whole number >= agents = 3, got 2')
  expect(() => erlangA(system(3, 1, 1, { meanPatienceMs: 0 }))).toThrow(
    'meanPatienceMs must be a finite number > 0, got 0',
  )
})
