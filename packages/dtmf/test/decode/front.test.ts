import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addToneInto,
  compress,
  dial,
  DtmfBank,
  DtmfDecoder,
  expand,
  KEYPAD,
  positionOf,
  quantizeInto,
  type DtmfDigit,
} from '../../src/index.ts'
import { frontFor } from '../../src/decode/front-choice.ts'
import { PROBE_TABLE, type Front } from '../../src/decode/front.ts'
import { limitsOf } from '../../src/decode/limits.ts'
import { FRAME_SAMPLES } from '../../src/decode/windows.ts'
import { DECODER_PRESETS } from '../../src/preset/tables/administrations.ts'
import { seeded } from '../conformance/bench-of-trials.ts'

const LIMITS = limitsOf(DECODER_PRESETS.default)

function both(): { simd: Front; scalar: Front } {
  return { simd: frontFor(1, LIMITS.probe, 'simd'), scalar: frontFor(1, LIMITS.probe, 'scalar') }
}

/** Puts the same samples at the start of both windows. */
function show(fronts: { simd: Front; scalar: Front }, samples: Int16Array): void {
  fronts.simd.samples[0]!.set(samples)
  fronts.scalar.samples[0]!.set(samples)
}

test("rows of the probe's table are even or odd about their middle, as its folding asks", () => {
  for (let row = 0; row < 16; row++) {
    const values = PROBE_TABLE.subarray(64 * row, 64 * row + 64)
    const mirrored = [...values].toReversed().map((value) => (row % 2 === 0 ? value : 0 - value))
    expect([...values]).toEqual(mirrored)
  }
})

describe('SIMD and TypeScript decide alike', () => {
  test('about probes at every limit of the front test, where the bounds of the folded sums must not cut', () => {
    const fronts = both()
    const random = seeded(31)
    let passed = 0
    const trials = 40_000
    for (let trial = 0; trial < trials; trial++) {
      const signal = new Float64Array(160)
      // Near the least level, near the largest twist, near the largest share of noise: each decided by a hair.
      const level = -36 + 34 * random()
      const twist = trial % 3 === 0 ? (random() < 0.5 ? -1 : 1) * (15.4 + 0.6 * random()) : 12 * (random() - 0.5)
      const tones = { ...positionOf(KEYPAD[trial % 16]!), lowDbm0: level, highDbm0: level + twist }
      addToneInto(signal, { ...tones, lowPhase: 7 * random(), highPhase: 7 * random() }, 0, 160, 0, 8000)
      const weaker = 32_768 * 10 ** ((Math.min(level, level + twist) - 3.14) / 20)
      const noise = weaker * (trial % 3 === 1 ? 1.9 + 0.8 * random() : 0.5 * random())
      const samples = quantizeInto(
        signal.map((x) => x + noise * (random() + random() + random() - 1.5) * 2),
        new Int16Array(160),
      )
      show(fronts, samples)
      const decided = fronts.scalar.scan(0, 0, 0)
      expect(fronts.simd.scan(0, 0, 0)).toBe(decided)
      if (decided === 0) passed++
    }
    // Both outcomes must be there for the comparison to mean something.
    expect(passed).toBeGreaterThan(0.2 * trials)
    expect(passed).toBeLessThan(0.8 * trials)
  })

  test('about any samples: probes, cores and blocks, up to full scale', () => {
    const sample = fc.oneof(fc.constantFrom(-32_768, 32_767, 0), fc.integer({ min: -32_768, max: 32_767 }))
    const fronts = both()
    fc.assert(
      fc.property(fc.array(sample, { minLength: 640, maxLength: 640 }), fc.nat(3), fc.nat(3), (list, row, column) => {
        show(fronts, Int16Array.from(list))
        expect(fronts.simd.scan(0, 0, 480)).toBe(fronts.scalar.scan(0, 0, 480))
        const sums = [new Int32Array(16), new Int32Array(16)] as const
        fronts.simd.coreInto(0, 7, sums[0])
        fronts.scalar.coreInto(0, 7, sums[1])
        expect(sums[0]).toEqual(sums[1])
        fronts.simd.fitBlocks(0, 3, 12, row, column)
        fronts.scalar.fitBlocks(0, 3, 12, row, column)
        expect([...fronts.simd.blocks]).toEqual([...fronts.scalar.blocks])
      }),
      { numRuns: 300 },
    )
  })

  test('about all codes of both laws', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
    for (const law of ['mulaw', 'alaw'] as const) {
      for (const front of Object.values(both())) {
        front.frameCodes.set(codes)
        front.take(0, 256, law)
        expect(front.samples[0]!.slice(0, 256)).toEqual(expand(codes, law))
      }
    }
  })
})

