/** Scratch double whose upper word is `UPPER[UPPER_INDEX]`. Nothing in it outlives the function that wrote it. */
export const DOUBLE: Float64Array<ArrayBuffer> = new Float64Array([1])

/** The two 32-bit words of {@link DOUBLE}, signed, so that the engine keeps them as small integers. */
export const WORDS: Int32Array<ArrayBuffer> = new Int32Array(DOUBLE.buffer)

/** Index in {@link WORDS} of the word with sign, exponent and upper mantissa: 1 on little-endian machines. */
export const UPPER: 0 | 1 = WORDS[1] === 0 ? 0 : 1

/** Offset of exponent 0 in {@link POWERS_OF_TWO}. */
export const EXPONENT_ZERO = 1074

/**
 * 2^k at index k + {@link EXPONENT_ZERO}, for k from −1074 to 1023.
 *
 * A table, because a double assembled from two stored words and read back stalls the processor's store buffer.
 */
export const POWERS_OF_TWO: Float64Array<ArrayBuffer> = powersOfTwo()

function powersOfTwo(): Float64Array<ArrayBuffer> {
  const powers = new Float64Array(EXPONENT_ZERO + 1024)
  powers[EXPONENT_ZERO] = 1
  for (let k = EXPONENT_ZERO + 1; k < powers.length; k += 1) powers[k] = powers[k - 1]! * 2
  for (let k = EXPONENT_ZERO - 1; k >= 0; k -= 1) powers[k] = powers[k + 1]! / 2
  return powers
}

/** y·2^k for a normal y in [0.5, 2), rounded once; k from −1076 to 1024. */
export function timesPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * 2 * POWERS_OF_TWO[k - 1 + EXPONENT_ZERO]!
  if (k > -1022) return y * POWERS_OF_TWO[k + EXPONENT_ZERO]!
  // In two steps the first is exact; in one the power itself might already be subnormal.
  return y * POWERS_OF_TWO[k + 54 + EXPONENT_ZERO]! * POWERS_OF_TWO[EXPONENT_ZERO - 54]!
}
