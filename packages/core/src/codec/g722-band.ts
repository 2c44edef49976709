import { ILB } from './tables/g722-tables.ts'

/** Zeros of the predictor. */
const ZEROS = 6

/** What tells the two sub-bands apart. */
export interface G722BandLimits {
  /** Highest logarithmic scale factor. */
  readonly mostLog: number
  /** Bits by which the scale is shifted: 8 in the lower band, 10 in the higher. */
  readonly shift: number
  /** Scale factor at the start: 32 and 8. */
  readonly startScale: number
}

/** The lower sub-band, 0–4 kHz. */
export const LOWER: G722BandLimits = { mostLog: 18_432, shift: 8, startScale: 32 }
/** The higher sub-band, 4–8 kHz. */
export const HIGHER: G722BandLimits = { mostLog: 22_528, shift: 10, startScale: 8 }

/** To the range of 16 bits. */
export function saturate(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
}

/**
 * The part of a sub-band that encoder and decoder share: the scale factor's adaptation and the predictor of two poles and six
 * zeros. Every value and every step has the width that the recommendation gives it. ITU-T G.722 §3.5, §3.6, §6.2.
 */
export class G722Band {
  readonly #limits: G722BandLimits
  /** Past differences, newest first, and the coefficients of their zeros. */
  readonly #differences = new Int32Array(ZEROS)
  readonly #zeros = new Int32Array(ZEROS)
  #pole1 = 0
  #pole2 = 0
  #reconstructed1 = 0
  /** Signs of the partly reconstructed signal, 0 or −1. */
  #sign1 = 0
  #sign2 = 0
  #zeroEstimate = 0
  #log = 0
  /** Scale factor by which quantizers' levels are multiplied. */
  scale: number
  /** What the next sample is predicted to be. */
  estimate = 0

  constructor(limits: G722BandLimits) {
    this.#limits = limits
    this.scale = limits.startScale
  }

  /** LOGSCL and SCALEL, or their like of the higher band, by the step that the code asks for. */
  adaptScale(step: number): void {
    const { mostLog, shift } = this.#limits
    const log = ((this.#log * 127) >> 7) + step
    this.#log = log < 0 ? 0 : log > mostLog ? mostLog : log
    const down = shift - (this.#log >> 11)
    const mantissa = ILB[(this.#log >> 6) & 31]!
    this.scale = (down < 0 ? mantissa << -down : mantissa >> down) << 2
  }

  /** Takes the quantized difference and predicts the next sample: RECONS to PREDIC. */
  predict(difference: number): void {
    const reconstructed = saturate(this.estimate + difference)
    const sign = saturate(this.#zeroEstimate + difference) >> 15
    this.#adaptPoles(sign)
    this.#sign2 = this.#sign1
    this.#sign1 = sign
    this.#zeroEstimate = this.#adaptZeros(difference)
    const poles =
      ((this.#pole1 * saturate(reconstructed + reconstructed)) >> 15) +
      ((this.#pole2 * saturate(this.#reconstructed1 + this.#reconstructed1)) >> 15)
    this.#reconstructed1 = reconstructed
    this.estimate = saturate(saturate(poles) + this.#zeroEstimate)
  }

  /** UPPOL2 and UPPOL1. */
  #adaptPoles(sign: number): void {
    const quadrupled = saturate(this.#pole1 << 2)
    const leading = sign === this.#sign1 ? -quadrupled : quadrupled
    let pole2 = sign === this.#sign2 ? 128 : -128
    pole2 += (leading > 32_767 ? 32_767 : leading) >> 7
    pole2 += (this.#pole2 * 32_512) >> 15
    pole2 = pole2 > 12_288 ? 12_288 : pole2 < -12_288 ? -12_288 : pole2
    const most = saturate(15_360 - pole2)
    const pole1 = saturate((sign === this.#sign1 ? 192 : -192) + ((this.#pole1 * 32_640) >> 15))
    this.#pole1 = pole1 > most ? most : pole1 < -most ? -most : pole1
    this.#pole2 = pole2
  }

  /** UPZERO, DELAYA and FILTEZ: the zeros follow, the difference joins the past, and its estimate is returned. */
  #adaptZeros(difference: number): number {
    const differences = this.#differences
    const zeros = this.#zeros
    const gain = difference === 0 ? 0 : 128
    const sign = difference >> 15
    let estimate = 0
    // Each past difference moves on by one place as its coefficient has been adapted.
    for (let i = ZEROS - 1; i >= 0; i--) {
      const past = differences[i]!
      const zero = saturate((past >> 15 === sign ? gain : -gain) + ((zeros[i]! * 32_640) >> 15))
      zeros[i] = zero
      const moved = i === 0 ? difference : differences[i - 1]!
      differences[i] = moved
      estimate += (zero * saturate(moved + moved)) >> 15
    }
    return saturate(estimate)
  }
}
