import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentsForBlocking, erlangB } from '../../src/theory/erlang-b.ts'

const load = fc.double({ min: 0.01, max: 300, noNaN: true })
const agents = fc.integer({ min: 0, max: 400 })

describe('erlangB', () => {
  it.each([
    [10, 5, 0.01838457],
    [20, 12, 0.00979564],
    [50, 40, 0.01869067],
    [100, 84, 0.00987253],
    [120, 100, 0.00569005],
  ])('%i agents, %f erlangs', (agents, offeredErlangs, published) => {
    expect(erlangB({ offeredErlangs, agents })).toBeCloseTo(published, 8)
  })

  it('is the truncated Poisson distribution', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 20, noNaN: true }), fc.integer({ min: 0, max: 30 }), (a, n) => {
        let term = 1
        let sum = 1
        for (let k = 1; k <= n; k += 1) {
          term *= a / k
          sum += term
        }
        expect(Math.abs(erlangB({ offeredErlangs: a, agents: n }) / (term / sum) - 1)).toBeLessThan(1e-12)
      }),
    )
  })

  it('interpolates whole numbers smoothly: falls in agents, rises in load, keeps its recursion between them', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0, max: 200, noNaN: true }), (a, n) => {
        const here = erlangB({ offeredErlangs: a, agents: n })
        const above = erlangB({ offeredErlangs: a, agents: n + 0.01 })
        expect(above).toBeLessThanOrEqual(here)
        expect(erlangB({ offeredErlangs: a * 1.001, agents: n + 0.01 })).toBeGreaterThanOrEqual(above)
        const next = erlangB({ offeredErlangs: a, agents: n + 1 })
        expect(Math.abs(next - (a * here) / (n + 1 + a * here))).toBeLessThan(1e-12)
      }),
    )
  })

  it('is continuous where a whole number of agents starts, and where the method changes', () => {
    for (const offeredErlangs of [0.05, 1, 3.999999, 4.000001, 80]) {
      for (const agents of [1, 2, 17]) {
        const below = erlangB({ offeredErlangs, agents: agents - 1e-9 })
        expect(Math.abs(below / erlangB({ offeredErlangs, agents }) - 1)).toBeLessThan(1e-7)
      }
    }
    const [left, right] = [4 - 1e-9, 4 + 1e-9].map((offeredErlangs) => erlangB({ offeredErlangs, agents: 0.5 }))
    expect(Math.abs(left! / right! - 1)).toBeLessThan(1e-8)
  })

  it('has its limits', () => {
    expect(erlangB({ offeredErlangs: 7, agents: 0 })).toBe(1)
    expect(erlangB({ offeredErlangs: 0, agents: 3 })).toBe(0)
    expect(erlangB({ offeredErlangs: 0, agents: 0.5 })).toBe(0)
    expect(erlangB({ offeredErlangs: 1, agents: 500 })).toBe(0)
    expect(erlangB({ offeredErlangs: 1e6, agents: 10 })).toBeCloseTo(1 - 10 / 1e6, 9)
    expect(() => erlangB({ offeredErlangs: -1, agents: 1 })).toThrow(
      'offeredErlangs must be a finite number >= 0, got -1',
    )
  })
})

describe('agentsForBlocking', () => {
  it('is the fewest: it meets the target, one less does not', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 1e-6, max: 0.9, noNaN: true }), (offeredErlangs, targetBlocking) => {
        const agents = agentsForBlocking({ offeredErlangs, targetBlocking })
        expect(erlangB({ offeredErlangs, agents })).toBeLessThanOrEqual(targetBlocking)
        expect(erlangB({ offeredErlangs, agents: agents - 1 })).toBeGreaterThan(targetBlocking)
        const fraction = agentsForBlocking({ offeredErlangs, targetBlocking, fractional: true })
        expect(fraction > agents - 1 && fraction <= agents).toBe(true)
        expect(Math.abs(erlangB({ offeredErlangs, agents: fraction }) / targetBlocking - 1)).toBeLessThan(1e-9)
      }),
      { numRuns: 50 },
    )
  })

  it('needs nobody for nothing, and names a target that cannot be', () => {
    expect(agentsForBlocking({ offeredErlangs: 0, targetBlocking: 0.01 })).toBe(0)
    expect(() => agentsForBlocking({ offeredErlangs: 1, targetBlocking: 0 })).toThrow('got 0')
    expect(() => agentsForBlocking({ offeredErlangs: 1, targetBlocking: 1 })).toThrow('got 1')
  })

  it('undoes erlangB at whole numbers', () => {
    fc.assert(
      fc.property(load, agents, (offeredErlangs, n) => {
        const targetBlocking = erlangB({ offeredErlangs, agents: n })
        fc.pre(targetBlocking > 1e-12 && targetBlocking < 1)
        expect(agentsForBlocking({ offeredErlangs, targetBlocking })).toBe(n)
      }),
    )
  })
})
