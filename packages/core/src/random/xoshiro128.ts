/**
 * A seeded stream of random numbers: xoshiro128++ of Blackman and Vigna (2021), its state filled from the seed by SplitMix32. The
 * same seed gives the same numbers on every engine. Period 2^128 − 1. O(1), no allocation. Not for secrets.
 */
export class Xoshiro128 {
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: number) {
    let state = seed | 0
    const next = (): number => {
      state = (state + 0x9e37_79b9) | 0
      let z = state ^ (state >>> 16)
      z = Math.imul(z, 0x21f0_aaad)
      z ^= z >>> 15
      z = Math.imul(z, 0x735a_2d97)
      return z ^ (z >>> 15)
    }
    this.#a = next()
    this.#b = next()
    this.#c = next()
    this.#d = next()
  }

  /** 32 random bits, unsigned. */
  next(): number {
    const sum = (this.#a + this.#d) | 0
    const result = (((sum << 7) | (sum >>> 25)) + this.#a) >>> 0
    const t = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= t
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result
  }

  /** Uniform on [0, 1), 32 bits fine. */
  uniform(): number {
    return this.next() / 0x1_0000_0000
  }

  /** True with that probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** Exponential of that mean. */
  exponential(mean: number): number {
    // 1 − u is never 0.
    return -Math.log(1 - this.uniform()) * mean
  }

  /** Normal of mean 0 and deviation 1 (Box and Muller 1958; the second of each pair is not kept). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }
}
