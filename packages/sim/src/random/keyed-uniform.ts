const TWO_26 = 67108864
const TWO_MINUS_52 = 2.220446049250313e-16

/**
 * The uniform number that belongs to a key of two words and a number of 32 bits: the same for the same three, unrelated
 * for others, in the open interval (0, 1) as those of a stream.
 *
 * For what one caller does later, in whatever order things happen: a stream would give the numbers to whoever comes
 * first, and another policy would see other callers. Rounds of xor and multiplication as in MurmurHash3's finaliser
 * (A. Appleby 2011), with the two words crossed.
 */
export function keyedUniform(a: number, b: number, key: number): number {
  let x = mixed(a ^ Math.imul(key, 0x9e3779b1))
  let y = mixed(b ^ Math.imul(key, 0x85ebca77) ^ x)
  x = mixed(x + y)
  y = mixed(y ^ Math.imul(x, 0xc2b2ae3d))
  return ((x >>> 6) * TWO_26 + (y >>> 6) + 0.5) * TWO_MINUS_52
}

function mixed(word: number): number {
  let x = word | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}
