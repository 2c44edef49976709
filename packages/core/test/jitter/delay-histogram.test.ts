import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DelayHistogram } from '../../src/jitter/delay-histogram.ts'
import { TransitFloor } from '../../src/jitter/transit-floor.ts'

describe('delay histogram', () => {
  it('weighs arrivals by halves each half-life, over any number of rescalings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(120), { minLength: 1, maxLength: 400 }),
        fc.constantFrom(1, 20, 500),
        (delays, halfLife) => {
          const histogram = new DelayHistogram(10, 10, halfLife)
          const truth = new Float64Array(10)
          for (const delay of delays) {
            histogram.add(delay)
            for (let i = 0; i < 10; i++) truth[i]! *= 0.5 ** (1 / halfLife)
            truth[Math.min(9, Math.floor(delay / 10))]! += 1
          }
          const total = truth.reduce((a, b) => a + b, 0)
          for (let i = 0; i < 10; i++) expect(histogram.weight(i) / histogram.total).toBeCloseTo(truth[i]! / total, 9)
          expect(histogram.effectivePackets).toBeCloseTo(total, 6)
          const beyond = truth.slice(4).reduce((a, b) => a + b, 0)
          expect(histogram.beyond(40) / histogram.total).toBeCloseTo(beyond / total, 9)
        },
      ),
    )
  })

  it('gives the upper edge of the bin where a quantile lies', () => {
    const histogram = new DelayHistogram(10, 10, 1e9)
    for (let i = 0; i < 100; i++) histogram.add(i)
    expect([histogram.quantileMs(0.45), histogram.quantileMs(0.95), histogram.quantileMs(1)]).toEqual([50, 100, 100])
  })
})

describe('transit floor', () => {
  it('is the least of its window, to an eighth of it, whatever the gaps are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(300), fc.oneof(fc.nat(99), fc.nat(3000))), { minLength: 1, maxLength: 300 }),
        (arrivals) => {
          const floor = new TransitFloor(2000)
          const past: { atMs: number; transit: number }[] = []
          let nowMs = 0
          for (const [transit, step] of arrivals) {
            nowMs += step
            past.push({ atMs: nowMs, transit })
            const delay = floor.measure(transit, nowMs)
            const least = (windowMs: number): number =>
              Math.min(...past.filter(({ atMs }) => atMs > nowMs - windowMs).map(({ transit }) => transit))
            expect(floor.ms).toBeGreaterThanOrEqual(least(2000))
            expect(floor.ms).toBeLessThanOrEqual(least(1750))
            expect(delay).toBe(transit - floor.ms)
          }
        },
      ),
    )
  })
})
