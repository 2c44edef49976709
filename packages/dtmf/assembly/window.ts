// What every channel keeps of its samples, and what is done when more come.
import { alaw8, mulaw8 } from './companding'
import { VECTOR } from './lanes'
import { awake, baseOf, capacity, FILLED, FOLLOWING, input, PROBE, stateOf, windowOf } from './memory'
import { nextProbe, scan } from './probe'

const CORE_SAMPLES: i32 = 160
const HISTORY_SAMPLES: i32 = 2304
const IDLE_HISTORY_SAMPLES: i32 = 640

// What the input holds.
const MULAW: i32 = 1
const ALAW: i32 = 2

/** Slides a channel's window so that all but what may be looked at again is free. */
function slide(channel: i32): void {
  const state = stateOf(channel)
  const filled = load<i32>(state, FILLED)
  const probe = load<i32>(state, PROBE)
  const kept = load<i32>(state, FOLLOWING) ? filled - HISTORY_SAMPLES : min(probe, filled) - IDLE_HISTORY_SAMPLES
  // Whole vectors, so that a copy upwards never overtakes itself.
  const drop = kept & ~7
  if (drop <= 0) return
  const window = windowOf(channel)
  const from = <usize>drop << 1
  const bytes = <usize>(filled - drop) << 1
  for (let k: usize = 0; k < bytes; k += VECTOR) v128.store(window + k, v128.load(window + from + k))
  store<i32>(state, filled - drop, FILLED)
  store<i32>(state, probe - drop, PROBE)
  const base = baseOf(channel)
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
  store<i32>(state, found < 0 ? nextProbe(probe, last) : found, PROBE)
  return found >= 0
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
  const state = stateOf(channel)
  if (load<i32>(state, FILLED) + count > capacity) slide(channel)
  copy(from, count, coding, windowOf(channel) + (<usize>load<i32>(state, FILLED) << 1))
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
