import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { agentsForAbandonment, agentsForServiceLevelA, agentsForServiceLevelC } from '../../src/theory/staffing.ts'

const demand = fc.record({
  offeredErlangs: fc.double({ min: 0.1, max: 200, noNaN: true }),
  meanHandlingMs: fc.constant(180_000),
  thresholdMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
  targetServiceLevel: fc.double({ min: 0.3, max: 0.99, noNaN: true }),
})

describe('agentsForServiceLevelC', () => {
  it('is the fewest: the target is met, and not with one less', () => {
    fc.assert(
      fc.property(demand, (target) => {
        const agents = agentsForServiceLevelC(target)
        expect(erlangC({ ...target, agents }).serviceLevel).toBeGreaterThanOrEqual(target.targetServiceLevel)
        if (agents > 1) {
          expect(erlangC({ ...target, agents: agents - 1 }).serviceLevel).toBeLessThan(target.targetServiceLevel)
        }
        const fraction = agentsForServiceLevelC({ ...target, fractional: true })
        expect(fraction > agents - 1 && fraction <= agents).toBe(true)
        expect(erlangC({ ...target, agents: fraction }).serviceLevel).toBeCloseTo(target.targetServiceLevel, 8)
      }),
      { numRuns: 60 },
    )
  })

  it('80 % in 20 s at 10 erlangs of 180 s takes 14 agents', () => {
    const target = { offeredErlangs: 10, meanHandlingMs: 180_000, thresholdMs: 20_000, targetServiceLevel: 0.8 }
    expect(agentsForServiceLevelC(target)).toBe(14)
    expect(agentsForServiceLevelC({ ...target, targetServiceLevel: 0.88835, fractional: true })).toBeCloseTo(14, 3)
  })

  it('names a target that cannot be', () => {
    const target = { offeredErlangs: 10, meanHandlingMs: 1, thresholdMs: 1, targetServiceLevel: 1 }
    expect(() => agentsForServiceLevelC(target)).toThrow('targetServiceLevel must be between 0 and 1, got 1')
  })
})

describe('agentsForServiceLevelA', () => {
  const formulas = fc.constantFrom(
    'servedOverOffered' as const,
    'servedOverServed' as const,
    'servedOrAbandonedOverOffered' as const,
    'excludingShortAbandons' as const,
  )

  it('is the fewest, by any of the four formulas, and never more than Erlang C asks', () => {
    fc.assert(
      fc.property(
        demand,
        fc.double({ min: 20_000, max: 600_000, noNaN: true }),
        formulas,
        (demand, meanPatienceMs, formula) => {
          const target = { ...demand, meanPatienceMs, formula }
          const agents = agentsForServiceLevelA(target)
          const level = (n: number): number => erlangA({ ...target, agents: n }).serviceLevels[formula]
          expect(level(agents)).toBeGreaterThanOrEqual(target.targetServiceLevel)
          if (agents > 1) expect(level(agents - 1)).toBeLessThan(target.targetServiceLevel)
          if (formula === 'servedOrAbandonedOverOffered') {
            expect(agents).toBeLessThanOrEqual(agentsForServiceLevelC(target))
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is Infinity when the lines do not suffice', () => {
    const target = {
      offeredErlangs: 50,
      meanHandlingMs: 1,
      meanPatienceMs: 1,
      thresholdMs: 0.1,
      targetServiceLevel: 0.9,
    }
    expect(agentsForServiceLevelA({ ...target, lines: 45 })).toBe(Infinity)
    expect(agentsForServiceLevelA({ ...target, lines: 80 })).toBe(agentsForServiceLevelA(target))
  })
})

it('agentsForAbandonment is the fewest', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 300, noNaN: true }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      (offeredErlangs, targetAbandonment, meanPatienceMs) => {
        const target = { offeredErlangs, targetAbandonment, meanHandlingMs: 1, meanPatienceMs }
        const agents = agentsForAbandonment(target)
        expect(erlangA({ ...target, agents }).pAbandon).toBeLessThanOrEqual(targetAbandonment)
        if (agents > 1) expect(erlangA({ ...target, agents: agents - 1 }).pAbandon).toBeGreaterThan(targetAbandonment)
      },
    ),
    { numRuns: 60 },
  )
})
