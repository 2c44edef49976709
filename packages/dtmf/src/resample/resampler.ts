import { checkedNumber, DtmfError } from '../digit/error.ts'
import { resampleKernel, type ResampleKernel } from './kernel.ts'

/** Samples as a host has them: 16 bits, or floats where 1 is full scale. */
export type Samples = Int16Array | Float32Array

/** Inputs handled in one go; longer chunks are cut. */
const PIECE_SAMPLES = 2048

/**
 * Streaming change of sample rate, to 16 bits. Exact: output sample k stands at input time k·from/to, whatever the
 * chunks, so times stay true over any length. No allocation after construction; O(taps) per output sample.
 */
export class Resampler {
  readonly fromHz: number
  readonly toHz: number
  readonly #kernel: ResampleKernel
  /** History before the piece at hand, then the piece. */
  readonly #window: Float32Array
  #filled: number
  /** Index in the window of the first tap of the next output, and the output's phase between inputs. */
  #at = 0
  #phase = 0

  /** @throws DtmfError `bad-rate` for a rate that is no integer from 1000 to 1 000 000 Hz. */
  constructor(fromHz: number, toHz = 8000) {
    this.fromHz = checkedRate('fromHz', fromHz)
    this.toHz = checkedRate('toHz', toHz)
    this.#kernel = resampleKernel(fromHz, toHz)
    this.#window = new Float32Array(PIECE_SAMPLES + this.#kernel.taps + this.#kernel.down)
    // Output 0 stands on input 0: half the taps before it are silence.
    this.#filled = this.#kernel.taps / 2 - 1
  }

  /** The most samples that {@link pushInto} writes for `count` samples. */
  outputsFor(count: number): number {
    return Math.ceil((count * this.#kernel.up) / this.#kernel.down) + 1
  }

  /**
   * Feeds `samples`, writes what can be told of the output into `out` from `offset` and returns the number written, at
   * most {@link outputsFor}(samples.length).
   */
  pushInto(samples: Samples, out: Int16Array, offset = 0): number {
    const scale = samples instanceof Float32Array ? 32768 : 1
    let written = 0
    for (let from = 0; from < samples.length; from += PIECE_SAMPLES) {
      const to = Math.min(samples.length, from + PIECE_SAMPLES)
      for (let index = from; index < to; index++) {
        const sample = samples[index]! * scale
        // A NaN of a broken float source must not poison the filter for good.
        this.#window[this.#filled++] = sample >= -32768 && sample <= 32767 ? sample : clip(sample)
      }
      written += this.#drain(out, offset + written)
    }
    return written
  }

  #drain(out: Int16Array, offset: number): number {
    const { up, down, taps, rows } = this.#kernel
    let written = 0
    while (this.#at + taps <= this.#filled) {
      const row = this.#phase * taps
      let sum = 0
      for (let tap = 0; tap < taps; tap++) sum += rows[row + tap]! * this.#window[this.#at + tap]!
      out[offset + written++] = clip(Math.round(sum))
      this.#phase += down
      this.#at += Math.floor(this.#phase / up)
      this.#phase %= up
    }
    const keepFrom = Math.min(this.#at, this.#filled)
    this.#window.copyWithin(0, keepFrom, this.#filled)
    this.#filled -= keepFrom
    this.#at -= keepFrom
    return written
  }
}

function clip(sample: number): number {
  if (sample > 32767) return 32767
  if (sample < -32768) return -32768
  return sample || 0
}

function checkedRate(path: string, hz: number): number {
  if (!Number.isInteger(hz)) throw new DtmfError('bad-rate', path, hz, 'must be a whole number of Hz')
  return checkedNumber(path, hz, 1000, 1_000_000)
}
