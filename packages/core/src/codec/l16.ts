import type { AudioDecoder, AudioEncoder } from './codec.ts'

/** Linear 16-bit samples, most significant byte first, mono. RFC 3551 §4.5.11. Stateless; O(samples), no allocation. */
export class L16 implements AudioDecoder, AudioEncoder {
  readonly clockHz: number
  readonly stateless = true

  constructor(clockHz: number) {
    this.clockHz = clockHz
  }

  /** Two bytes a sample; an odd byte at the end is dropped. */
  samplesIn(_bytes: Uint8Array, _offset: number, length: number): number {
    return length >> 1
  }

  /** See `AudioDecoder`. */
  decodeInto(out: Int16Array, at: number, bytes: Uint8Array, offset: number, length: number): number {
    const count = Math.max(0, Math.min(length >> 1, out.length - at, (bytes.length - offset) >> 1))
    for (let i = 0, j = offset; i < count; i++, j += 2) out[at + i] = (bytes[j]! << 8) | bytes[j + 1]!
    return count
  }

  /** See `AudioEncoder`. */
  encodeInto(out: Uint8Array, outAt: number, samples: Int16Array, at: number, count: number): number {
    const n = Math.max(0, Math.min(count, (out.length - outAt) >> 1, samples.length - at))
    for (let i = 0, j = outAt; i < n; i++, j += 2) {
      const sample = samples[at + i]!
      out[j] = sample >> 8
      out[j + 1] = sample
    }
    return n << 1
  }
}
