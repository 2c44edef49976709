import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeDtmf, dial, DtmfError, fastestDial, KEYPAD, parseKeypadString } from '../../src/index.ts'

test('whatever is dialled is heard, each digit where it was said to be', () => {
  const digits = fc.array(fc.constantFrom(...KEYPAD, ',' as const), { maxLength: 12 }).map((list) => list.join(''))
  const options = fc.record({
    durationMs: fc.integer({ min: 40, max: 150 }),
    pauseMs: fc.integer({ min: 40, max: 150 }),
    twistDb: fc.integer({ min: -8, max: 4 }),
    rampMs: fc.integer({ min: 0, max: 4 }),
  })
  fc.assert(
    fc.property(digits, options, (text, how) => {
      const sent = dial(text, { ...how, longPauseMs: 200 })
      const heard = decodeDtmf(sent.samples)
      expect(heard.map(({ digit }) => digit)).toEqual(sent.digits.map(({ digit }) => digit))
      heard.forEach((digit, index) =>
        expect(Math.abs(digit.startMs - (sent.digits[index]?.startMs ?? 0))).toBeLessThan(3),
      )
    }),
    { numRuns: 150 },
  )
})

test('levels are exact: each tone of a digit, measured over whole periods of both', () => {
  const { samples } = dial('5', { levelDbm0: -13, twistDb: 3, durationMs: 1100, leadMs: 0, rampMs: 0 })
  for (const [hz, dbm0] of [
    [770, -13],
    [1336, -10],
  ] as const) {
    let re = 0
    let im = 0
    for (let index = 0; index < 8000; index++) {
      re += (samples[index] ?? 0) * Math.cos((2 * Math.PI * hz * index) / 8000)
      im += (samples[index] ?? 0) * Math.sin((2 * Math.PI * hz * index) / 8000)
    }
    expect(20 * Math.log10(Math.hypot(re, im) / 4000 / 32768) + 3.14).toBeCloseTo(dbm0, 2)
  }
})

test('the same string gives the same samples', () => {
  expect(dial('12,3w#').samples).toEqual(dial('12,3w#').samples)
})

test('"12,3w#" is read as modems read it', () => {
  expect(parseKeypadString('12,3w#').map((step) => (step.kind === 'digit' ? step.digit : step.kind))).toEqual([
    '1',
    '2',
    'pause',
    '3',
    'wait',
    '#',
  ])
})

test.each(['12x', 'é'])('%j is refused', (text) => {
  expect(() => dial(text)).toThrow(DtmfError)
})

test('a number out of range is refused by its name', () => {
  expect(() => dial('1', { durationMs: 0 })).toThrow(/^durationMs: must be a number from 1 to 600000, not 0$/)
})

test('the fastest sending of a preset is heard by its receiver, and that of all by every one', () => {
  const text = '1122*#AD0987'
  for (const preset of ['default', 'att', 'ntt', 'danish', 'australian', 'brazilian', 'bellcore', 'etsi'] as const) {
    for (const sender of [preset, 'default'] as const) {
      const heard = decodeDtmf(dial(text, fastestDial(sender)).samples, { preset })
      expect(heard.map(({ digit }) => digit).join('')).toBe(text)
    }
  }
})

test('a digit does not click: outside its two tones there is 50 dB less of it', () => {
  const { samples } = dial('1', { durationMs: 60, rampMs: 5, pauseMs: 40 })
  let above = 0
  for (let hz = 2400; hz < 3900; hz += 20) {
    let re = 0
    let im = 0
    samples.forEach((sample, index) => {
      re += sample * Math.cos((2 * Math.PI * hz * index) / 8000)
      im += sample * Math.sin((2 * Math.PI * hz * index) / 8000)
    })
    above = Math.max(above, Math.hypot(re, im))
  }
  let at = 0
  samples.forEach((sample, index) => (at += sample * Math.sin((2 * Math.PI * 697 * (index - 160)) / 8000)))
  expect(20 * Math.log10(at / above)).toBeGreaterThan(50)
})
