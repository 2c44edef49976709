// The front of src/decode/front.ts for all channels at once, in 128-bit SIMD: the same integer sums, so the same decisions.
// AssemblyScript. Windows, tables and states live where the host put them (see `configure`); all addresses are bytes.

const PROBE_VECTORS: usize = 8
const CORE_VECTORS: usize = 20
const VECTOR: usize = 16
const SCALLOP: f64 = 1.2
const PROBE_ROW: usize = PROBE_VECTORS * VECTOR
const FOLDED_ROW: usize = PROBE_ROW / 2
const CORE_ROW: usize = CORE_VECTORS * VECTOR
const BLOCK_ROW: usize = 5 * VECTOR
const BLOCK_RESULTS: usize = 5 * 8
const CORE_SAMPLES: i32 = 160
const HOP_SAMPLES: i32 = 160
const HISTORY_SAMPLES: i32 = 2304
const IDLE_HISTORY_SAMPLES: i32 = 640

// Words of a channel's state.
const FILLED: usize = 0
const PROBE: usize = 4
const FOLLOWING: usize = 8
const STATE_BYTES: usize = 16

// What the input holds.
const MULAW: i32 = 1
const ALAW: i32 = 2

// Where things are.
let tables: usize = 0
let folded: usize = 0
let states: usize = 0
let bases: usize = 0
let input: usize = 0
let awake: usize = 0
let windows: usize = 0
let stride: usize = 0
let capacity: i32 = 0

// The limits of a preset: one module instance serves one decoder, or one bank.
let minEnergy: f64 = 0
let minPower: f64 = 0
let maxTwist: f64 = 0
let maxReverseTwist: f64 = 0
let unitPower: f64 = 0
let minWeaker: f64 = 0
let foldedSlack: f64 = 0

/** Takes the addresses of all that the host shares: tables of whole and of folded probes, then what every channel has. */
export function place(
  tablesAt: usize,
  foldedAt: usize,
  statesAt: usize,
  basesAt: usize,
  inputAt: usize,
  awakeAt: usize,
  windowsAt: usize,
  strideBytes: usize,
  capacitySamples: i32,
): void {
  tables = tablesAt
  folded = foldedAt
  states = statesAt
  bases = basesAt
  input = inputAt
  awake = awakeAt
  windows = windowsAt
  stride = strideBytes
  capacity = capacitySamples
}

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

// @ts-ignore: decorator
@inline
function dot4(a: v128, b: v128, c: v128, d: v128, row: usize): v128 {
  return i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(a, v128.load(row)), i32x4.dot_i16x8_s(b, v128.load(row, VECTOR))),
    i32x4.add(i32x4.dot_i16x8_s(c, v128.load(row, 2 * VECTOR)), i32x4.dot_i16x8_s(d, v128.load(row, 3 * VECTOR))),
  )
}

/** The sums of four vectors, as one. */
// @ts-ignore: decorator
@inline
function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7))
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
  const window = windows + stride * <usize>channel
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

