import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Resampler } from '../../src/index.ts'

function resample(samples: Int16Array, fromHz: number, sizes: readonly number[]): Int16Array {
  const resampler = new Resampler(fromHz, 8000)
  const out = new Int16Array(Math.ceil((samples.length * 8000) / fromHz) + sizes.length + 1000)
  let written = 0
  for (let from = 0, turn = 0; from < samples.length; turn++) {
    const piece = samples.subarray(from, from + (sizes[turn % sizes.length] ?? 160))
    written += resampler.pushInto(piece, out, written)
    from += piece.length
  }
  return out.slice(0, written)
}

function sine(hz: number, rate: number, count: number): Int16Array {
  return Int16Array.from({ length: count }, (_, n) => Math.round(10_000 * Math.sin((2 * Math.PI * hz * n) / rate)))
}

describe.each([11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000])('from %i Hz', (rate) => {
  test.each([100, 697, 1633, 3000])('%i Hz comes out at its time and level', (hz) => {
    const out = resample(sine(hz, rate, rate), rate, [480])
    const expected = sine(hz, 8000, 8000)
    // Not the edges: a sine that begins or ends is no sine there.
    for (let n = 400; n < 7600; n++) expect(Math.abs((out[n] ?? 0) - (expected[n] ?? 0))).toBeLessThan(30)
  })
})

test.each([16_000, 22_050, 32_000, 44_100, 48_000, 96_000])(
  'what 8 kHz cannot hold does not fold back from %i Hz',
  (rate) => {
    const out = resample(sine(5500, rate, rate), rate, [480])
    const middle = out.subarray(400, 7600)
    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(12)
  },
)

test('chunks change nothing', () => {
  const input = fc.int16Array({ minLength: 1, maxLength: 3000 })
  fc.assert(
    fc.property(
      input,
      fc.constantFrom(6000, 11_025, 16_000, 44_100),
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }),
      (samples, rate, sizes) => {
        expect(resample(samples, rate, sizes)).toEqual(resample(samples, rate, [samples.length]))
      },
    ),
    { numRuns: 100 },
  )
})
