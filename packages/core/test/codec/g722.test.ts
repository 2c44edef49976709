import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { G722Decoder, G722Encoder } from '../../src/codec/g722.ts'

const COUNT = 16_000

/** Signals made of whole numbers only, so that another program can make the same. */
const SIGNALS: Record<string, (noise: number, i: number) => number> = {
  noise: (noise) => noise,
  swell: (noise, i) => Math.floor((noise * ((i * i) % COUNT)) / COUNT),
  steps: (_, i) => (Math.floor(i / 37) % 2 === 1 ? 12_000 : -12_000),
  quiet: (noise) => noise >> 12,
}

function noises(count: number): number[] {
  let x = 1
  return Array.from({ length: count }, () => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
    return ((x >>> 16) - 32_768) >> 1
  })
}

const digest = (values: Uint8Array | Int16Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
    .slice(0, 16)

function encode(samples: Int16Array): Uint8Array {
  const out = new Uint8Array(samples.length >> 1)
  new G722Encoder().encodeInto(out, 0, samples, 0, samples.length)
  return out
}

function decode(bytes: Uint8Array): Int16Array {
  const out = new Int16Array(bytes.length * 2)
  new G722Decoder().decodeInto(out, 0, bytes, 0, bytes.length)
  return out
}

describe('G.722', () => {
  // Digests of what spandsp 0.0.6, which passes the recommendation's own sequences, makes of the same signals.
  it.each([
    ['noise', 'bb72323d127cc61831923414b671ab99', 'c803ce21b8b53c9f', '314208d216e65aa0'],
    ['swell', 'be76353d147fc71c36d73555b671aafa', '60a2273f1fdbcf45', '8cd57afde0e8c15d'],
    ['steps', 'dbf77f797773f5f7faf8f576b633be2b', 'ae5e8953bd68e059', '9996c611d79743bf'],
    ['quiet', 'b573f89e5ef3dcf6f4b874bbf8dff6f8', '7430d972d43e8bc9', '01e23daa1634adc3'],
  ])('codes %s to the last bit as another codec does, both ways', (kind, bytes, encoded, decoded) => {
    const samples = Int16Array.from(noises(COUNT).map(SIGNALS[kind]!))
    const code = encode(samples)
    expect(Buffer.from(code.subarray(100, 116)).toString('hex')).toBe(bytes)
    expect(digest(code)).toBe(encoded)
    expect(digest(decode(code))).toBe(decoded)
  })

  it('saturates what the filter makes too loud', () => {
    const loud = decode(Uint8Array.from({ length: 400 }, (_, i) => ((i & 4) === 0 ? 4 : 32)))
    expect([Math.min(...loud), Math.max(...loud)]).toEqual([-32_768, 32_767])
  })

  it.each([
    [300, 40],
    [1000, 40],
    [3000, 35],
    [5500, 18],
    [6800, 15],
  ])('gives a tone of %i Hz back with %i dB of signal to distortion', (hz, leastDb) => {
    const samples = Int16Array.from({ length: 16_000 }, (_, i) => 8000 * Math.sin((2 * Math.PI * hz * i) / 16_000))
    const back = decode(encode(samples))
    // The two filters delay by 22 samples.
    let signal = 0
    let error = 0
    for (let i = 2000; i < 15_000; i++) {
      signal += samples[i]! ** 2
      error += (back[i + 22]! - samples[i]!) ** 2
    }
    expect(10 * Math.log10(signal / error)).toBeGreaterThan(leastDb)
  })

  it('is total, stays within its buffers, and is the same in pieces as at once', () => {
    const bytes = fc.uint8Array({ maxLength: 400 })
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }), (code, cuts) => {
        const whole = decode(code)
        const decoder = new G722Decoder()
        const out = new Int16Array(code.length * 2)
        let at = 0
        for (let i = 0; at < code.length; i++) {
          const length = 1 + cuts[i % cuts.length]!
          const written = decoder.decodeInto(out, at * 2, code, at, Math.min(length, code.length - at))
          expect(written).toBe(2 * Math.min(length, code.length - at))
          at += written / 2
        }
        expect(out).toEqual(whole)
        expect(new G722Decoder().decodeInto(new Int16Array(7), 2, code, 0, code.length)).toBe(
          Math.min(4, code.length * 2),
        )
      }),
      { numRuns: 50 },
    )
  })
})