/** The sixteen sums over a core that starts at `from` in a channel's window. */
export function core(channel: i32, table: usize, from: i32, sums: usize): void {
  const at = windows + stride * <usize>channel + (<usize>from << 1)
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
  let at = windows + stride * <usize>channel + (<usize>from << 1)
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

/** Slides a channel's window so that all but what may be looked at again is free. */
function slide(channel: i32): void {
  const state = states + STATE_BYTES * <usize>channel
  const filled = load<i32>(state, FILLED)
  const probe = load<i32>(state, PROBE)
  const kept = load<i32>(state, FOLLOWING) ? filled - HISTORY_SAMPLES : min(probe, filled) - IDLE_HISTORY_SAMPLES
  // Whole vectors, so that a copy upwards never overtakes itself.
  const drop = kept & ~7
  if (drop <= 0) return
  const window = windows + stride * <usize>channel
  const from = <usize>drop << 1
  const bytes = <usize>(filled - drop) << 1
  for (let k: usize = 0; k < bytes; k += VECTOR) v128.store(window + k, v128.load(window + from + k))
  store<i32>(state, filled - drop, FILLED)
  store<i32>(state, probe - drop, PROBE)
  const base = bases + (<usize>channel << 3)
  store<f64>(base, load<f64>(base) + <f64>drop)
}

/** Counts `count` more samples of a channel. Returns whether the host must look at it. */
function advance(channel: i32, state: usize, count: i32): bool {
  const filled = load<i32>(state, FILLED) + count
  store<i32>(state, filled, FILLED)
  if (load<i32>(state, FOLLOWING)) return true
  const probe = load<i32>(state, PROBE)
  const last = filled - CORE_SAMPLES
  if (probe > last) return false
  const found = scan(channel, probe, last)
  store<i32>(state, found < 0 ? probe + HOP_SAMPLES * ((last - probe) / HOP_SAMPLES + 1) : found, PROBE)
  return found >= 0
}

/** 1 << segment of G.711, as bytes. */
// @ts-ignore: decorator
@inline
function scaleOf(toggled: v128, powers: v128): v128 {
  const segments = v128.and(i16x8.shr_u(toggled, 4), i16x8.splat(7))
  return v128.and(i8x16.swizzle(powers, segments), i16x8.splat(255))
}

/** `magnitude`, negative where `sign` has all bits set. */
// @ts-ignore: decorator
@inline
function signed(magnitude: v128, sign: v128): v128 {
  return i16x8.sub(v128.xor(magnitude, sign), sign)
}

/** Eight codes of µ-law (ITU-T G.711 Table 2a) as samples of 16 bits. */
// @ts-ignore: decorator
@inline
function mulaw8(codes: usize): v128 {
  const inverted = v128.xor(v128.load8x8_u(codes), i16x8.splat(255))
  const mantissa = i16x8.add(i16x8.shl(v128.and(inverted, i16x8.splat(15)), 1), i16x8.splat(33))
  const powers = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0)
  const magnitude = i16x8.sub(i16x8.mul(mantissa, scaleOf(inverted, powers)), i16x8.splat(33))
  return signed(i16x8.shl(magnitude, 2), i16x8.shr_s(i16x8.shl(inverted, 8), 15))
}

/** Eight codes of A-law (ITU-T G.711 Table 1a) as samples of 16 bits. */
// @ts-ignore: decorator
@inline
function alaw8(codes: usize): v128 {
  const toggled = v128.xor(v128.load8x8_u(codes), i16x8.splat(0x55))
  const step = i16x8.add(i16x8.shl(v128.and(toggled, i16x8.splat(15)), 1), i16x8.splat(1))
  const leading = v128.and(i16x8.gt_u(v128.and(toggled, i16x8.splat(0x70)), i16x8.splat(0)), i16x8.splat(32))
  const powers = i8x16(1, 1, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0)
  const magnitude = i16x8.mul(i16x8.add(step, leading), scaleOf(toggled, powers))
  return signed(i16x8.shl(magnitude, 3), v128.not(i16x8.shr_s(i16x8.shl(toggled, 8), 15)))
}

/** Writes `count` samples of the input from its `from`-th on to `out`, and up to seven more. */
function copy(from: i32, count: i32, coding: i32, out: usize): void {
  const end = out + (<usize>count << 1)
  if (coding == MULAW) {
    for (let at = input + <usize>from; out < end; at += 8, out += VECTOR) v128.store(out, mulaw8(at))
  } else if (coding == ALAW) {
    for (let at = input + <usize>from; out < end; at += 8, out += VECTOR) v128.store(out, alaw8(at))
  } else {
    for (let at = input + (<usize>from << 1); out < end; at += VECTOR, out += VECTOR) v128.store(out, v128.load(at))
  }
}

/** Takes `count` samples of a channel, the input's from the `from`-th on. Returns whether the host must look at it. */
export function take(channel: i32, from: i32, count: i32, coding: i32): bool {
  const state = states + STATE_BYTES * <usize>channel
  if (load<i32>(state, FILLED) + count > capacity) slide(channel)
  copy(from, count, coding, windows + stride * <usize>channel + (<usize>load<i32>(state, FILLED) << 1))
  return advance(channel, state, count)
}

/**
 * Takes `count` samples of each channel from the input, where they stand one channel after the other, and writes the
 * channels that the host must look at into `awake`. Returns how many these are.
 */
export function takeAll(channels: i32, count: i32, coding: i32): i32 {
  let found: i32 = 0
  for (let channel: i32 = 0; channel < channels; channel++) {
    if (take(channel, channel * count, count, coding)) {
      store<i32>(awake + (<usize>found << 2), channel)
      found++
    }
  }
  return found
}
