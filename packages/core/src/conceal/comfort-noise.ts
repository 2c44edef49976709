const MAX_ORDER = 12

/**
 * Makes the noise that a comfort-noise packet describes. RFC 3389.
 *
 * ```
 * | 0 | level (7): −dBov | reflection coefficient 1 (8) | … |     k_i = 258 (byte − 127) / 32768
 * ```
 *
 * White noise of the level runs through the all-pole lattice of the coefficients. O(samples × order), no allocation.
 */
export class ComfortNoise {
  readonly #reflections = new Float64Array(MAX_ORDER)
  readonly #state = new Float64Array(MAX_ORDER + 1)
  #order = 0
  #gain = 0
  #seed: number

  constructor(seed: number = 1) {
    this.#seed = seed | 0
  }

  /** Whether a description was heard. */
  get known(): boolean {
    return this.#gain > 0
  }

  /** Takes a description; an empty payload is ignored, an order past 12 is cut. Total. */
  describe(bytes: Uint8Array, offset: number, length: number): boolean {
    if (length < 1 || offset < 0 || offset + length > bytes.length) return false
    const order = Math.min(MAX_ORDER, length - 1)
    // The lattice raises the power by 1 / Π(1 − k²): the white noise is lowered by as much, so that the level is the level.
    let power = 1
    for (let i = 0; i < order; i++) {
      const k = Math.max(-0.99, Math.min(0.99, (258 * (bytes[offset + 1 + i]! - 127)) / 32_768))
      this.#reflections[i] = k
      power *= 1 - k * k
    }
    if (order !== this.#order) this.#state.fill(0)
    this.#order = order
    // 0 dBov is the level of a full-scale square wave: amplitude 32768. Uniform noise of width ±1 has an rms of 1/√3.
    this.#gain = 32_768 * 10 ** (-(bytes[offset]! & 0x7f) / 20) * Math.sqrt(3 * power)
    return true
  }

  /** Writes noise to `out[at … at + count)`. */
  generateInto(out: Int16Array, at: number, count: number): void {
    const order = this.#order
    const k = this.#reflections
    const state = this.#state
    for (let i = 0; i < count; i++) {
      this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) | 0
      let forward = (this.#seed / 2_147_483_648) * this.#gain
      for (let stage = order - 1; stage >= 0; stage--) {
        forward -= k[stage]! * state[stage]!
        state[stage + 1] = state[stage]! + k[stage]! * forward
      }
      state[0] = forward
      out[at + i] = forward > 32_767 ? 32_767 : forward < -32_768 ? -32_768 : Math.round(forward)
    }
  }

  /** Forgets the description. */
  reset(): void {
    this.#gain = 0
    this.#order = 0
    this.#state.fill(0)
  }
}
