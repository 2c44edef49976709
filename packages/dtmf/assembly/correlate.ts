// The sums of a candidate: over a core, and block by block.
import { dot4, sumOf, VECTOR } from './lanes'
import { windowOf } from './memory'

const CORE_VECTORS: usize = 20
const CORE_ROW: usize = CORE_VECTORS * VECTOR
const BLOCK_ROW: usize = 5 * VECTOR
const BLOCK_RESULTS: usize = 5 * 8

/** The sixteen sums over a core that starts at `from` in a channel's window. */
export function core(channel: i32, table: usize, from: i32, sums: usize): void {
  const at = windowOf(channel) + (<usize>from << 1)
  for (let row: usize = 0; row < 16; row++) {
    let sum = i32x4.splat(0)
    const base = table + row * CORE_ROW
    for (let k: usize = 0; k < CORE_ROW; k += VECTOR) {
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(at + k), v128.load(base + k)))
    }
    store<i32>(sums + (row << 2), sumOf(sum))
  }
}

// @ts-ignore: decorator
@inline
function dot5(a: v128, b: v128, c: v128, d: v128, e: v128, row: usize): f64 {
  return <f64>sumOf(i32x4.add(dot4(a, b, c, d, row), i32x4.dot_i16x8_s(e, v128.load(row, 4 * VECTOR))))
}

/** The sums of squares of eight samples, two by two, as two sums of 64 bits. */
// @ts-ignore: decorator
@inline
function squares(x: v128): v128 {
  const pairs = i32x4.dot_i16x8_s(x, x)
  return i64x2.add(i64x2.extend_low_i32x4_u(pairs), i64x2.extend_high_i32x4_u(pairs))
}

/** Five results for each of `count` blocks from `from` on: sums with cosine and sine of low and high tone, and energy. */
export function blocks(
  channel: i32,
  table: usize,
  from: i32,
  count: i32,
  lowRow: i32,
  highRow: i32,
  results: usize,
): void {
  const low = table + BLOCK_ROW * <usize>lowRow
  const high = table + BLOCK_ROW * <usize>highRow
  let at = windowOf(channel) + (<usize>from << 1)
  const end = at + BLOCK_ROW * <usize>count
  for (let out = results; at < end; at += BLOCK_ROW, out += BLOCK_RESULTS) {
    const a = v128.load(at)
    const b = v128.load(at, VECTOR)
    const c = v128.load(at, 2 * VECTOR)
    const d = v128.load(at, 3 * VECTOR)
    const e = v128.load(at, 4 * VECTOR)
    store<f64>(out, dot5(a, b, c, d, e, low))
    store<f64>(out, dot5(a, b, c, d, e, low + BLOCK_ROW), 8)
    store<f64>(out, dot5(a, b, c, d, e, high), 16)
    store<f64>(out, dot5(a, b, c, d, e, high + BLOCK_ROW), 24)
    const pairs = i64x2.add(i64x2.add(squares(a), squares(b)), i64x2.add(squares(c), squares(d)))
    const energy = i64x2.add(pairs, squares(e))
    store<f64>(out, <f64>(i64x2.extract_lane(energy, 0) + i64x2.extract_lane(energy, 1)), 32)
  }
}
