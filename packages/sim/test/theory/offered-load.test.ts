import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offeredLoad } from '../../src/theory/offered-load.ts'
import { timeVarying } from '../../src/theory/time-varying.ts'

const rates = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 })

describe('the offered load', () => {
  it('is what agents have to do who are so many that nobody waits, by the exact Markov chain', () => {
    const agents = 40
    const perHour = [60, 20, 0, 90, 40]
    for (const minutes of [4, 12]) {
      const meanHandlingMs = minutes * 60_000
      const { periods } = timeVarying({
        periods: perHour.map((rate) => ({ durationMs: 1_800_000, perHour: rate, agents })),
        meanHandlingMs,
        meanPatienceMs: Infinity,
      })
      const load = offeredLoad({ intervalMs: 1_800_000, perHour, meanHandlingMs })
      for (const [at, each] of load.entries()) expect(each).toBeCloseTo(periods[at]!.occupancy * agents, 6)
    }
  })

  it('does not hang on how finely a day is cut', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 30, max: 3000 }), (perHour, seconds) => {
        const meanHandlingMs = seconds * 1000
        const whole = offeredLoad({ intervalMs: 3_600_000, perHour, meanHandlingMs })
        const halves = offeredLoad({
          intervalMs: 1_800_000,
          perHour: perHour.flatMap((rate) => [rate, rate]),
          meanHandlingMs,
        })
        for (const [at, each] of whole.entries()) {
          expect((halves[2 * at]! + halves[2 * at + 1]!) / 2).toBeCloseTo(each, 9)
        }
      }),
    )
  })

  it('is of intervals that have a length', () => {
    expect(() => offeredLoad({ intervalMs: 0, perHour: [1], meanHandlingMs: 1 })).toThrow(/intervalMs/)
    expect(() => offeredLoad({ intervalMs: 1, perHour: [-1], meanHandlingMs: 1 })).toThrow(/perHour/)
  })
})
