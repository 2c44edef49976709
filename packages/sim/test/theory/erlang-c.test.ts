import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { erlangC, type ErlangCInput, erlangCWaitQuantileMs } from '../../src/theory/erlang-c.ts'

const stableSystem = fc
  .record({
    agents: fc.integer({ min: 1, max: 300 }),
    occupancy: fc.double({ min: 0.05, max: 0.99, noNaN: true }),
    thresholdMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
  })
  .map(({ agents, occupancy, thresholdMs }): ErlangCInput => ({
    offeredErlangs: agents * occupancy,
    agents,
    meanHandlingMs: 180_000,
    thresholdMs,
  }))

describe('erlangC', () => {
  it.each([
    [8, 5, 0.167267],
    [14, 10, 0.174132],
    [100, 90, 0.21694],
    [100, 95, 0.506457],
    [110, 100, 0.237008],
  ])('%i agents, %f erlangs', (agents, offeredErlangs, published) => {
    expect(erlangC({ offeredErlangs, agents, meanHandlingMs: 1 }).pWait).toBeCloseTo(published, 6)
  })

  it('gives the published waits and service levels', () => {
    // pyworkforce's README: 14 agents, 10 erlangs, 180 s, answered within 20 s.
    const readme = { offeredErlangs: 10, agents: 14, meanHandlingMs: 180_000, thresholdMs: 20_000 }
    expect(erlangC(readme).serviceLevel).toBeCloseTo(0.88835, 5)
    // Gans, Koole & Mandelbaum 2003: 50 agents, 48 calls a minute of one minute.
    const table = erlangC({ offeredErlangs: 48, agents: 50, meanHandlingMs: 60_000 })
    expect(table.meanWaitMs).toBeCloseTo(20_834, -1)
    expect(table.meanQueueLength).toBeCloseTo(16.67, 2)
    expect(erlangCWaitQuantileMs({ offeredErlangs: 48, agents: 50, meanHandlingMs: 60_000 }, 0.9) / 1000).toBeCloseTo(
      58.1,
      1,
    )
  })

  it('is M/M/1 for one agent', () => {
    const one = erlangC({ offeredErlangs: 0.8, agents: 1, meanHandlingMs: 1000, thresholdMs: 500 })
    expect(one.pWait).toBeCloseTo(0.8, 14)
    expect(one.meanWaitMs).toBeCloseTo(4000, 9)
    expect(one.meanQueueLength).toBeCloseTo(3.2, 12)
    expect(one.serviceLevel).toBeCloseTo(1 - 0.8 * Math.exp(-0.1), 14)
  })

  it('follows from Erlang B, and obeys Little’s law', () => {
    fc.assert(
      fc.property(stableSystem, (system) => {
        const { pWait, meanWaitMs, meanQueueLength, meanWaitOfDelayedMs } = erlangC(system)
        const blocking = erlangB(system)
        const occupancy = system.offeredErlangs / system.agents
        expect(pWait).toBeCloseTo(blocking / (1 - occupancy + occupancy * blocking), 12)
        expect(pWait).toBeGreaterThanOrEqual(blocking)
        expect(meanQueueLength).toBeCloseTo((system.offeredErlangs * meanWaitMs) / system.meanHandlingMs, 8)
        expect(meanWaitMs).toBeCloseTo(pWait * meanWaitOfDelayedMs, 6)
      }),
    )
  })

  it('improves with agents, worsens with load', () => {
    fc.assert(
      fc.property(stableSystem, (system) => {
        const base = erlangC(system)
        const more = erlangC({ ...system, agents: system.agents + 0.5 })
        const less = erlangC({ ...system, offeredErlangs: system.offeredErlangs * 0.98 })
        for (const better of [more, less]) {
          expect(better.pWait).toBeLessThanOrEqual(base.pWait)
          expect(better.meanWaitMs).toBeLessThanOrEqual(base.meanWaitMs)
          expect(better.serviceLevel).toBeGreaterThanOrEqual(base.serviceLevel)
        }
      }),
    )
  })

  it('has a quantile that inverts the service level', () => {
    fc.assert(
      fc.property(stableSystem, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (system, probability) => {
        const thresholdMs = erlangCWaitQuantileMs(system, probability)
        const { serviceLevel } = erlangC({ ...system, thresholdMs })
        if (thresholdMs === 0) expect(serviceLevel).toBeGreaterThanOrEqual(probability - 1e-12)
        else expect(serviceLevel).toBeCloseTo(probability, 9)
      }),
    )
  })

  it('says when the queue has no steady state', () => {
    for (const offeredErlangs of [10, 12]) {
      const input = { offeredErlangs, agents: 10, meanHandlingMs: 1, thresholdMs: Infinity }
      expect(erlangC(input)).toEqual({
        stable: false,
        pWait: 1,
        meanWaitMs: Infinity,
        meanWaitOfDelayedMs: Infinity,
        meanQueueLength: Infinity,
        occupancy: 1,
        serviceLevel: 0,
      })
      expect(erlangCWaitQuantileMs(input, 0.5)).toBe(Infinity)
    }
  })

  it('names a wrong input', () => {
    const input = { offeredErlangs: 1, agents: 2, meanHandlingMs: 1 }
    expect(() => erlangC({ ...input, agents: 0 })).toThrow('agents must be a finite number > 0, got 0')
    expect(() => erlangC({ ...input, thresholdMs: -1 })).toThrow('thresholdMs must be a finite number >= 0, got -1')
    expect(() => erlangCWaitQuantileMs(input, 1)).toThrow('probability must be between 0 and 1, got 1')
  })
})
