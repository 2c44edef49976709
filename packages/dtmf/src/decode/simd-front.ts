import {
  BLOCK_RESULTS,
  BLOCK_TABLE,
  type Coding,
  CORE_TABLE,
  type Front,
  MAX_BLOCKS,
  PROBE_TABLE,
  type ProbeLimits,
} from './front.ts'
import { FRONT_WASM_HEX } from './generated/front-wasm.ts'
import { PROBE_SAMPLES } from './plan.ts'
import { webAssembly } from './webassembly.ts'
import { FRAME_SAMPLES, STATE_WORDS, STRIDE_BYTES, WINDOW_SAMPLES } from './windows.ts'

/** What assembly/front.ts exports. */
interface FrontExports {
  readonly place: (
    tables: number,
    folded: number,
    states: number,
    bases: number,
    input: number,
    awake: number,
    windows: number,
    stride: number,
    capacity: number,
  ) => void
  readonly configure: (
    minEnergy: number,
    minPower: number,
    maxTwist: number,
    maxReverseTwist: number,
    unitPower: number,
    minWeaker: number,
    foldedSlack: number,
  ) => void
  readonly scan: (channel: number, from: number, last: number) => number
  readonly core: (channel: number, table: number, from: number, sums: number) => void
  readonly blocks: (
    channel: number,
    table: number,
    from: number,
    count: number,
    lowRow: number,
    highRow: number,
    results: number,
  ) => void
  readonly take: (channel: number, from: number, count: number, coding: number) => number
  readonly takeAll: (channels: number, count: number, coding: number) => number
}

const CODINGS = { linear: 0, mulaw: 1, alaw: 2 } as const

/** The first half of every row of the probe's table: rows are even or odd about their middle. */
const FOLDED_TABLE: Int16Array = PROBE_TABLE.filter((_, index) => index % PROBE_SAMPLES < PROBE_SAMPLES / 2)

/**
 * What a bound on a tone's power adds for what folding by halves took. Each of the two halves of a sum loses at most half a
 * unit, which is at most `lost` in a cosine's or sine's sum; (p + q)² ≤ (1 + 1/64) p² + 65 q² makes it a constant.
 */
const FOLDED_SLACK = ((): number => {
  let lost = 0
  for (let row = 0; row < FOLDED_TABLE.length; row += PROBE_SAMPLES / 2) {
    const weights = FOLDED_TABLE.subarray(row, row + PROBE_SAMPLES / 2)
    lost = Math.max(lost, 2 * weights.reduce((sum, weight) => sum + Math.abs(weight), 0))
  }
  return 65 * 2 * lost ** 2
})()

// Addresses in the module's memory: tables and sums, then what every channel has.
const CORE_TABLE_AT = PROBE_TABLE.byteLength
const FOLDED_TABLE_AT = CORE_TABLE_AT + CORE_TABLE.byteLength
const BLOCK_TABLE_AT = FOLDED_TABLE_AT + FOLDED_TABLE.byteLength
const SUMS_AT = BLOCK_TABLE_AT + BLOCK_TABLE.byteLength
const BLOCKS_AT = SUMS_AT + 64
const CHANNELS_AT = BLOCKS_AT + 8 * BLOCK_RESULTS * MAX_BLOCKS
const PAGE_BYTES = 65_536

let compiled: object | 'unsupported' | undefined

