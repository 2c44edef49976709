import { expect, test } from 'vitest'
import { compress, expand } from '../../src/index.ts'

test('all 256 codes of both laws come back, but for the second zero of µ-law', () => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
  expect(compress(expand(codes, 'alaw'), 'alaw')).toEqual(codes)
  expect(compress(expand(codes, 'mulaw'), 'mulaw')).toEqual(codes.map((code) => (code === 0x7f ? 0xff : code)))
})

test('the digital milliwatt of ITU-T G.711 Table 5 and 6 is 0 dBm0 in both', () => {
  const milliwatts = [
    ['mulaw', [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e]],
    ['alaw', [0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4]],
  ] as const
  for (const [law, codes] of milliwatts) {
    const samples = expand(Uint8Array.from(codes), law)
    const meanSquare = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
    expect(10 * Math.log10((2 * meanSquare) / 32768 ** 2) + 3.14).toBeCloseTo(0, 0)
  }
})

// Where the step doubles, the decision values of G.711 are not half-way between two codes.
test('each sample goes to the nearest code, or at a doubling of the step to its neighbour', () => {
  for (const law of ['mulaw', 'alaw'] as const) {
    const values = [
      ...expand(
        Uint8Array.from({ length: 256 }, (_, code) => code),
        law,
      ),
    ].toSorted((a, b) => a - b)
    const gap = (sample: number): number => Math.min(...values.map((value) => Math.abs(value - sample)))
    for (let sample = -32768; sample < 32768; sample += 37) {
      const [back = 0] = expand(compress(Int16Array.of(sample), law), law)
      expect(Math.abs(back - sample)).toBeLessThanOrEqual(2 * gap(sample) + 8)
    }
  }
})