describe('a bank hears on each channel what a decoder does', () => {
  const lines = Array.from({ length: 5 }, (_, line) => dial(`${line}159#${line}`, { leadMs: 20 * line }).samples)
  const length = Math.max(...lines.map((line) => line.length)) + 1500

  /** All lines, as long as the longest, in frames of `count` samples. */
  function frames(count: number): Int16Array[] {
    return Array.from({ length: Math.ceil(length / count) }, (_, frame) => {
      const samples = new Int16Array(lines.length * count)
      lines.forEach((line, channel) => samples.set(line.subarray(frame * count, (frame + 1) * count), channel * count))
      return samples
    })
  }

  test.each([1, 37, 160, FRAME_SAMPLES, FRAME_SAMPLES + 1, 5000])(
    'in frames of %i samples, in both builds',
    (count) => {
      for (const build of ['simd', 'scalar'] as const) {
        const bank = new DtmfBank(lines.length, { build })
        const heard = lines.map((): DtmfDigit[] => [])
        for (const frame of frames(count)) {
          const digits = [...bank.push(frame, count)]
          expect(digits.map(({ channel }) => channel)).toEqual(
            digits.map(({ channel }) => channel).toSorted((a, b) => a - b),
          )
          for (const { channel, ...digit } of digits) heard[channel]?.push(digit)
        }
        expect(heard).toEqual(
          lines.map((line) => [
            ...new DtmfDecoder().push(Int16Array.from([...line, ...new Array<number>(2000).fill(0)])),
          ]),
        )
      }
    },
  )

  test.each(['mulaw', 'alaw'] as const)('in bytes of %s', (law) => {
    const [bytes, linear] = [new DtmfBank(lines.length), new DtmfBank(lines.length, { build: 'scalar' })]
    for (const frame of frames(160)) {
      const codes = compress(frame, law)
      expect(bytes.pushG711(codes, 160, law)).toEqual(linear.push(expand(codes, law), 160))
    }
  })
})

test('a closed decoder hears nothing, and the one that takes its place hears as any', () => {
  const { samples } = dial('5')
  const half = samples.length >> 1
  for (let turn = 0; turn < 300; turn++) {
    const decoder = new DtmfDecoder()
    // Left in the middle of a digit, once with a candidate open and once without.
    expect(decoder.push(samples.subarray(0, turn % 2 === 0 ? half : 100))).toEqual([])
    decoder.close()
    decoder.close()
    expect(() => decoder.push(samples)).toThrow(/^decoder: /)
    expect(new DtmfDecoder().push(new Int16Array([...samples, ...new Array<number>(2000).fill(0)]))).toMatchObject([
      { digit: '5' },
    ])
  }
})

test('twenty thousand decoders at once hear: more than an engine has WebAssembly memories', () => {
  const { samples } = dial('5')
  const decoders = Array.from({ length: 20_000 }, () => new DtmfDecoder())
  for (const decoder of [decoders[0]!, decoders[13_000]!, decoders.at(-1)!]) {
    expect([...decoder.push(samples), ...decoder.end()].map(({ digit }) => digit)).toEqual(['5'])
  }
})