/** The module, compiled once, or `undefined` where the engine has no 128-bit SIMD. */
function moduleOf(): object | undefined {
  if (compiled === undefined) {
    const platform = webAssembly()
    const bytes = Uint8Array.from(FRONT_WASM_HEX.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    compiled = platform?.validate(bytes) ? new platform.Module(bytes) : 'unsupported'
  }
  return compiled === 'unsupported' ? undefined : compiled
}

/** The front of `channels` channels in SIMD; `undefined` where the engine has none. */
export function simdFront(channels: number, limits: ProbeLimits): Front | undefined {
  const module = moduleOf()
  const platform = webAssembly()
  if (!module || !platform) return undefined
  const statesAt = CHANNELS_AT
  const basesAt = statesAt + 4 * STATE_WORDS * channels
  const awakeAt = basesAt + 8 * channels
  const frameAt = 16 * Math.ceil((awakeAt + 4 * channels) / 16)
  const windowsAt = frameAt + 2 * FRAME_SAMPLES * channels + 16
  const memory = new platform.Memory({ initial: Math.ceil((windowsAt + STRIDE_BYTES * channels) / PAGE_BYTES) })
  const { buffer } = memory
  new Int16Array(buffer, 0, PROBE_TABLE.length).set(PROBE_TABLE)
  new Int16Array(buffer, CORE_TABLE_AT, CORE_TABLE.length).set(CORE_TABLE)
  new Int16Array(buffer, FOLDED_TABLE_AT, FOLDED_TABLE.length).set(FOLDED_TABLE)
  new Int16Array(buffer, BLOCK_TABLE_AT, BLOCK_TABLE.length).set(BLOCK_TABLE)
  // The module is generated from assembly/front.ts, whose exports these are.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const exports = new platform.Instance(module, { env: { memory } }).exports as FrontExports
  const { minEnergy, minPower, maxTwist, maxReverseTwist, unitPower, minWeaker } = limits
  exports.configure(minEnergy, minPower, maxTwist, maxReverseTwist, unitPower, minWeaker, FOLDED_SLACK)
  exports.place(0, FOLDED_TABLE_AT, statesAt, basesAt, frameAt, awakeAt, windowsAt, STRIDE_BYTES, WINDOW_SAMPLES)
  return new SimdFront(exports, {
    samples: Array.from(
      { length: channels },
      (_, channel) => new Int16Array(buffer, windowsAt + STRIDE_BYTES * channel, WINDOW_SAMPLES),
    ),
    states: new Int32Array(buffer, statesAt, STATE_WORDS * channels),
    bases: new Float64Array(buffer, basesAt, channels),
    awake: new Int32Array(buffer, awakeAt, channels),
    frame: new Int16Array(buffer, frameAt, FRAME_SAMPLES * channels),
    frameCodes: new Uint8Array(buffer, frameAt, 2 * FRAME_SAMPLES * channels),
    blocks: new Float64Array(buffer, BLOCKS_AT, BLOCK_RESULTS * MAX_BLOCKS),
    sums: new Int32Array(buffer, SUMS_AT, 16),
  })
}

/** Views of the module's memory. */
type Views = Pick<Front, 'samples' | 'states' | 'bases' | 'awake' | 'frame' | 'frameCodes' | 'blocks'> & {
  readonly sums: Int32Array
}

class SimdFront implements Front {
  readonly samples: readonly Int16Array[]
  readonly states: Int32Array
  readonly bases: Float64Array
  readonly awake: Int32Array
  readonly frame: Int16Array
  readonly frameCodes: Uint8Array
  readonly blocks: Float64Array
  readonly #sums: Int32Array
  readonly #exports: FrontExports

  constructor(exports: FrontExports, views: Views) {
    this.samples = views.samples
    this.states = views.states
    this.bases = views.bases
    this.awake = views.awake
    this.frame = views.frame
    this.frameCodes = views.frameCodes
    this.blocks = views.blocks
    this.#sums = views.sums
    this.#exports = exports
  }

  take(channel: number, count: number, coding: Coding): boolean {
    return this.#exports.take(channel, 0, count, CODINGS[coding]) !== 0
  }

  takeAll(count: number, coding: Coding): number {
    return this.#exports.takeAll(this.samples.length, count, CODINGS[coding])
  }

  scan(channel: number, from: number, last: number): number {
    return this.#exports.scan(channel, from, last)
  }

  coreInto(channel: number, from: number, sums: Int32Array): void {
    this.#exports.core(channel, CORE_TABLE_AT, from, SUMS_AT)
    sums.set(this.#sums)
  }

  fitBlocks(channel: number, from: number, count: number, row: number, column: number): void {
    this.#exports.blocks(channel, BLOCK_TABLE_AT, from, count, 2 * row, 8 + 2 * column, BLOCKS_AT)
  }
}
