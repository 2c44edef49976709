import type { AudioDecoder, AudioEncoder } from './codec.ts'
import { aLawCode, aLawSample, muLawCode, muLawSample } from './g711-law.ts'
import type { G711Law } from './g711-law.ts'

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

const NO_WORDS = new Uint16Array(0)

/** Law's expansion of all 256 codes. */
function expansion(law: G711Law): Int16Array {
  return Int16Array.from({ length: 256 }, (_, code) => (law === 'mu' ? muLawSample(code) : aLawSample(code)))
}

/** Two codes at once: the table is read with the 16 bits as they lie in memory, whatever the byte order. */
function pairExpansion(single: Int16Array): Int32Array {
  const bytes = new Uint8Array(2)
  const word = new Uint16Array(bytes.buffer)
  const samples = new Int16Array(2)
  const pair = new Int32Array(samples.buffer)
  const table = new Int32Array(65_536)
  for (let i = 0; i < 65_536; i++) {
    word[0] = i
    samples[0] = single[bytes[0]!]!
    samples[1] = single[bytes[1]!]!
    table[i] = pair[0]!
  }
  return table
}

/**
 * G.711 both ways, bit-exact to ITU-T G.191 for every code and every sample. One object serves any number of streams: it
 * has no state but its tables (256 KiB for pairs, built once a law and object) and two remembered views.
 */
export class G711 implements AudioDecoder, AudioEncoder {
  readonly law: G711Law
  readonly clockHz = 8000
  readonly stateless = true
  readonly #single: Int16Array
  readonly #pairs: Int32Array
  readonly #codes: Uint8Array
  readonly #shift: number
  readonly #mask: number
  #bytes: Uint8Array | undefined
  #words: Uint16Array = NO_WORDS
  #wordsFrom = 0
  #out: Int16Array = new Int16Array(0)
  #out32: Int32Array = new Int32Array(0)

  constructor(law: G711Law) {
    this.law = law
    this.#single = expansion(law)
    this.#pairs = pairExpansion(this.#single)
    // Samples that agree in their upper 14 (µ) or 12 (A) bits have the same code, so the table need not have 65 536 rows.
    this.#shift = law === 'mu' ? 2 : 4
    this.#mask = 0xffff >> this.#shift
    const code = law === 'mu' ? muLawCode : aLawCode
    this.#codes = Uint8Array.from({ length: this.#mask + 1 }, (_, i) => code((i << (this.#shift + 16)) >> 16))
  }

  /** Samples in so many bytes: one each. */
  samplesIn(_bytes: Uint8Array, _offset: number, length: number): number {
    return length
  }

  /**
   * Expands `length` codes into `out[at …]` and returns the number written (less when `out` ends). Two codes a step when source,
   * offset and target are even; fastest when the buffers are those of the last call. O(length), allocation only of
   * views, when buffers change and stay.
   */
  decodeInto(out: Int16Array, at: number, bytes: Uint8Array, offset: number, length: number): number {
    const count = Math.max(0, Math.min(length, out.length - at, bytes.length - offset))
    let i = 0
    if (out !== this.#out) this.#rememberOut(out)
    else if ((at & 1) === 0 && this.#out32.length > 0) {
      if (bytes !== this.#bytes) {
        this.#bytes = bytes
        this.#words = NO_WORDS
        i = this.#decodeTwo(bytes, offset, at >> 1, count >> 1)
      } else {
        if (this.#words.length === 0) this.#rememberWords(bytes)
        const from = this.#wordsFrom + offset
        if ((from & 1) === 0) i = this.#decodePairs(from >> 1, at >> 1, count >> 1)
      }
    }
    const table = this.#single
    for (; i < count; i++) out[at + i] = table[bytes[offset + i]!]!
    return count
  }

  #decodePairs(from: number, at: number, count: number): number {
    const pairs = this.#pairs
    const words = this.#words
    const out = this.#out32
    let i = 0
    for (const end = count - 7; i < end; i += 8) {
      const s = from + i
      const d = at + i
      out[d] = pairs[words[s]!]!
      out[d + 1] = pairs[words[s + 1]!]!
      out[d + 2] = pairs[words[s + 2]!]!
      out[d + 3] = pairs[words[s + 3]!]!
      out[d + 4] = pairs[words[s + 4]!]!
      out[d + 5] = pairs[words[s + 5]!]!
      out[d + 6] = pairs[words[s + 6]!]!
      out[d + 7] = pairs[words[s + 7]!]!
    }
    for (; i < count; i++) out[at + i] = pairs[words[from + i]!]!
    return i << 1
  }

  /** The same without a view on the source: the two bytes are put together here. */
  #decodeTwo(bytes: Uint8Array, offset: number, at: number, count: number): number {
    const pairs = this.#pairs
    const out = this.#out32
    const low = LITTLE_ENDIAN ? 0 : 8
    const high = 8 - low
    for (let i = 0, j = offset; i < count; i++, j += 2) {
      out[at + i] = pairs[(bytes[j]! << low) | (bytes[j + 1]! << high)]!
    }
    return count << 1
  }

  #rememberOut(out: Int16Array): void {
    this.#out = out
    this.#out32 =
      (out.byteOffset & 3) === 0 ? new Int32Array(out.buffer, out.byteOffset, out.length >> 1) : new Int32Array(0)
  }

  /** A view costs as much as decoding: it is made for bytes seen twice in a row, not for new ones each packet. */
  #rememberWords(bytes: Uint8Array): void {
    this.#words = new Uint16Array(bytes.buffer, 0, bytes.buffer.byteLength >> 1)
    this.#wordsFrom = bytes.byteOffset
  }

  /** Compresses `count` samples to `out[outAt …]` and returns the bytes written. O(count), no allocation. */
  encodeInto(out: Uint8Array, outAt: number, samples: Int16Array, at: number, count: number): number {
    const codes = this.#codes
    const shift = this.#shift
    const mask = this.#mask
    const n = Math.max(0, Math.min(count, out.length - outAt, samples.length - at))
    for (let i = 0; i < n; i++) out[outAt + i] = codes[(samples[at + i]! >> shift) & mask]!
    return n
  }

  /** Allocating twin of `decodeInto`. */
  decode(bytes: Uint8Array): Int16Array {
    const out = new Int16Array(bytes.length)
    this.decodeInto(out, 0, bytes, 0, bytes.length)
    return out
  }

  /** Allocating twin of `encodeInto`. */
  encode(samples: Int16Array): Uint8Array {
    const out = new Uint8Array(samples.length)
    this.encodeInto(out, 0, samples, 0, samples.length)
    return out
  }
}
