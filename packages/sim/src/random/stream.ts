import { seedState } from './seed-state.ts'

const TWO_26 = 67108864
const TWO_MINUS_52 = 2.220446049250313e-16
const TWO_32 = 4294967296

/** Options of {@link RandomStream.named}. */
export interface RandomStreamOptions {
  /** Return 1 − u wherever the plain stream returns u: the other half of an antithetic pair. */
  readonly antithetic?: boolean
}

/**
 * A seeded stream of random numbers for one purpose, the same on every platform.
 *
 * One stream per purpose (arrivals of a type, patience, handling time …) is what keeps two scenarios on the same callers.
 * Generator: xoshiro128++, D. Blackman & S. Vigna 2019; period 2^128 − 1; 16 bytes of state, no allocation per draw.
 */
export class RandomStream {
  // Four numbers rather than an array: as 32-bit integers they stay unboxed, and a draw has no bounds check.
  #a: number = 0
  #b: number = 0
  #c: number = 0
  #d: number = 0
  readonly #antithetic: boolean

  /**
   * A stream that starts at the given four state words (taken modulo 2^32).
   *
   * @throws RangeError when all four are zero, the one state that xoshiro never leaves.
   */
  constructor(state: readonly [number, number, number, number], options: RandomStreamOptions = {}) {
    this.#a = state[0] | 0
    this.#b = state[1] | 0
    this.#c = state[2] | 0
    this.#d = state[3] | 0
    this.#antithetic = options.antithetic ?? false
    if ((this.#a | this.#b | this.#c | this.#d) === 0) throw new RangeError('state must not be all zeros, got 0,0,0,0')
  }

  /**
   * The stream of purpose `name` in replication `replication` of the experiment with this seed.
   *
   * The seed counts as its text: 42 and '42' are the same seed. Different triples give unrelated states (a 128-bit hash).
   */
  static named(
    seed: number | string,
    replication: number,
    name: string,
    options: RandomStreamOptions = {},
  ): RandomStream {
    return new RandomStream(seedState([String(seed), String(replication), name]), options)
  }

  /** The next 32 bits, as an integer from 0 to 2^32 − 1; never mirrored. */
  nextUint32(): number {
    return this.#nextInt32() >>> 0
  }

  /** The next 32 bits, signed: every value is a small integer, where half of the unsigned ones would be boxed. */
  #nextInt32(): number {
    const a = this.#a
    const b = this.#b
    const sum = (a + this.#d) | 0
    const result = (((sum << 7) | (sum >>> 25)) + a) | 0
    const c = this.#c ^ a
    const d = this.#d ^ b
    this.#b = b ^ c
    this.#a = a ^ d
    this.#c = c ^ (b << 9)
    this.#d = (d << 11) | (d >>> 21)
    return result
  }

  /**
   * The next uniform number in the open interval (0, 1): an odd multiple of 2^-53, from 52 random bits in two draws.
   *
   * Odd multiples, because then neither 0 nor 1 occurs and 1 − u is exact and equally likely: antithetic pairs and
   * quantiles near 1 lose nothing.
   */
  uniform(): number {
    const high = this.#nextInt32() >>> 6
    const u = (high * TWO_26 + (this.#nextInt32() >>> 6) + 0.5) * TWO_MINUS_52
    return this.#antithetic ? 1 - u : u
  }

  /** Fills `out` with what so many calls of {@link uniform} would return. */
  uniformsInto(out: Float64Array): void {
    let a = this.#a
    let b = this.#b
    let c = this.#c
    let d = this.#d
    const antithetic = this.#antithetic
    let high = 0
    // Two steps for each number, as in `uniform`.
    for (let step = 0; step < 2 * out.length; step += 1) {
      const sum = (a + d) | 0
      const bits = ((((sum << 7) | (sum >>> 25)) + a) | 0) >>> 6
      const mixed = d ^ b
      c ^= a
      a ^= mixed
      const shifted = c ^ (b << 9)
      b ^= c
      c = shifted
      d = (mixed << 11) | (mixed >>> 21)
      if ((step & 1) === 0) high = bits
      else {
        const u = (high * TWO_26 + bits + 0.5) * TWO_MINUS_52
        out[step >> 1] = antithetic ? 1 - u : u
      }
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }

  /**
   * An integer from 0 to n − 1, each equally likely; n from 1 to 2^32. Mean number of draws below 2; never mirrored.
   *
   * @throws RangeError when n is not a whole number in that range.
   */
  integer(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= TWO_32))
      throw new RangeError(`n must be a whole number from 1 to 2^32, got ${n}`)
    // Draws above the largest multiple of n would make the small remainders likelier.
    const limit = TWO_32 - (TWO_32 % n)
    let draw = this.nextUint32()
    while (draw >= limit) draw = this.nextUint32()
    return draw % n
  }
}
