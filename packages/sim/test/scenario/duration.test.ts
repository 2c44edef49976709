import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { formatClock, parseClock } from '../../src/scenario/clock.ts'
import { formatDuration, parseDuration } from '../../src/scenario/duration.ts'

describe('durations', () => {
  it.each([
    ['0s', 0],
    ['180s', 180_000],
    ['1h30m', 5_400_000],
    ['1h 30min', 5_400_000],
    ['0.5s', 500],
    ['0.07s', 70],
    ['250ms', 250],
    ['1m5ms', 60_005],
    ['2d4h', 187_200_000],
    ['1.5ms', 1.5],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(['', '180', '-3s', '3 sec', 's', '30m1h', '1s1s', ' 1s', '1s ', '1h  2m', '1e3s', '.5s', 'never', '١s'])(
    'does not read %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined()
    },
  )

  it('round-trip, as whole ms', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
    )
  })

  it('round-trip, as sums of units', () => {
    const parts = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(9999))
    fc.assert(
      fc.property(parts, ([h, m, s, ms, fraction]) => {
        const total = h * 3_600_000 + m * 60_000 + s * 1000 + ms + fraction / 10_000
        const text = `${h}h${m}m${s}s${ms}.${String(fraction).padStart(4, '0')}ms`
        expect(parseDuration(text)).toBeCloseTo(total, 6)
      }),
    )
  })

  it('that are long are refused (exponential matching would not come to an end)', () => {
    for (const text of ['1'.repeat(100_000), '1s'.repeat(50_000), '1h '.repeat(50_000)]) {
      expect(parseDuration(text)).toBeUndefined()
    }
  })
})

describe('times of day', () => {
  it.each([
    ['00:00', 0],
    ['8:00', 28_800_000],
    ['08:00:30', 28_830_000],
    ['26:30', 95_400_000],
    ['48:00', 172_800_000],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseClock(text)).toBe(ms)
  })

  it.each(['', '8', '48:01', '49:00', '08:60', '08:00:60', '8:0', '-1:00', '8 am', '108:00'])(
    'does not read %j',
    (text) => {
      expect(parseClock(text)).toBeUndefined()
    },
  )

  it('round-trip by the second', () => {
    fc.assert(
      fc.property(fc.nat({ max: 48 * 3600 }), (seconds) => {
        expect(parseClock(formatClock(seconds * 1000))).toBe(seconds * 1000)
      }),
    )
  })
})
