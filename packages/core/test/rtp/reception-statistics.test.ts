import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReceptionStatistics } from '../../src/rtp/reception-statistics.ts'

/** Feeds numbers at 20 ms and returns the statistics. */
function fed(numbers: readonly number[], probation?: number): ReceptionStatistics {
  const statistics = new ReceptionStatistics(8000, probation)
  numbers.forEach((seq, i) => statistics.receive(seq & 0xffff, (seq * 160) >>> 0, i * 20))
  return statistics
}

describe('reception statistics (RFC 3550 Appendix A)', () => {
  it('believes a source after two in a row, not before', () => {
    const statistics = new ReceptionStatistics(8000)
    expect(statistics.receive(10, 0, 0)).toBe('probation')
    expect(statistics.receive(12, 320, 20)).toBe('probation')
    expect(statistics.receive(13, 480, 40)).toBe('valid')
    expect(statistics.received).toBe(1)
    expect(statistics.expected).toBe(1)
  })

  it('counts expected, lost and wraps exactly, for any loss', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.array(fc.boolean(), { minLength: 3, maxLength: 400 }), (first, kept) => {
        const numbers = [first, first + 1]
        kept.forEach((keep, i) => {
          if (keep) numbers.push(first + 2 + i)
        })
        const statistics = fed(numbers, 1)
        const last = numbers.at(-1)!
        expect(statistics.expected).toBe(last - first + 1)
        expect(statistics.lost).toBe(last - first + 1 - numbers.length)
        expect(statistics.extendedHighest & 0xffff).toBe(last & 0xffff)
      }),
    )
  })

  it.each([0, 1, 2])('expects what was sent from any first number, after a probation of %i packets', (probation) => {
    for (const first of [0, 1, 2, 0x7fff, 0xfffe, 0xffff]) {
      const statistics = new ReceptionStatistics(8000, probation)
      for (let i = 0; i < 10; i++) statistics.receive((first + i) & 0xffff, i * 160, i * 20)
      const unbelieved = Math.max(0, probation - 1)
      expect([statistics.expected, statistics.received, statistics.lost]).toEqual([10 - unbelieved, 10 - unbelieved, 0])
    }
  })

  it('has the jitter of the RFC’s own integer estimator, computed here with its formula in another form', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 2, maxLength: 200 }), (delays) => {
        const statistics = new ReceptionStatistics(8000, 1)
        let jitter = 0
        let before: number | undefined
        delays.forEach((delay, i) => {
          statistics.receive(i, i * 160, i * 20 + delay)
          const transit = Math.floor((i * 20 + delay) * 8) - i * 160
          if (before !== undefined) jitter += Math.abs(transit - before) - Math.floor((jitter + 8) / 16)
          before = transit
        })
        expect(statistics.jitterTicks).toBe(Math.floor(jitter / 16))
      }),
    )
  })

  it('has jitter of 32 bits, whatever a sender writes into its timestamps', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff_ffff), { minLength: 2, maxLength: 200 }), (timestamps) => {
        const statistics = new ReceptionStatistics(8000, 1)
        timestamps.forEach((rtpTs, i) => statistics.receive(i, rtpTs, i * 20))
        expect(statistics.jitterTicks).toBeGreaterThanOrEqual(0)
        expect(statistics.jitterTicks).toBeLessThanOrEqual(0x8000_0000)
      }),
    )
    const flipping = new ReceptionStatistics(8000, 1)
    for (let i = 0; i < 200; i++) flipping.receive(i, i % 2 === 0 ? 0 : 0x8000_0000, 0)
    expect(flipping.jitterTicks).toBeGreaterThan(0x7000_0000)
  })

  it('takes fraction lost by interval, and starts the next', () => {
    const statistics = fed([0, 1, 2, 4], 1)
    expect(statistics.takeFractionLost()).toBe(Math.floor((1 * 256) / 5))
    expect(statistics.takeFractionLost()).toBe(0)
    // A duplicate makes less than nothing lost.
    expect(fed([0, 1, 1, 1], 1).takeFractionLost()).toBe(0)
    expect(fed([0, 1, 1, 1], 1).cumulativeLost).toBe(-2)
  })

  it('refuses one stray number and restarts at the second in its sequence', () => {
    const statistics = fed([0, 1, 2], 1)
    expect(statistics.receive(30_000, 0, 60)).toBe('bad')
    expect(statistics.receive(3, 480, 80)).toBe('valid')
    expect(statistics.receive(40_000, 0, 100)).toBe('bad')
    expect(statistics.receive(40_001, 160, 120)).toBe('restart')
    expect(statistics.restarts).toBe(1)
    expect(statistics.expected).toBe(1)
  })
})
