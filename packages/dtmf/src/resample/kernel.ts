/** A filter bank that turns one rate into another: one row of taps for each phase of the output among the input. */
export interface ResampleKernel {
  /** Output samples per cycle and input samples per cycle: their ratio is the ratio of the rates, exactly. */
  readonly up: number
  readonly down: number
  /** Taps per phase, an even number. */
  readonly taps: number
  /** `up` rows of `taps`; a row sums to one. */
  readonly rows: Float32Array
}

/** Zero crossings of the sinc on each side: a transition of a tenth of the band, 80 dB down. */
const CROSSINGS = 24
const KAISER_BETA = 8
/** Pass band as a share of the narrower of the two: 3.6 kHz of 4 at 8 kHz, above every tone there is. */
const PASS_BAND = 0.92

/**
 * Designs the kernel for two rates in Hz, both integers. Kaiser-windowed sinc (Oppenheim and Schafer, §7.5.3), cut off
 * below half the lower rate. O(up × taps), once.
 */
export function resampleKernel(fromHz: number, toHz: number): ResampleKernel {
  const divisor = greatestCommonDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  const stretch = Math.max(1, fromHz / toHz)
  const half = Math.ceil(CROSSINGS * stretch)
  const taps = 2 * half
  const rows = new Float32Array(up * taps)
  for (let phase = 0; phase < up; phase++) {
    let sum = 0
    const row = new Float64Array(taps)
    for (let tap = 0; tap < taps; tap++) {
      // Distance of the input sample from the output instant, in input samples.
      const distance = tap - (half - 1) - phase / up
      const window = kaiser(distance / half)
      row[tap] = window * sinc((PASS_BAND * distance) / stretch)
      sum += row[tap]!
    }
    for (let tap = 0; tap < taps; tap++) rows[phase * taps + tap] = row[tap]! / sum
  }
  return { up, down, taps, rows }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel0(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel0(KAISER_BETA)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
