/** Length of the window that every channel keeps, 512 ms. */
export const WINDOW_SAMPLES = 4096
/** Most samples of a channel that can be taken in one call, 60 ms: the longest usual packet. */
export const FRAME_SAMPLES = 480
/** Samples that stay of a candidate when the window slides: what is needed to look at it again if it is given up. */
const HISTORY_SAMPLES = 2304
/**
 * Samples that stay before the next probe while nothing is followed. A core begins up to 96 before its probe, a track 320
 * before that, its start may lie 40 earlier, and 128 are looked at before a start.
 */
const IDLE_HISTORY_SAMPLES = 640

/** Where the words of a channel's state are. */
export const FILLED = 0
export const PROBE = 1
export const FOLLOWING = 2
export const STATE_WORDS = 4

/** Bytes from one window to the next: a whole vector more than the window, since samples are copied vector by vector. */
export const STRIDE_BYTES: number = 2 * WINDOW_SAMPLES + 16

/** What is kept of every channel, laid out so that one WebAssembly call can go through all of them. */
export interface ChannelWindows {
  readonly samples: readonly Int16Array[]
  /** Stream index of each window's first sample. */
  readonly bases: Float64Array
  /**
   * `STATE_WORDS` per channel: samples in the window, index in it of the next probe (maybe beyond what is filled), and
   * whether a candidate is followed, so that the host must see every sample.
   */
  readonly states: Int32Array
}

/** Slides a channel's window so that all but what may be looked at again is free. */
export function slide({ samples, bases, states }: ChannelWindows, channel: number): void {
  const at = channel * STATE_WORDS
  const filled = states[at + FILLED]!
  const probe = states[at + PROBE]!
  const kept = states[at + FOLLOWING] ? filled - HISTORY_SAMPLES : Math.min(probe, filled) - IDLE_HISTORY_SAMPLES
  // Whole vectors, as in the SIMD build.
  const drop = kept & ~7
  if (drop <= 0) return
  samples[channel]!.copyWithin(0, drop, filled)
  states[at + FILLED] = filled - drop
  states[at + PROBE] = probe - drop
  bases[channel] = bases[channel]! + drop
}
