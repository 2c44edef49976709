import { inRange } from '../error/strowger-error.ts'

/** Zero crossings of the sinc on each side: transition band and length of the filter. */
const LOBES = 16
/** Shape of the Kaiser window: about 80 dB of stopband. */
const KAISER_BETA = 8
/** Share of the smaller Nyquist band that is passed. */
const CUTOFF = 0.92

/**
 * Changes the sampling rate by any ratio of integers, in pieces of any size: a polyphase bank of a Kaiser-windowed sinc (Smith 1984;
 * Kaiser 1974). Delay is `delaySamples` of the input. One per stream. O(output × taps).
 */
export class Resampler {
  /** Delay through the filter, in input samples. */
  readonly delaySamples: number
  readonly #up: number
  readonly #down: number
  readonly #taps: number
  readonly #bank: Float64Array
  readonly #history: Float64Array
  #phase = 0

  /** @throws StrowgerError when a rate is out of range */
  constructor(fromHz: number, toHz: number) {
    inRange('fromHz', fromHz, 1000, 768_000)
    inRange('toHz', toHz, 1000, 768_000)
    const divisor = gcd(fromHz, toHz)
    this.#up = toHz / divisor
    this.#down = fromHz / divisor
    // Going down, the filter cuts at the lower band and grows by as much.
    const cutoff = CUTOFF * Math.min(1, this.#up / this.#down)
    this.#taps = 2 * Math.ceil(LOBES / Math.min(1, this.#up / this.#down))
    this.delaySamples = this.#taps / 2
    this.#bank = polyphase(this.#up, this.#taps, cutoff)
    this.#history = new Float64Array(this.#taps)
  }

  /** At most so many samples come out for so many in. */
  outputBound(count: number): number {
    return Math.ceil((count * this.#up) / this.#down) + 1
  }

  /** Takes `count` samples from `input[at …]`, writes to `out[outAt …]` and returns how many were written. */
  processInto(
    out: Int16Array,
    outAt: number,
    input: Int16Array,
    at: number = 0,
    count: number = input.length - at,
  ): number {
    const taps = this.#taps
    const history = this.#history
    const bank = this.#bank
    let written = 0
    for (let i = 0; i < count; i++) {
      history.copyWithin(0, 1, taps)
      history[taps - 1] = input[at + i]!
      for (; this.#phase < this.#up; this.#phase += this.#down) {
        const row = this.#phase * taps
        let sum = 0
        for (let t = 0; t < taps; t++) sum += bank[row + t]! * history[t]!
        if (outAt + written < out.length) {
          out[outAt + written++] = sum > 32_767 ? 32_767 : sum < -32_768 ? -32_768 : Math.round(sum)
        }
      }
      this.#phase -= this.#up
    }
    return written
  }

  /** Allocating twin of `processInto`. */
  process(input: Int16Array): Int16Array {
    const out = new Int16Array(this.outputBound(input.length))
    return out.subarray(0, this.processInto(out, 0, input))
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}

/** Rows of filter taps, one a phase, oldest sample first; each row sums to 1 so that a constant stays constant. */
function polyphase(phases: number, taps: number, cutoff: number): Float64Array {
  const bank = new Float64Array(phases * taps)
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0
    for (let t = 0; t < taps; t++) {
      // Distance of this tap from the wanted instant, in input samples.
      const x = t - (taps / 2 - 1) - phase / phases
      const angle = Math.PI * cutoff * x
      const sinc = x === 0 ? 1 : Math.sin(angle) / angle
      const edge = x / (taps / 2)
      const value = Math.abs(edge) >= 1 ? 0 : sinc * bessel0(KAISER_BETA * Math.sqrt(1 - edge * edge))
      bank[phase * taps + t] = value
      sum += value
    }
    for (let t = 0; t < taps; t++) bank[phase * taps + t]! /= sum
  }
  return bank
}

/** Modified Bessel function of the first kind, order 0, by its series. */
function bessel0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-14; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
