import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { G711 } from '../../src/codec/g711.ts'
import type { G711Law } from '../../src/codec/g711-law.ts'

/** The reference arithmetic of ITU-T G.191 (STL), step by step as its description has it: loops, not closed forms. */
function referenceCode(law: G711Law, sample: number): number {
  if (law === 'a') {
    let x = sample < 0 ? ~sample >> 4 : sample >> 4
    if (x > 15) {
      let exponent = 1
      while (x > 16 + 15) {
        x >>= 1
        exponent++
      }
      x = x - 16 + (exponent << 4)
    }
    return (sample >= 0 ? x | 0x80 : x) ^ 0x55
  }
  let magnitude = (sample < 0 ? ~sample >> 2 : sample >> 2) + 33
  if (magnitude > 0x1fff) magnitude = 0x1fff
  let segment = 1
  for (let i = magnitude >> 6; i !== 0; i >>= 1) segment++
  const code = ((8 - segment) << 4) | (0x0f - ((magnitude >> segment) & 0x0f))
  return sample >= 0 ? code | 0x80 : code
}

function referenceSample(law: G711Law, code: number): number {
  if (law === 'a') {
    const x = (code ^ 0x55) & 0x7f
    const exponent = x >> 4
    let mantissa = x & 0x0f
    if (exponent > 0) mantissa += 16
    mantissa = (mantissa << 4) + 8
    if (exponent > 1) mantissa <<= exponent - 1
    return code > 127 ? mantissa : -mantissa
  }
  const inverted = ~code & 0xff
  const exponent = (inverted >> 4) & 7
  const step = 4 << (exponent + 1)
  const magnitude = (0x80 << exponent) + step * (inverted & 0x0f) + step / 2 - 4 * 33
  return code < 0x80 ? 0 - magnitude : magnitude
}

describe.each(['mu', 'a'] as const)('G.711 %s-law', (law) => {
  const codec = new G711(law)
  const codes = Uint8Array.from({ length: 256 }, (_, i) => i)

  it('expands all 256 codes as G.191 does', () => {
    expect([...codec.decode(codes)]).toEqual([...codes].map((code) => referenceSample(law, code) + 0))
  })

  it('compresses all 65 536 samples as G.191 does', () => {
    const samples = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768)
    const wrong: number[] = []
    codec.encode(samples).forEach((code, i) => {
      if (code !== referenceCode(law, samples[i]!)) wrong.push(samples[i]!)
    })
    expect(wrong).toEqual([])
  })

  it('gives every code back, but for the one that is a second zero', () => {
    const back = codec.encode(codec.decode(codes))
    const changed = [...codes].filter((code) => back[code] !== code)
    expect(changed).toEqual(law === 'mu' ? [0x7f] : [])
  })

  it('gives the same by every path: alignment, buffers new and old, odd lengths', () => {
    const table = codec.decode(codes)
    const source = new Uint8Array(600)
    const other = new Uint8Array(600)
    const out = new Int16Array(700)
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 300 }),
        fc.nat(20),
        fc.nat(20),
        fc.boolean(),
        (payload, offset, at, swap) => {
          const bytes = swap ? other : source
          bytes.set(payload, offset)
          out.fill(-1)
          expect(codec.decodeInto(out, at, bytes, offset, payload.length)).toBe(payload.length)
          const expected = new Int16Array(700).fill(-1)
          payload.forEach((code, i) => (expected[at + i] = table[code]!))
          expect(out).toEqual(expected)
        },
      ),
    )
  })

  it('stops where a buffer ends', () => {
    expect(codec.decodeInto(new Int16Array(10), 4, codes, 0, 256)).toBe(6)
    expect(codec.decodeInto(new Int16Array(10), 0, codes, 250, 100)).toBe(6)
    expect(codec.encodeInto(new Uint8Array(3), 1, new Int16Array(10), 0, 10)).toBe(2)
  })
})
