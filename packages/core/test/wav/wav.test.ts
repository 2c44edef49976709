import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StrowgerError } from '../../src/error/strowger-error.ts'
import { wavLength } from '../../src/wav/wav-format.ts'
import { WavReader, readWav } from '../../src/wav/wav-reader.ts'
import { WavWriter, writeWav } from '../../src/wav/wav-writer.ts'
import { G711 } from '../../src/codec/g711.ts'

const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 300 }).map((a) => Int16Array.from(a))

describe('WAV', () => {
  it('reads back what was written, in pieces of any size', () => {
    fc.assert(
      fc.property(
        samples,
        fc.constantFrom('pcm16' as const, 'mu-law' as const, 'a-law' as const),
        fc.integer({ min: 1, max: 50 }),
        (audio, encoding, piece) => {
          const format = { encoding, sampleHz: 8000, channels: 1 }
          const file = writeWav(format, audio)
          const reader = new WavReader()
          const heard: number[] = []
          for (let at = 0; at < file.length; at += piece) heard.push(...reader.push(file.subarray(at, at + piece)))
          expect(reader.format).toEqual(format)
          const law = encoding === 'pcm16' ? undefined : new G711(encoding === 'mu-law' ? 'mu' : 'a')
          const expected = law === undefined ? audio : law.decode(law.encode(audio))
          if (audio.length > 0) expect(heard).toEqual([...expected])
        },
      ),
    )
  })

  it('is total on any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        (bytes, opened, piece) => {
          const file = opened ? Uint8Array.of(...new TextEncoder().encode('RIFF....WAVEfmt '), ...bytes) : bytes
          const reader = new WavReader()
          for (let at = 0; at < file.length; at += piece) reader.push(file.subarray(at, at + piece))
          expect(['header', 'data', 'end', 'not-wav', 'unsupported']).toContain(reader.state)
        },
      ),
    )
  })

  it('can be read after a crash: the first header says nothing of the length', () => {
    const writer = new WavWriter({ encoding: 'pcm16', sampleHz: 16_000, channels: 2 })
    const header = writer.header()
    const data = writer.encode(Int16Array.of(1, 2, 3, 4))
    const file = Uint8Array.of(...header, ...data)
    expect([...readWav(file)!.samples]).toEqual([1, 2, 3, 4])
    expect(writer.header()).toHaveLength(header.length)
    expect([...readWav(Uint8Array.of(...writer.header(), ...data, 9, 9, 9, 9))!.samples]).toEqual([1, 2, 3, 4])
  })

  it('reads a header laid out by hand: extensible, a chunk before the data', () => {
    const text = (s: string): number[] => [...new TextEncoder().encode(s)]
    const le = (value: number, bytes: number): number[] =>
      Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 255)
    const extensible = [
      ...le(0xfffe, 2),
      ...le(1, 2),
      ...le(8000, 4),
      ...le(8000, 4),
      ...le(1, 2),
      ...le(8, 2),
      ...le(22, 2),
    ]
    const format = [...extensible, ...le(8, 2), ...le(4, 4), ...le(7, 2), ...Array.from({ length: 14 }, () => 0)]
    const file = Uint8Array.from([
      ...text('RIFF'),
      ...le(0, 4),
      ...text('WAVE'),
      ...text('LIST'),
      ...le(3, 4),
      1,
      2,
      3,
      0,
      ...text('fmt '),
      ...le(40, 4),
      ...format,
      ...text('data'),
      ...le(2, 4),
      0xff,
      0x80,
    ])
    const read = readWav(file)!
    expect(read.format).toEqual({ encoding: 'mu-law', sampleHz: 8000, channels: 1 })
    expect([...read.samples]).toEqual([0, 32_124])
  })

  it('says the greatest length past 4 GiB, which is read to the end, and not what is left of it', () => {
    expect([wavLength(4_294_967_000), wavLength(2 ** 32), wavLength(2 ** 32 + 44)]).toEqual([
      4_294_967_000, 0xffff_ffff, 0xffff_ffff,
    ])
    const file = writeWav({ encoding: 'pcm16', sampleHz: 8000, channels: 1 }, Int16Array.of(1, 2, 3))
    new DataView(file.buffer).setUint32(40, wavLength(2 ** 33), true)
    expect([...readWav(file)!.samples]).toEqual([1, 2, 3])
  })

  it('refuses to write what it only reads', () => {
    expect(() => new WavWriter({ encoding: 'float32', sampleHz: 8000, channels: 1 })).toThrow(StrowgerError)
  })
})
