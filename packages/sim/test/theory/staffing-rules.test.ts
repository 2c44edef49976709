import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { extendedErlangB } from '../../src/theory/extended-erlang-b.ts'
import { priorities } from '../../src/theory/priorities.ts'
import { squareRootQuality, squareRootStaffing } from '../../src/theory/square-root.ts'
import { agentsForAbandonment } from '../../src/theory/staffing.ts'

describe('the square-root rule', () => {
  it('tends to the exact figures as the group grows, with and without patience', () => {
    for (const meanPatienceMs of [0.5, 2, Infinity]) {
      for (const beta of meanPatienceMs === Infinity ? [0.3, 1] : [-0.5, 0, 0.3, 1]) {
        const gap = (load: number) => {
          const agents = Math.round(load + beta * Math.sqrt(load))
          const system = { offeredErlangs: load, meanHandlingMs: 1, meanPatienceMs, agents }
          const [rule, exact] = [squareRootQuality(system), erlangA(system)]
          return Math.max(
            Math.abs(rule.pWait / exact.pWait - 1),
            Math.abs(rule.meanWaitMs / exact.meanWaitMs - 1),
            meanPatienceMs === Infinity ? 0 : Math.abs(rule.pAbandon / exact.pAbandon - 1),
          )
        }
        expect(gap(100)).toBeLessThan(0.25)
        expect(gap(10_000)).toBeLessThan(0.03)
        expect(gap(10_000)).toBeLessThan(gap(100))
      }
    }
  })

  it('staffs within one agent of the exact answer, for 1 % to 5 % that abandon, from 50 erlangs on', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 300, noNaN: true }),
        fc.double({ min: 0.5, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 0.05, noNaN: true }),
        (offeredErlangs, meanPatienceMs, targetAbandonment) => {
          const system = { offeredErlangs, meanHandlingMs: 1, meanPatienceMs, targetAbandonment }
          const { agents } = squareRootStaffing(system)
          expect(Math.abs(agents - agentsForAbandonment(system))).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('meets its own target exactly before rounding', () => {
    const system = { offeredErlangs: 95, meanHandlingMs: 1, meanPatienceMs: Infinity, targetWait: 0.2 }
    const { exact, agents, pWait } = squareRootStaffing(system)
    expect(pWait).toBeCloseTo(0.2, 9)
    expect(squareRootQuality({ ...system, agents: exact }).pWait).toBeCloseTo(0.2, 9)
    expect(agents).toBe(Math.ceil(exact))
    expect(squareRootQuality({ ...system, agents: 95 }).meanWaitMs).toBe(Infinity)
    expect(() => squareRootStaffing({ ...system, targetWait: 1 })).toThrow('targetWait')
  })
})

describe('extended Erlang B', () => {
  it('attempts are first ones and repeated ones; nobody repeats: Erlang B', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (offeredErlangs, agents, recall) => {
          const { pBlock, totalErlangs, pLost } = extendedErlangB({ offeredErlangs, agents, recall })
          expect(totalErlangs).toBeCloseTo(offeredErlangs + recall * pBlock * totalErlangs, 8)
          expect(pBlock).toBeCloseTo(erlangB({ offeredErlangs: totalErlangs, agents }), 12)
          // Carried are the first attempts that are not lost.
          expect(totalErlangs * (1 - pBlock)).toBeCloseTo(offeredErlangs * (1 - pLost), 8)
        },
      ),
    )
    expect(extendedErlangB({ offeredErlangs: 5, agents: 10, recall: 0 }).pBlock).toBeCloseTo(0.01838457, 8)
  })

  it('everyone repeats: all are served at last, or the attempts grow without end', () => {
    const { pLost, pBlock, totalErlangs } = extendedErlangB({ offeredErlangs: 9, agents: 10, recall: 1 })
    expect(pLost).toBe(0)
    expect(totalErlangs * (1 - pBlock)).toBeCloseTo(9, 9)
    expect(extendedErlangB({ offeredErlangs: 10, agents: 10, recall: 1 }).stable).toBe(false)
    expect(() => extendedErlangB({ offeredErlangs: 1, agents: 1, recall: 2 })).toThrow('recall')
  })
})

describe('non-preemptive priorities', () => {
  it('whatever the order, the waits weighed by load are those of one queue (L. Kleinrock 1965)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 }),
        (offeredErlangs) => {
          const whole = offeredErlangs.reduce((sum, load) => sum + load, 0)
          const agents = Math.ceil(whole) + 1
          const classes = priorities({ offeredErlangs, agents, meanHandlingMs: 7 })
          const queue = classes.reduce((sum, { meanQueueLength }) => sum + meanQueueLength, 0)
          expect(queue).toBeCloseTo(erlangC({ offeredErlangs: whole, agents, meanHandlingMs: 7 }).meanQueueLength, 9)
        },
      ),
    )
  })

  it('three classes of M/M/10; an overload of the last leaves the first their wait', () => {
    const waits = (loads: number[]) =>
      priorities({ offeredErlangs: loads, agents: 10, meanHandlingMs: 1 }).map(({ meanWaitMs }) => meanWaitMs)
    for (const [at, wait] of [0.0835914, 0.1671829, 1.337463].entries()) {
      expect(waits([2, 3, 4])[at]).toBeCloseTo(wait, 6)
    }
    // All agents always busy: one of them is free after a tenth, and class one has 8 of 10 left to itself.
    expect(waits([2, 9])).toEqual([0.1 / 0.8, Infinity])
  })
})
