import { expansionOf, type Law } from '../companding/g711.ts'
import {
  BLOCK_SAMPLES,
  BLOCK_SCALE,
  CORE_SAMPLES,
  CORE_SCALE,
  correlationTable,
  HOP_SAMPLES,
  PROBE_SAMPLES,
  PROBE_SCALE,
} from './plan.ts'
import {
  type ChannelWindows,
  FILLED,
  FOLLOWING,
  FRAME_SAMPLES,
  PROBE,
  slide,
  STATE_WORDS,
  WINDOW_SAMPLES,
} from './windows.ts'

/** What the bytes of a frame are. */
export type Coding = 'linear' | Law

/**
 * The front of the decoder: keeps the samples of every channel and finds the probes that may lie in a digit. The SIMD build
 * and the TypeScript one decide by the very same integers. A `Receiver` per channel looks at what the front has found.
 */
export interface Front extends ChannelWindows {
  /** Where the host puts the next samples; as 16-bit samples or as bytes of G.711. */
  readonly frame: Int16Array
  readonly frameCodes: Uint8Array
  /** Channels that the last {@link takeAll} found to need a look. */
  readonly awake: Int32Array
  /** Takes `count` samples of a channel, at most `FRAME_SAMPLES`, from the frame. Returns whether it needs a look. */
  take(channel: number, count: number, coding: Coding): boolean
  /** Takes `count` samples of every channel from the frame, channel after channel. Returns how many are awake. */
  takeAll(count: number, coding: Coding): number
  /**
   * The first probe of a channel at `from`, `from + HOP_SAMPLES`, … that may lie in a digit, or −1 when none does up to
   * `last` (inclusive, an index where a whole core still fits).
   */
  scan(channel: number, from: number, last: number): number
  /** Writes the 16 sums over `CORE_SAMPLES` from `from` into `sums` (cosine, sine of each frequency). */
  coreInto(channel: number, from: number, sums: Int32Array): void
  /** What the last {@link fitBlocks} found, `BLOCK_RESULTS` numbers per block; see there. */
  readonly blocks: Float64Array
  /**
   * Correlates `count` blocks (at most `MAX_BLOCKS`) from index `from` on with the tones of a pair. Writes for each into
   * {@link blocks}: sums with the low tone's cosine and sine and the high tone's, and the sum of squares.
   */
  fitBlocks(channel: number, from: number, count: number, row: number, column: number): void
}

/** Numbers per block, and most blocks at once. */
export const BLOCK_RESULTS = 5
export const MAX_BLOCKS = 12

/** What a probe must show to be looked at: all of it necessary for a digit of the preset, none of it sufficient. */
export interface ProbeLimits {
  /** Least sum of squares, in the units of a probe (`probeEnergy`). */
  readonly minEnergy: number
  /** Least squared magnitude of a tone's correlation. */
  readonly minPower: number
  /** High group over low group, as a power ratio, and the reverse. */
  readonly maxTwist: number
  readonly maxReverseTwist: number
  /** Correlation power of a tone that holds all of one unit of energy. */
  readonly unitPower: number
  /** Least power of the weaker tone, as a share of all that is in neither tone. */
  readonly minWeaker: number
}

/** A tone at the edge of its tolerance shows up to a sixth less of its power at the nominal frequency in 8 ms. */
const SCALLOP = 1.2

/** The probe's sines fill it evenly: at 8 ms nothing can be spared. */
export const PROBE_TABLE: Int16Array = correlationTable(PROBE_SAMPLES, PROBE_SCALE, 'none')
/** The core's sines are tapered, so that a tone at the edge of its tolerance (0.7 of a bin off) does not fade. */
export const CORE_TABLE: Int16Array = correlationTable(CORE_SAMPLES, CORE_SCALE, 'hann')

/** A block's sines fill it evenly, as its least-squares fit asks. */
export const BLOCK_TABLE: Int16Array = correlationTable(BLOCK_SAMPLES, BLOCK_SCALE, 'none')

/** Sum of squares of a probe in steps of 64, taken pair by pair as the SIMD instruction does. */
function probeEnergy(samples: Int16Array, from: number): number {
  let energy = 0
  for (let index = from; index < from + PROBE_SAMPLES; index += 2) {
    const first = samples[index]!
    const second = samples[index + 1]!
    energy += (first * first + second * second) >>> 6
  }
  return energy
}

/** The plain TypeScript front: the reference for the SIMD build, and what runs where there is none. */
export class ScalarFront implements Front {
  readonly samples: Int16Array[]
  readonly bases: Float64Array
  readonly states: Int32Array
  readonly frame: Int16Array
  readonly frameCodes: Uint8Array
  readonly awake: Int32Array
  readonly blocks: Float64Array = new Float64Array(MAX_BLOCKS * BLOCK_RESULTS)
  readonly #limits: ProbeLimits

