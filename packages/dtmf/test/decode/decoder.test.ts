import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compress,
  DECODER_PRESETS,
  decodeDtmf,
  dial,
  DtmfBank,
  DtmfDecoder,
  expand,
  KEYPAD,
  type DtmfDigit,
} from '../../src/index.ts'
import { hear, seeded } from '../conformance/bench-of-trials.ts'

const digitsArb = fc.array(fc.constantFrom(...KEYPAD), { minLength: 1, maxLength: 8 }).map((list) => list.join(''))

/** Digits amid noise, so that candidates come and go: what chunks could disturb if anything. */
function noisy(digits: string, seed: number, durationMs: number): Int16Array {
  const random = seeded(seed)
  const { samples } = dial(digits, { durationMs, pauseMs: 45, levelDbm0: -14 })
  return samples.map((sample) => sample + Math.round((random() - 0.5) * 3000))
}

function inChunks(samples: Int16Array, sizes: readonly number[], build: 'simd' | 'scalar' = 'simd'): DtmfDigit[] {
  const decoder = new DtmfDecoder({ build })
  const heard: DtmfDigit[] = []
  for (let from = 0, turn = 0; from < samples.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 160
    heard.push(...decoder.push(samples.subarray(from, from + size)))
    from += size
  }
  return [...heard, ...decoder.end()]
}

