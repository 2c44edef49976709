/** Tones of machines are between these. */
const LEAST_HZ = 350
const MOST_HZ = 2500
/** Share of the power that a tone must have to be alone: the louder of two tones that are 8 dB apart has less. */
const PURE = 0.86
/** The relation of neighbouring samples is looked at as if there were so many a second: a low tone turns too little between two at 16 kHz. */
const LOOK_HZ = 8000

/**
 * Frequency of the one tone that a block of sound consists of, in Hz; 0 when it is anything else. A sine's neighbours on both sides of a sample
 * have a mean that is the sample times the cosine of the step between them; white noise adds to the squares what two equations tell (the
 * harmonic decomposition of Pisarenko 1973 for one tone), so that noise makes it less exact and not wrong. How much of the power lies there, one
 * term of a Fourier transform says. O(samples), no allocation.
 */
export function pureToneHz(block: Int16Array, clockHz: number): number {
  const step = clockHz / LOOK_HZ
  let squares = 0
  let product = 0
  let means = 0
  for (let i = step; i < block.length - step; i++) {
    const middle = block[i]!
    const mean = (block[i - step]! + block[i + step]!) / 2
    squares += middle * middle
    product += middle * mean
    means += mean * mean
  }
  const excess = 2 * means - squares
  const root = Math.sqrt(excess * excess + 8 * product * product)
  if (root === 0) return 0
  // Two forms of the same root: each is exact where the other divides by nothing.
  const cosine = excess > 0 ? (excess + root) / (4 * product) : (2 * product) / (root - excess)
  if (!(Math.abs(cosine) < 1)) return 0
  const roughHz = (Math.acos(cosine) * LOOK_HZ) / (2 * Math.PI)
  const hz = roughHz + driftHz(roughHz, block, clockHz)
  return hz >= LEAST_HZ && hz <= MOST_HZ && powerAt(hz, block, 0, block.length, clockHz) >= PURE * meanPower(block)
    ? hz
    : 0
}

/** How far a tone is from a frequency, by how much its phase has turned against it from one half of a block to the other; exact to 50 Hz at 20 ms. */
function driftHz(hz: number, block: Int16Array, clockHz: number): number {
  const half = block.length >> 1
  powerAt(hz, block, 0, half, clockHz)
  const { re, im } = term
  powerAt(hz, block, half, half, clockHz)
  const turn = Math.atan2(term.im * re - term.re * im, term.re * re + term.im * im)
  return (turn * clockHz) / (2 * Math.PI * half)
}

/** The term of the transform that was taken last. */
const term = { re: 0, im: 0 }

/** Power of a tone of this frequency in a part of a block; {@link term} is left with its phase at the block's beginning. */
function powerAt(hz: number, block: Int16Array, at: number, count: number, clockHz: number): number {
  const angle = (2 * Math.PI * hz) / clockHz
  const turnRe = Math.cos(angle)
  const turnIm = Math.sin(angle)
  let re = Math.cos(angle * at)
  let im = -Math.sin(angle * at)
  let sumRe = 0
  let sumIm = 0
  for (let i = at; i < at + count; i++) {
    const sample = block[i]!
    sumRe += sample * re
    sumIm += sample * im
    const nextRe = re * turnRe + im * turnIm
    im = im * turnRe - re * turnIm
    re = nextRe
  }
  term.re = sumRe
  term.im = sumIm
  return (2 * (sumRe * sumRe + sumIm * sumIm)) / (count * count)
}

function meanPower(block: Int16Array): number {
  let power = 0
  for (let i = 0; i < block.length; i++) power += block[i]! * block[i]!
  return power / block.length
}
