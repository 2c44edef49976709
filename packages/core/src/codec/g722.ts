import type { AudioDecoder, AudioEncoder } from './codec.ts'
import { G722Band, HIGHER, LOWER, saturate } from './g722-band.ts'
import { HIGHER_STEP, ILN, ILP, LOWER_STEP, Q6, QM2, QM4, QM6, QMF } from './tables/g722-tables.ts'

const TAPS = 24
const HALF = TAPS / 2

/** The last 24 samples of a quadrature mirror filter, written twice so that they always lie in a row. */
class MirrorHistory {
  readonly #samples = new Int32Array(2 * TAPS)
  #at = 0
  /** Sums over the samples at even and at odd places, each with its half of the filter. */
  even = 0
  odd = 0

  /** Takes two samples and filters. ITU-T G.722 §3.1, §4.4. */
  push(first: number, second: number): void {
    const samples = this.#samples
    const at = this.#at
    samples[at] = first
    samples[at + TAPS] = first
    samples[at + 1] = second
    samples[at + 1 + TAPS] = second
    const from = (at + 2) % TAPS
    this.#at = from
    let even = 0
    let odd = 0
    for (let i = 0, j = from; i < HALF; i++, j += 2) {
      even += samples[j]! * QMF[i]!
      odd += samples[j + 1]! * QMF[HALF - 1 - i]!
    }
    this.even = even
    this.odd = odd
  }
}

/** Interval of the lower quantizer that a magnitude falls in, 1 … 30. */
function intervalOf(magnitude: number, scale: number): number {
  let low = 1
  let high = Q6.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (magnitude < (Q6[middle]! * scale) >> 12) high = middle
    else low = middle + 1
  }
  return low
}

/** Takes what the code of the lower band says into its predictor. */
function followLower(band: G722Band, code: number): void {
  const upper = code >> 2
  const difference = (band.scale * QM4[upper]!) >> 15
  band.adaptScale(LOWER_STEP[upper]!)
  band.predict(difference)
}

/** The same of the higher band. */
function followHigher(band: G722Band, code: number): void {
  const difference = (band.scale * QM2[code]!) >> 15
  band.adaptScale(HIGHER_STEP[code]!)
  band.predict(difference)
}

/**
 * G.722 encoder, 64 kbit/s: 16 000 samples a second, two to a byte (higher band in its two upper bits), bit-exact by structure.
 * ITU-T G.722 (09/2012). One a stream. O(samples), no allocation.
 *
 * In RTP its timestamp counts 8000 a second, for history's sake: RFC 3551 §4.5.2.
 */
export class G722Encoder implements AudioEncoder {
  readonly clockHz = 16_000
  readonly #history = new MirrorHistory()
  readonly #lower = new G722Band(LOWER)
  readonly #higher = new G722Band(HIGHER)

  /** See `AudioEncoder`; an odd sample at the end is dropped. */
  encodeInto(out: Uint8Array, outAt: number, samples: Int16Array, at: number, count: number): number {
    const pairs = Math.max(0, Math.min(count >> 1, out.length - outAt, (samples.length - at) >> 1))
    const history = this.#history
    for (let i = 0, j = at; i < pairs; i++, j += 2) {
      history.push(samples[j]!, samples[j + 1]!)
      const lower = this.#encodeLower((history.odd + history.even) >> 14)
      const higher = this.#encodeHigher((history.odd - history.even) >> 14)
      out[outAt + i] = (higher << 6) | lower
    }
    return pairs
  }

  #encodeLower(sample: number): number {
    const band = this.#lower
    const difference = saturate(sample - band.estimate)
    const interval = intervalOf(difference < 0 ? ~difference : difference, band.scale)
    const code = (difference < 0 ? ILN : ILP)[interval]!
    followLower(band, code)
    return code
  }

  #encodeHigher(sample: number): number {
    const band = this.#higher
    const difference = saturate(sample - band.estimate)
    const large = (difference < 0 ? ~difference : difference) >= (564 * band.scale) >> 12
    const code = (difference < 0 ? 0 : 2) | (large ? 0 : 1)
    followHigher(band, code)
    return code
  }
}

/** G.722 decoder, 64 kbit/s (mode 1). One a stream: it remembers. ITU-T G.722 (09/2012). O(samples), no allocation. */
export class G722Decoder implements AudioDecoder {
  readonly clockHz = 16_000
  readonly stateless = false
  readonly #history = new MirrorHistory()
  readonly #lower = new G722Band(LOWER)
  readonly #higher = new G722Band(HIGHER)

  /** Two samples a byte. */
  samplesIn(_bytes: Uint8Array, _offset: number, length: number): number {
    return length << 1
  }

  /** See `AudioDecoder`. */
  decodeInto(out: Int16Array, at: number, bytes: Uint8Array, offset: number, length: number): number {
    const count = Math.max(0, Math.min(length, (out.length - at) >> 1, bytes.length - offset))
    const history = this.#history
    for (let i = 0, j = at; i < count; i++, j += 2) {
      const byte = bytes[offset + i]!
      const lower = this.#decodeLower(byte & 0x3f)
      const higher = this.#decodeHigher(byte >> 6)
      history.push(lower + higher, lower - higher)
      out[j] = saturate(history.odd >> 11)
      out[j + 1] = saturate(history.even >> 11)
    }
    return count << 1
  }

  #decodeLower(code: number): number {
    const band = this.#lower
    const sample = limit(band.estimate + ((band.scale * QM6[code]!) >> 15))
    followLower(band, code)
    return sample
  }

  #decodeHigher(code: number): number {
    const band = this.#higher
    const sample = limit(band.estimate + ((band.scale * QM2[code]!) >> 15))
    followHigher(band, code)
    return sample
  }
}

/** To 15 bits, as the sub-bands' outputs are before they are joined. ITU-T G.722 §6.2.1.6, LIMIT */
function limit(sample: number): number {
  return sample > 16_383 ? 16_383 : sample < -16_384 ? -16_384 : sample
}
