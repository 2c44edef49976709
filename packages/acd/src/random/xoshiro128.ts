/**
 * xoshiro128++ (Blackman & Vigna 2021): 32 random bits a step from 128 bits of state, period 2¹²⁸ − 1. For policies that
 * draw lots: the same seed gives the same draws on every engine. Not for secrets.
 */
export class Xoshiro128 {
  readonly #state: Uint32Array

  /** @param state - four 32-bit words, not all 0 */
  constructor(state: readonly [number, number, number, number]) {
    this.#state = Uint32Array.from(state)
  }

  /** A generator whose state is spread from one 32-bit number. */
  static seeded(seed: number): Xoshiro128 {
    return new Xoshiro128([spread(seed, 1), spread(seed, 2), spread(seed, 3), spread(seed, 4)])
  }

  /** The next 32 bits, 0 … 2³² − 1. */
  next(): number {
    const s = this.#state
    const sum = (s[0]! + s[3]!) | 0
    const result = (((sum << 7) | (sum >>> 25)) + s[0]!) >>> 0
    const shifted = s[1]! << 9
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= shifted
    s[3] = (s[3]! << 11) | (s[3]! >>> 21)
    return result
  }

  /** A whole number from 0 to `count` − 1, all alike to within count ÷ 2³². */
  below(count: number): number {
    return Math.floor((this.next() / 2 ** 32) * count)
  }
}

/** One word of state: a Weyl step and the finaliser of MurmurHash3, a bijection, so four steps are never all 0. */
function spread(seed: number, step: number): number {
  let word = (seed + Math.imul(step, 0x9e37_79b9)) | 0
  word = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2_ae35)
  return (word ^ (word >>> 16)) >>> 0
}
