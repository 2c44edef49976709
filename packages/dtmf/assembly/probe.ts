// The front test: which probes of 8 ms may lie in a digit.
import { dot4, sumOf, sums4, VECTOR } from './lanes'
import { folded, tables, windowOf } from './memory'

const PROBE_VECTORS: usize = 8
const SCALLOP: f64 = 1.2
const PROBE_ROW: usize = PROBE_VECTORS * VECTOR
const FOLDED_ROW: usize = PROBE_ROW / 2
const HOP_SAMPLES: i32 = 160

// The limits of a preset: one module instance serves one decoder, or one bank.
let minEnergy: f64 = 0
let minPower: f64 = 0
let maxTwist: f64 = 0
let maxReverseTwist: f64 = 0
let unitPower: f64 = 0
let minWeaker: f64 = 0
let foldedSlack: f64 = 0

/** Takes the limits of all later scans. */
export function configure(
  energy: f64,
  power: f64,
  twist: f64,
  reverseTwist: f64,
  unit: f64,
  weaker: f64,
  slack: f64,
): void {
  minEnergy = energy
  minPower = power
  maxTwist = twist
  maxReverseTwist = reverseTwist
  unitPower = unit
  minWeaker = weaker
  foldedSlack = slack
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

/** Sum of two samples as far apart from the middle, halved: each loses half a unit at most. */
// @ts-ignore: decorator
@inline
function halfSum(a: v128, b: v128): v128 {
  return i16x8.add(i16x8.shr_s(a, 1), i16x8.shr_s(b, 1))
}

// @ts-ignore: decorator
@inline
function halfDifference(a: v128, b: v128): v128 {
  return i16x8.sub(i16x8.shr_s(a, 1), i16x8.shr_s(b, 1))
}

/** Eight samples, last first. */
// @ts-ignore: decorator
@inline
function reversed(at: usize, offset: usize): v128 {
  const x = v128.load(at + offset)
  return v128.shuffle<i16>(x, x, 7, 6, 5, 4, 3, 2, 1, 0)
}

/** Bound from above on the strongest of four tones, from the halved sums and differences about the middle of a probe. */
// @ts-ignore: decorator
@inline
function strongestBound(
  s0: v128,
  s1: v128,
  s2: v128,
  s3: v128,
  d0: v128,
  d1: v128,
  d2: v128,
  d3: v128,
  table: usize,
): f64 {
  const re = f32x4.convert_i32x4_s(
    sums4(
      dot4(s0, s1, s2, s3, table),
      dot4(s0, s1, s2, s3, table + 2 * FOLDED_ROW),
      dot4(s0, s1, s2, s3, table + 4 * FOLDED_ROW),
      dot4(s0, s1, s2, s3, table + 6 * FOLDED_ROW),
    ),
  )
  const im = f32x4.convert_i32x4_s(
    sums4(
      dot4(d0, d1, d2, d3, table + FOLDED_ROW),
      dot4(d0, d1, d2, d3, table + 3 * FOLDED_ROW),
      dot4(d0, d1, d2, d3, table + 5 * FOLDED_ROW),
      dot4(d0, d1, d2, d3, table + 7 * FOLDED_ROW),
    ),
  )
  const powers = f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im))
  const pairs = f32x4.pmax(powers, v128.shuffle<i32>(powers, powers, 2, 3, 0, 1))
  const most = <f64>max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1))
  // Twice the halves is four times the power; 1/32 and the slack bound what halving and rounding took (see foldedSlack).
  return 4.125 * most + foldedSlack
}

/**
 * Whether the exact sums could not pass either, by bounds that cost half as much: cosines are even about the middle of a
 * probe and sines odd, so that the samples can be folded there. Most of speech ends here.
 */
function cannotPass(at: usize, energy: f64): bool {
  const a0 = v128.load(at)
  const a1 = v128.load(at, VECTOR)
  const a2 = v128.load(at, 2 * VECTOR)
  const a3 = v128.load(at, 3 * VECTOR)
  const b0 = reversed(at, 7 * VECTOR)
  const b1 = reversed(at, 6 * VECTOR)
  const b2 = reversed(at, 5 * VECTOR)
  const b3 = reversed(at, 4 * VECTOR)
  const s0 = halfSum(a0, b0)
  const s1 = halfSum(a1, b1)
  const s2 = halfSum(a2, b2)
  const s3 = halfSum(a3, b3)
  const d0 = halfDifference(a0, b0)
  const d1 = halfDifference(a1, b1)
  const d2 = halfDifference(a2, b2)
  const d3 = halfDifference(a3, b3)
  const high = strongestBound(s0, s1, s2, s3, d0, d1, d2, d3, folded + 8 * FOLDED_ROW)
  if (high < minPower) return true
  const low = strongestBound(s0, s1, s2, s3, d0, d1, d2, d3, folded)
  return low < minPower || min(low, high) < minWeaker * (unitPower * energy - SCALLOP * (low + high))
}

/** Index of the first probe from `from` to `last` in a channel's window that may lie in a digit, or −1. */
export function scan(channel: i32, from: i32, last: i32): i32 {
  const window = windowOf(channel)
  for (let probe = from; probe <= last; probe += HOP_SAMPLES) {
    const at = window + (<usize>probe << 1)
    const energy = <f64>probeEnergy(at)
    if (energy < minEnergy || cannotPass(at, energy)) continue
    const high = strongest(at, tables + 8 * PROBE_ROW)
    if (high < minPower) continue
    const low = strongest(at, tables)
    if (low < minPower || high > maxTwist * low || low > maxReverseTwist * high) continue
    if (min(low, high) < minWeaker * (unitPower * energy - SCALLOP * (low + high))) continue
    return probe
  }
  return -1
}

/** The probe after the last one looked at, when none up to `last` may lie in a digit. */
// @ts-ignore: decorator
@inline
export function nextProbe(probe: i32, last: i32): i32 {
  return probe + HOP_SAMPLES * ((last - probe) / HOP_SAMPLES + 1)
}
