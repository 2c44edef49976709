import { aLawSample, muLawSample } from '../codec/g711-law.ts'
import { wavEncoding, wavSampleBytes } from './wav-format.ts'
import type { WavFormat } from './wav-format.ts'

/** How reading stands. */
export type WavReadState = 'header' | 'data' | 'end' | 'not-wav' | 'unsupported'

/** Longest header kept while the format is not known: chunks before the data (lists of tags) are skipped, not kept. */
const MAX_FORMAT_BYTES = 4096

/**
 * Reads a WAV file that comes in pieces of any size: chunks before the data are skipped, a length of 0 or too great (a writer
 * that died) means to the end. Total on any bytes; memory is bounded. Samples come interleaved, as 16 bits.
 */
export class WavReader {
  /** How reading stands; figures are known once it is `data` or `end`. */
  state: WavReadState = 'header'
  /** The format, once known. */
  format: WavFormat | undefined
  #buffer = new Uint8Array(0)
  #skip = 0
  #left = Number.POSITIVE_INFINITY
  #riffSeen = false

  /** Takes the next piece and returns the samples that became whole. O(bytes). Allocates the result. */
  push(bytes: Uint8Array): Int16Array {
    const all = new Uint8Array(this.#buffer.length + bytes.length)
    all.set(this.#buffer)
    all.set(bytes, this.#buffer.length)
    let at = 0
    while (this.state === 'header') {
      const next = this.#header(all, at)
      if (next < 0) break
      at = next
    }
    if (this.state === 'data') {
      const result = this.#samples(all, at)
      return result
    }
    this.#buffer = this.state === 'header' ? all.slice(at) : new Uint8Array(0)
    return new Int16Array(0)
  }

  /** Reads one chunk header, or skips; returns where to go on, −1 when more bytes are needed. */
  #header(bytes: Uint8Array, at: number): number {
    const left = bytes.length - at
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, left)
      this.#skip -= skipped
      return skipped === 0 ? -1 : at + skipped
    }
    if (!this.#riffSeen) {
      if (left < 12) return -1
      if (tag(bytes, at) !== 'RIFF' || tag(bytes, at + 8) !== 'WAVE') this.state = 'not-wav'
      this.#riffSeen = true
      return at + 12
    }
    if (left < 8) return -1
    const name = tag(bytes, at)
    const size = uint32(bytes, at + 4)
    if (name === 'data') {
      this.state = this.format === undefined ? 'unsupported' : 'data'
      // A writer that never came back to fill the length in left 0 or the greatest number.
      this.#left = size === 0 || size >= 0xffff_ff00 ? Number.POSITIVE_INFINITY : size
      return at + 8
    }
    if (name === 'fmt ') {
      if (size > MAX_FORMAT_BYTES || size < 16) this.state = 'unsupported'
      else if (left < 8 + size) return -1
      else this.#readFormat(bytes, at + 8, size)
    } else {
      this.#skip = size + (size & 1)
      return at + 8
    }
    return at + 8 + size + (size & 1)
  }

  #readFormat(bytes: Uint8Array, at: number, size: number): void {
    let code = uint16(bytes, at)
    // WAVE_FORMAT_EXTENSIBLE: the real tag opens the GUID.
    if (code === 0xfffe && size >= 26) code = uint16(bytes, at + 24)
    const channels = uint16(bytes, at + 2)
    const encoding = wavEncoding(code, uint16(bytes, at + 14))
    if (encoding === undefined || channels === 0) this.state = 'unsupported'
    else this.format = { encoding, sampleHz: uint32(bytes, at + 4), channels }
  }

  #samples(bytes: Uint8Array, at: number): Int16Array {
    const { encoding } = this.format!
    const width = wavSampleBytes(encoding)
    const available = Math.min(bytes.length - at, this.#left)
    const count = Math.floor(available / width)
    const out = new Int16Array(count)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let i = 0, j = at; i < count; i++, j += width) {
      switch (encoding) {
        case 'mu-law':
          out[i] = muLawSample(bytes[j]!)
          break
        case 'a-law':
          out[i] = aLawSample(bytes[j]!)
          break
        case 'pcm8':
          out[i] = (bytes[j]! - 128) << 8
          break
        case 'pcm16':
          out[i] = view.getInt16(j, true)
          break
        case 'pcm24':
          out[i] = view.getInt16(j + 1, true)
          break
        case 'float32':
          out[i] = Math.max(-32_768, Math.min(32_767, Math.round(view.getFloat32(j, true) * 32_768)))
          break
      }
    }
    this.#left -= count * width
    if (this.#left < width) {
      this.state = 'end'
      this.#buffer = new Uint8Array(0)
    } else this.#buffer = bytes.slice(at + count * width)
    return out
  }
}

/** A whole WAV file at once; `undefined` when it is none, or of an encoding not known. */
export function readWav(bytes: Uint8Array): { format: WavFormat; samples: Int16Array } | undefined {
  const reader = new WavReader()
  const samples = reader.push(bytes)
  return reader.format === undefined || (reader.state !== 'data' && reader.state !== 'end')
    ? undefined
    : { format: reader.format, samples }
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!)
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8)
}

function uint32(bytes: Uint8Array, at: number): number {
  return (uint16(bytes, at) | (uint16(bytes, at + 2) << 16)) >>> 0
}