describe('the digits do not depend on', () => {
  test('how the samples are cut', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 400, max: 9000 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(
        digitsArb,
        fc.integer(),
        fc.integer({ min: 26, max: 120 }),
        sizes,
        (digits, seed, durationMs, cuts) => {
          const samples = noisy(digits, seed, durationMs)
          expect(inChunks(samples, cuts)).toEqual(decodeDtmf(samples))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('the build that runs: SIMD and TypeScript are the same to the last bit', () => {
    fc.assert(
      fc.property(digitsArb, fc.integer(), fc.integer({ min: 26, max: 120 }), (digits, seed, durationMs) => {
        const samples = noisy(digits, seed, durationMs)
        expect(inChunks(samples, [160], 'simd')).toEqual(inChunks(samples, [160], 'scalar'))
      }),
      { numRuns: 100 },
    )
  })

  test('the other channels of a bank', () => {
    const lines = Array.from({ length: 7 }, (_, line) => noisy(`12${line}45${line}`, line, 60))
    const bank = new DtmfBank(lines.length)
    const count = 160
    const heard = lines.map((): DtmfDigit[] => [])
    const length = Math.max(...lines.map((line) => line.length)) + 2000
    for (let from = 0; from < length; from += count) {
      const frame = new Int16Array(lines.length * count)
      lines.forEach((line, channel) => frame.set(line.subarray(from, from + count), channel * count))
      for (const { channel, ...digit } of bank.push(frame, count)) heard[channel]?.push(digit)
    }
    expect(heard).toEqual(lines.map((line) => decodeDtmf(line)))
    expect(heard[3]?.map(({ digit }) => digit).join('')).toBe('123453')
  })
})

describe('what is told of a digit', () => {
  test('start and end within 5 ms of the truth at any phase, length, ramp and twist; level, twist, frequency too', () => {
    const random = seeded(5)
    for (let turn = 0; turn < 300; turn++) {
      const durationMs = 40 + 200 * random()
      const twistDb = -6 + 10 * random()
      const levelDbm0 = -22 + 14 * random()
      const frequencyError = -0.012 + 0.024 * random()
      const sent = dial(KEYPAD[turn % 16] ?? '0', {
        durationMs,
        twistDb,
        levelDbm0,
        frequencyError,
        rampMs: 5 * random(),
        leadMs: 30 + 30 * random(),
      })
      const heard = decodeDtmf(sent.samples)
      expect(heard.map(({ digit }) => digit)).toEqual(sent.digits.map(({ digit }) => digit))
      const [truth, digit] = [sent.digits[0], heard[0]]
      if (!truth || !digit) throw new Error('no digit')
      expect(Math.abs(digit.startMs - truth.startMs)).toBeLessThan(2.5)
      expect(Math.abs(digit.startMs + digit.durationMs - truth.startMs - truth.durationMs)).toBeLessThan(2.5)
      expect(Math.abs(digit.twistDb - twistDb)).toBeLessThan(0.3)
      expect(
        Math.abs(digit.levelDbm0 - 10 * Math.log10(10 ** (levelDbm0 / 10) + 10 ** ((levelDbm0 + twistDb) / 10))),
      ).toBeLessThan(0.3)
    }
  })

  test('is the same at 16, 32, 44.1 and 48 kHz, as floats, and as G.711 bytes', () => {
    const text = '159D#0'
    const reference = decodeDtmf(dial(text).samples)
    for (const sampleRateHz of [16_000, 32_000, 44_100, 48_000]) {
      const { samples } = dial(text, { sampleRateHz })
      const floats = Float32Array.from(samples, (sample) => sample / 32_768)
      for (const heard of [decodeDtmf(samples, { sampleRateHz }), decodeDtmf(floats, { sampleRateHz })]) {
        expect(heard.map(({ digit }) => digit).join('')).toBe(text)
        heard.forEach((digit, index) => {
          expect(Math.abs(digit.startMs - (reference[index]?.startMs ?? 0))).toBeLessThan(1)
          expect(Math.abs(digit.levelDbm0 - (reference[index]?.levelDbm0 ?? 0))).toBeLessThan(0.1)
        })
      }
    }
    for (const law of ['mulaw', 'alaw'] as const) {
      const codes = compress(dial(text).samples, law)
      const decoder = new DtmfDecoder()
      expect([...decoder.pushG711(codes, law), ...decoder.end()]).toEqual(decodeDtmf(expand(codes, law)))
    }
  })
})

test('a key held down is one digit, active from 120 ms after its start to its end', () => {
  const { samples } = dial('8', { durationMs: 5000, leadMs: 100, pauseMs: 200 })
  const decoder = new DtmfDecoder()
  const heard: DtmfDigit[] = []
  for (let from = 0; from < samples.length; from += 160) {
    heard.push(...decoder.push(samples.subarray(from, from + 160)))
    const nowMs = (from + 160) / 8
    if (nowMs > 220 && nowMs < 5100) expect(decoder.active?.digit).toBe('8')
  }
  expect(decoder.active).toBeUndefined()
  expect(heard).toHaveLength(1)
  expect(heard[0]?.durationMs).toBeCloseTo(5000, -1)
})

describe('lines that distort', () => {
  const clean = { digit: '5', startMs: 60, durationMs: 60 } as const
  test.each([
    [
      'clipping 10 dB into the rails',
      (signal: Float64Array) => signal.forEach((x, n) => (signal[n] = Math.max(-4000, Math.min(4000, x)))),
    ],
    [
      'a DC offset of an eighth of full scale',
      (signal: Float64Array) => signal.forEach((x, n) => (signal[n] = x + 4096)),
    ],
    [
      'mains hum of 50 Hz as strong as a tone',
      (signal: Float64Array) =>
        signal.forEach((x, n) => (signal[n] = x + 7000 * Math.sin((2 * Math.PI * 50 * n) / 8000))),
    ],
    ['a lost packet of 10 ms, filled with silence', (signal: Float64Array) => signal.fill(0, 8 * 85, 8 * 95)],
  ])('%s', (_name, distort) => {
    const random = seeded(9)
    for (let turn = 0; turn < 50; turn++) {
      const burst = { ...clean, startMs: 60 + 20 * random() }
      expect(
        hear({ bursts: [burst], lengthMs: 220, addInto: distort }, 'mulaw', {}, random).map(({ digit }) => digit),
      ).toEqual(['5'])
    }
  })

  test('a clock ±0.5 % off changes no digit of a string', () => {
    for (const frequencyError of [-0.005, 0.005]) {
      const text = '0123456789*#ABCD'
      expect(
        decodeDtmf(dial(text, { frequencyError, durationMs: 45, pauseMs: 45 }).samples)
          .map(({ digit }) => digit)
          .join(''),
      ).toBe(text)
    }
  })
})

test('any samples are digits or none, never an exception', () => {
  fc.assert(
    fc.property(fc.array(fc.float32Array({ maxLength: 500 })), (chunks) => {
      const decoder = new DtmfDecoder()
      for (const chunk of chunks) decoder.push(chunk)
      decoder.end()
    }),
    { numRuns: 50 },
  )
})

test("one's own preset is kept, and one that cannot be kept is refused by the name of its number", () => {
  const own = { ...DECODER_PRESETS.att, minLevelDbm0: -15 }
  const loud = dial('1', { levelDbm0: -12, twistDb: 0 }).samples
  const faint = dial('1', { levelDbm0: -18, twistDb: 0 }).samples
  expect([decodeDtmf(loud, { preset: own }).length, decodeDtmf(faint, { preset: own }).length]).toEqual([1, 0])
  expect(() => new DtmfDecoder({ preset: { ...own, minDurationMs: 10 } })).toThrow(/^preset.minDurationMs: /)
})
