// What all sums are made of: eight samples of 16 bits a vector, four products a sum.

/** Bytes of a vector. */
export const VECTOR: usize = 16

// @ts-ignore: decorator
@inline
export function sumOf(v: v128): i32 {
  const pairs = i32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1))
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
}

// @ts-ignore: decorator
@inline
export function dot4(a: v128, b: v128, c: v128, d: v128, row: usize): v128 {
  return i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(a, v128.load(row)), i32x4.dot_i16x8_s(b, v128.load(row, VECTOR))),
    i32x4.add(i32x4.dot_i16x8_s(c, v128.load(row, 2 * VECTOR)), i32x4.dot_i16x8_s(d, v128.load(row, 3 * VECTOR))),
  )
}

/** The sums of four vectors, as one. */
// @ts-ignore: decorator
@inline
export function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7))
}
