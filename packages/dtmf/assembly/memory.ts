// Where the host has put tables, states and windows; all addresses are bytes.

// Words of a channel's state.
export const FILLED: usize = 0
export const PROBE: usize = 4
export const FOLLOWING: usize = 8
const STATE_BYTES: usize = 16

export let tables: usize = 0
export let folded: usize = 0
export let input: usize = 0
export let awake: usize = 0
export let capacity: i32 = 0
let states: usize = 0
let bases: usize = 0
let windows: usize = 0
let stride: usize = 0

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

/** A channel's state. */
// @ts-ignore: decorator
@inline
export function stateOf(channel: i32): usize {
  return states + STATE_BYTES * <usize>channel
}

/** Where the stream index of a channel's first sample stands. */
// @ts-ignore: decorator
@inline
export function baseOf(channel: i32): usize {
  return bases + (<usize>channel << 3)
}

/** A channel's first sample. */
// @ts-ignore: decorator
@inline
export function windowOf(channel: i32): usize {
  return windows + stride * <usize>channel
}
