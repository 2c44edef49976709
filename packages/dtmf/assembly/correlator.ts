// The front test of src/decode/correlator.ts in 128-bit SIMD: the same integer sums, so the same decisions. AssemblyScript.
// Windows, tables and sums live where the host put them; all addresses are bytes.

const PROBE_VECTORS: usize = 8
const CORE_VECTORS: usize = 20
const VECTOR: usize = 16
const SCALLOP: f64 = 1.2
const PROBE_ROW: usize = PROBE_VECTORS * VECTOR
const CORE_ROW: usize = CORE_VECTORS * VECTOR

// @ts-ignore: decorator
@inline
function sumOf(v: v128): i32 {
  const pairs = i32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1))
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
}

// @ts-ignore: decorator
@inline
function powerOf(re: v128, im: v128): f64 {
  const r = <f64>sumOf(re)
  const i = <f64>sumOf(im)
  return r * r + i * i
}

/** Sum of squares of a probe in steps of 64, pair by pair. */
function probeEnergy(at: usize): i32 {
  let sum = i32x4.splat(0)
  for (let k: usize = 0; k < PROBE_ROW; k += VECTOR) {
    const x = v128.load(at + k)
    sum = i32x4.add(sum, i32x4.shr_u(i32x4.dot_i16x8_s(x, x), 6))
  }
  return sumOf(sum)
}

/** The strongest of four tones: eight rows of the table, one pass over the probe. */
function strongest(at: usize, table: usize): f64 {
  let a = i32x4.splat(0)
  let b = i32x4.splat(0)
  let c = i32x4.splat(0)
  let d = i32x4.splat(0)
  let e = i32x4.splat(0)
  let f = i32x4.splat(0)
  let g = i32x4.splat(0)
  let h = i32x4.splat(0)
  for (let k: usize = 0; k < PROBE_ROW; k += VECTOR) {
    const x = v128.load(at + k)
    const row = table + k
    a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(row)))
    b = i32x4.add(b, i32x4.dot_i16x8_s(x, v128.load(row, PROBE_ROW)))
    c = i32x4.add(c, i32x4.dot_i16x8_s(x, v128.load(row, 2 * PROBE_ROW)))
    d = i32x4.add(d, i32x4.dot_i16x8_s(x, v128.load(row, 3 * PROBE_ROW)))
    e = i32x4.add(e, i32x4.dot_i16x8_s(x, v128.load(row, 4 * PROBE_ROW)))
    f = i32x4.add(f, i32x4.dot_i16x8_s(x, v128.load(row, 5 * PROBE_ROW)))
    g = i32x4.add(g, i32x4.dot_i16x8_s(x, v128.load(row, 6 * PROBE_ROW)))
    h = i32x4.add(h, i32x4.dot_i16x8_s(x, v128.load(row, 7 * PROBE_ROW)))
  }
  return max(max(powerOf(a, b), powerOf(c, d)), max(powerOf(e, f), powerOf(g, h)))
}

// The limits of a preset: one module instance serves one decoder, or one bank.
let table: usize = 0
let hop: i32 = 0
let minEnergy: f64 = 0
let minPower: f64 = 0
let maxTwist: f64 = 0
let maxReverseTwist: f64 = 0
let unitPower: f64 = 0
let minWeaker: f64 = 0

/** Takes the limits of all later scans. */
export function configure(
  tableAt: usize,
  hopSamples: i32,
  energy: f64,
  power: f64,
  twist: f64,
  reverseTwist: f64,
  unit: f64,
  weaker: f64,
): void {
  table = tableAt
  hop = hopSamples
  minEnergy = energy
  minPower = power
  maxTwist = twist
  maxReverseTwist = reverseTwist
  unitPower = unit
  minWeaker = weaker
}

/** Index of the first probe from `from` to `last` in the window that may lie in a digit, or −1. */
export function scan(window: usize, from: i32, last: i32): i32 {
  for (let probe = from; probe <= last; probe += hop) {
    const at = window + (<usize>probe << 1)
    const energy = <f64>probeEnergy(at)
    if (energy < minEnergy) continue
    const high = strongest(at, table + 8 * PROBE_ROW)
    if (high < minPower) continue
    const low = strongest(at, table)
    if (low < minPower || high > maxTwist * low || low > maxReverseTwist * high) continue
    if (min(low, high) < minWeaker * (unitPower * energy - SCALLOP * (low + high))) continue
    return probe
  }
  return -1
}

/** The sixteen sums over a core that starts at `from` in the window. */
export function core(window: usize, table: usize, from: i32, sums: usize): void {
  const at = window + (<usize>from << 1)
  for (let row: usize = 0; row < 16; row++) {
    let sum = i32x4.splat(0)
    const base = table + row * CORE_ROW
    for (let k: usize = 0; k < CORE_ROW; k += VECTOR) {
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(at + k), v128.load(base + k)))
    }
    store<i32>(sums + (row << 2), sumOf(sum))
  }
}