  constructor(channels: number, limits: ProbeLimits) {
    this.samples = Array.from({ length: channels }, () => new Int16Array(WINDOW_SAMPLES))
    this.bases = new Float64Array(channels)
    this.states = new Int32Array(channels * STATE_WORDS)
    this.frame = new Int16Array(channels * FRAME_SAMPLES)
    this.frameCodes = new Uint8Array(this.frame.buffer)
    this.awake = new Int32Array(channels)
    this.#limits = limits
  }

  take(channel: number, count: number, coding: Coding): boolean {
    return this.#take(channel, 0, count, coding)
  }

  takeAll(count: number, coding: Coding): number {
    let awake = 0
    for (let channel = 0; channel < this.samples.length; channel++) {
      if (this.#take(channel, channel * count, count, coding)) this.awake[awake++] = channel
    }
    return awake
  }

  scan(channel: number, from: number, last: number): number {
    const samples = this.samples[channel]!
    for (let at = from; at <= last; at += HOP_SAMPLES) if (mayHoldDigit(samples, at, this.#limits)) return at
    return -1
  }

  coreInto(channel: number, from: number, sums: Int32Array): void {
    const samples = this.samples[channel]!
    for (let row = 0; row < 16; row++) sums[row] = dot(samples, from, CORE_TABLE, row, CORE_SAMPLES)
  }

  fitBlocks(channel: number, from: number, count: number, row: number, column: number): void {
    const samples = this.samples[channel]!
    for (let block = 0; block < count; block++) {
      const at = from + block * BLOCK_SAMPLES
      const out = block * BLOCK_RESULTS
      this.blocks[out] = dot(samples, at, BLOCK_TABLE, 2 * row, BLOCK_SAMPLES)
      this.blocks[out + 1] = dot(samples, at, BLOCK_TABLE, 2 * row + 1, BLOCK_SAMPLES)
      this.blocks[out + 2] = dot(samples, at, BLOCK_TABLE, 8 + 2 * column, BLOCK_SAMPLES)
      this.blocks[out + 3] = dot(samples, at, BLOCK_TABLE, 9 + 2 * column, BLOCK_SAMPLES)
      this.blocks[out + 4] = energyOf(samples, at, BLOCK_SAMPLES)
    }
  }

  #take(channel: number, from: number, count: number, coding: Coding): boolean {
    if (this.states[channel * STATE_WORDS + FILLED]! + count > WINDOW_SAMPLES) slide(this, channel)
    const samples = this.samples[channel]!
    const at = this.states[channel * STATE_WORDS + FILLED]!
    if (coding === 'linear') {
      for (let index = 0; index < count; index++) samples[at + index] = this.frame[from + index]!
    } else {
      const table = expansionOf(coding)
      for (let index = 0; index < count; index++) samples[at + index] = table[this.frameCodes[from + index]!]!
    }
    return this.#advance(channel, count)
  }

  #advance(channel: number, count: number): boolean {
    const at = channel * STATE_WORDS
    const filled = this.states[at + FILLED]! + count
    this.states[at + FILLED] = filled
    if (this.states[at + FOLLOWING]) return true
    const probe = this.states[at + PROBE]!
    const last = filled - CORE_SAMPLES
    if (probe > last) return false
    const found = this.scan(channel, probe, last)
    this.states[at + PROBE] = found < 0 ? probe + HOP_SAMPLES * (Math.floor((last - probe) / HOP_SAMPLES) + 1) : found
    return found >= 0
  }
}

function mayHoldDigit(samples: Int16Array, at: number, limits: ProbeLimits): boolean {
  const energy = probeEnergy(samples, at)
  if (energy < limits.minEnergy) return false
  // The high group first: speech has least there, so that most of it ends here.
  const high = strongest(samples, at, 8)
  if (high < limits.minPower) return false
  const low = strongest(samples, at, 0)
  return (
    low >= limits.minPower &&
    high <= limits.maxTwist * low &&
    low <= limits.maxReverseTwist * high &&
    Math.min(low, high) >= limits.minWeaker * (limits.unitPower * energy - SCALLOP * (low + high))
  )
}

function strongest(samples: Int16Array, at: number, firstRow: number): number {
  let strongest = 0
  for (let row = firstRow; row < firstRow + 8; row += 2) {
    const re = dot(samples, at, PROBE_TABLE, row, PROBE_SAMPLES)
    const im = dot(samples, at, PROBE_TABLE, row + 1, PROBE_SAMPLES)
    const power = re * re + im * im
    if (power > strongest) strongest = power
  }
  return strongest
}

function energyOf(samples: Int16Array, from: number, count: number): number {
  let energy = 0
  for (let index = from; index < from + count; index++) energy += samples[index]! ** 2
  return energy
}

function dot(samples: Int16Array, from: number, table: Int16Array, row: number, count: number): number {
  let sum = 0
  const base = row * count
  for (let index = 0; index < count; index++) sum += samples[from + index]! * table[base + index]!
  return sum
}
