import { aLawCode, muLawCode } from '../codec/g711-law.ts'
import { StrowgerError, inRange } from '../error/strowger-error.ts'
import { WAV_TAGS, wavLength, wavSampleBytes } from './wav-format.ts'
import type { WavFormat } from './wav-format.ts'

/**
 * Writes a WAV file in pieces, without I/O: write `header()` first, then what `encode` gives, and `header()` again over the
 * start whenever convenient and at the end. It says the length written so far, so a crash between costs only what came after
 * the last header, and the first one (length 0) is read to the end by readers that allow it, ours among them.
 */
export class WavWriter {
  readonly format: WavFormat
  #dataBytes = 0

  /** @throws StrowgerError `unsupported` for encodings that are only read */
  constructor(format: WavFormat) {
    inRange('format.sampleHz', format.sampleHz, 1, 768_000)
    inRange('format.channels', format.channels, 1, 64)
    if (format.encoding === 'pcm24' || format.encoding === 'float32' || format.encoding === 'pcm8') {
      throw new StrowgerError('unsupported', 'format.encoding', format.encoding, 'pcm16, mu-law or a-law are written')
    }
    this.format = format
  }

  /** Bytes of data encoded so far. */
  get dataBytes(): number {
    return this.#dataBytes
  }

  /** The header for what was encoded so far: 44 bytes for PCM, 58 for the laws. Its length never changes. */
  header(): Uint8Array {
    const { encoding, sampleHz, channels } = this.format
    const width = wavSampleBytes(encoding)
    const pcm = encoding === 'pcm16'
    const bytes = new Uint8Array(pcm ? 44 : 58)
    const view = new DataView(bytes.buffer)
    const text = (at: number, value: string): void => {
      for (let i = 0; i < 4; i++) bytes[at + i] = value.charCodeAt(i)
    }
    text(0, 'RIFF')
    view.setUint32(4, wavLength(bytes.length - 8 + this.#dataBytes + (this.#dataBytes % 2)), true)
    text(8, 'WAVE')
    text(12, 'fmt ')
    view.setUint32(16, pcm ? 16 : 18, true)
    view.setUint16(20, WAV_TAGS[encoding], true)
    view.setUint16(22, channels, true)
    view.setUint32(24, sampleHz, true)
    view.setUint32(28, sampleHz * channels * width, true)
    view.setUint16(32, channels * width, true)
    view.setUint16(34, width * 8, true)
    let at = 36
    if (!pcm) {
      // Other formats than PCM carry the size of their extension (none) and a `fact` chunk with the samples a channel.
      at = 38
      text(at, 'fact')
      view.setUint32(at + 4, 4, true)
      view.setUint32(at + 8, wavLength(Math.floor(this.#dataBytes / (width * channels))), true)
      at += 12
    }
    text(at, 'data')
    view.setUint32(at + 4, wavLength(this.#dataBytes), true)
    return bytes
  }

  /** Encodes `samples` (interleaved) to `out[at …]`, counts and returns the bytes. The room is the caller's care. O(samples), no allocation. */
  encodeInto(out: Uint8Array, at: number, samples: Int16Array): number {
    const { encoding } = this.format
    const length = samples.length * wavSampleBytes(encoding)
    if (at + length > out.length) {
      throw new StrowgerError('buffer-too-small', 'out.length', out.length, `expected at least ${at + length}`)
    }
    if (encoding === 'pcm16') {
      for (let i = 0, j = at; i < samples.length; i++, j += 2) {
        out[j] = samples[i]!
        out[j + 1] = samples[i]! >> 8
      }
    } else {
      const code = encoding === 'mu-law' ? muLawCode : aLawCode
      for (let i = 0; i < samples.length; i++) out[at + i] = code(samples[i]!)
    }
    this.#dataBytes += length
    return length
  }

  /** Allocating twin of `encodeInto`. */
  encode(samples: Int16Array): Uint8Array {
    const out = new Uint8Array(samples.length * wavSampleBytes(this.format.encoding))
    this.encodeInto(out, 0, samples)
    return out
  }
}

/** A whole WAV file at once. */
export function writeWav(format: WavFormat, samples: Int16Array): Uint8Array {
  const writer = new WavWriter(format)
  const data = writer.encode(samples)
  const header = writer.header()
  const out = new Uint8Array(header.length + data.length + (data.length & 1))
  out.set(header)
  out.set(data, header.length)
  return out
}
