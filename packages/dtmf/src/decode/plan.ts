import { HIGH_GROUP_HZ, LOW_GROUP_HZ } from '../digit/digit.ts'

/** The rate at which the decoder works; every other rate is resampled to it. */
export const RATE_HZ = 8000

/** Length of a probe: the shortest look that tells two tones from one, 8 ms. */
export const PROBE_SAMPLES = 64

/**
 * Distance of two probes. Any signal of `PROBE_SAMPLES + HOP_SAMPLES` (28 ms) holds a whole probe, whatever its
 * alignment, so nothing long enough to be a digit falls between two.
 */
export const HOP_SAMPLES = 160

/** Length of the look that names row and column: 20 ms, 50 Hz of resolution. */
export const CORE_SAMPLES = 160

/** Length of the blocks in which a candidate is followed: 5 ms. */
export const BLOCK_SAMPLES = 40

/** Amplitude of the sines of the probe's table: even a square wave of full scale keeps its sum within 32 bits. */
export const PROBE_SCALE = 1600

/** Amplitude of the sines of the core's table, by the same reasoning; its Hann window halves the sum. */
export const CORE_SCALE = 1280

/** Amplitude of the sines of a block's table, by the same reasoning. */
export const BLOCK_SCALE = 2048

/** All eight frequencies in radians per sample, low group first. */
export const NOMINAL_RADIANS: Float64Array = Float64Array.from([...LOW_GROUP_HZ, ...HIGH_GROUP_HZ], radiansOfHz)

/** Radians per sample of a frequency at the decoder's rate. */
export function radiansOfHz(hz: number): number {
  return (2 * Math.PI * hz) / RATE_HZ
}

/** Hz of a frequency in radians per sample at the decoder's rate. */
export function hzOfRadians(radians: number): number {
  return (radians * RATE_HZ) / (2 * Math.PI)
}

/**
 * Sixteen rows of `count` integers: cosine then sine of each of the eight frequencies, low group first. Integers, so that
 * the SIMD build and plain TypeScript add up the very same sums.
 */
export function correlationTable(count: number, scale: number, taper: 'none' | 'hann'): Int16Array {
  const table = new Int16Array(16 * count)
  for (let tone = 0; tone < 8; tone++) {
    for (let index = 0; index < count; index++) {
      const angle = NOMINAL_RADIANS[tone]! * (index - (count - 1) / 2)
      const window = taper === 'hann' ? scale * Math.sin((Math.PI * (index + 0.5)) / count) ** 2 : scale
      table[2 * tone * count + index] = Math.round(window * Math.cos(angle))
      table[(2 * tone + 1) * count + index] = Math.round(window * Math.sin(angle))
    }
  }
  return table
}
