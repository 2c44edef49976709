import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compress, dial, RecordingListener, WaveReader } from '../../src/index.ts'

function text(value: string): number[] {
  return Array.from(value, (character) => character.charCodeAt(0))
}

const u16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff]
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)]

/** A WAV file around coded samples. */
function wave(
  tag: number,
  channels: number,
  rate: number,
  bits: number,
  data: Uint8Array,
  before: number[] = [],
): Uint8Array {
  const frame = (channels * bits) / 8
  const format = [...u16(tag), ...u16(channels), ...u32(rate), ...u32(rate * frame), ...u16(frame), ...u16(bits)]
  const head = [
    ...text('WAVE'),
    ...before,
    ...text('fmt '),
    ...u32(16),
    ...format,
    ...text('data'),
    ...u32(data.length),
  ]
  return Uint8Array.from([...text('RIFF'), ...u32(head.length + data.length), ...head, ...data])
}

function pcm16(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
}

function hear(bytes: Uint8Array, pieces = 1000): string[] | string {
  const listener = new RecordingListener()
  for (let from = 0; from < bytes.length; from += pieces) listener.push(bytes.subarray(from, from + pieces))
  const report = listener.end()
  return listener.failure ?? report.channels.map(({ digits }) => digits)
}

describe('a WAV file is heard', () => {
  const { samples } = dial('159#')
  test.each([
    ['16 bits', wave(1, 1, 8000, 16, pcm16(samples))],
    [
      '8 bits',
      wave(
        1,
        1,
        8000,
        8,
        Uint8Array.from(samples, (sample) => (sample >> 8) + 128),
      ),
    ],
    ['µ-law', wave(7, 1, 8000, 8, compress(samples, 'mulaw'))],
    ['A-law', wave(6, 1, 8000, 8, compress(samples, 'alaw'))],
    [
      '32-bit float',
      wave(3, 1, 8000, 32, new Uint8Array(Float32Array.from(samples, (sample) => sample / 32768).buffer)),
    ],
    ['11 025 Hz', wave(1, 1, 11_025, 16, pcm16(dial('159#', { sampleRateHz: 11_025 }).samples))],
    ['96 kHz', wave(1, 1, 96_000, 16, pcm16(dial('159#', { sampleRateHz: 96_000 }).samples))],
    [
      'with other chunks, one of odd length',
      wave(1, 1, 8000, 16, pcm16(samples), [...text('LIST'), ...u32(3), 1, 2, 3, 0, ...text('junk'), ...u32(0)]),
    ],
  ])('%s', (_name, bytes) => {
    expect(hear(bytes)).toEqual(['159#'])
    expect(hear(bytes, 7)).toEqual(['159#'])
  })

  test('two channels by themselves', () => {
    const [left, right] = [dial('123').samples, dial('987').samples]
    const both = Int16Array.from({ length: 2 * left.length }, (_, index) => (index % 2 ? right : left)[index >> 1] ?? 0)
    expect(hear(wave(1, 2, 8000, 16, pcm16(both)))).toEqual(['123', '987'])
  })

  test('one never closed, whose lengths are still zero, to its end', () => {
    const bytes = wave(1, 1, 8000, 16, pcm16(samples))
    bytes.fill(0, 4, 8)
    bytes.fill(0, 40, 44)
    expect(hear(bytes)).toEqual(['159#'])
  })
})

describe('bytes that are none are refused in one line', () => {
  test.each([
    ['nothing', new Uint8Array(0), /no RIFF header/],
    ['text', Uint8Array.from(text('this is not a WAV file at all')), /no RIFF header/],
    ['only a header', Uint8Array.from([...text('RIFF'), ...u32(4), ...text('WAVE')]), /no format chunk/],
    ['a format no one can hear', wave(85, 1, 8000, 16, new Uint8Array(8)), /format 85/],
    ['no channels', wave(1, 0, 8000, 16, new Uint8Array(8)), /0 channels/],
    ['a rate of 1', wave(1, 1, 1, 16, new Uint8Array(8)), /1 samples per second/],
  ])('%s', (_name, bytes, reason) => {
    expect(hear(bytes)).toMatch(reason)
  })

  test('any bytes, also behind a good header, give digits or one line, however they are cut', () => {
    const head = wave(1, 1, 8000, 16, new Uint8Array(0))
    const bytesArb = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .uint8Array({ maxLength: 400 })
        .map((tail) => Uint8Array.from([...text('RIFF'), 0, 0, 0, 0, ...text('WAVE'), ...tail])),
      fc
        .tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 43 }), fc.uint8Array({ maxLength: 400 }))
        .map(([patch, at, tail]) => {
          const bytes = Uint8Array.from([...head, ...tail])
          bytes.set(patch.subarray(0, bytes.length - at), at)
          return bytes
        }),
    )
    fc.assert(
      fc.property(bytesArb, fc.integer({ min: 1, max: 64 }), (bytes, pieces) => {
        const whole = hear(bytes)
        expect(typeof whole === 'string' ? !whole.includes('\n') : Array.isArray(whole)).toBe(true)
        expect(hear(bytes, pieces)).toEqual(whole)
      }),
      { numRuns: 400 },
    )
  })

  test('the reader keeps no more of a long file than a frame', () => {
    let frames = 0
    const reader = new WaveReader((_channel, samples) => (frames += samples.length))
    reader.push(wave(1, 1, 8000, 16, new Uint8Array(0)).fill(0xff, 40, 44))
    const piece = new Uint8Array(99_999)
    for (let turn = 0; turn < 20; turn++) reader.push(piece)
    expect(frames).toBe(Math.floor((20 * piece.length) / 2))
  })
})
