import { CORE_TABLE, PROBE_TABLE, type Correlator, type ProbeLimits } from './correlator.ts'
import { CORRELATOR_WASM_HEX } from './generated/correlator-wasm.ts'
import { HOP_SAMPLES } from './plan.ts'
import { webAssembly } from './webassembly.ts'

/** What assembly/correlator.ts exports. */
interface CorrelatorExports {
  readonly configure: (
    table: number,
    hop: number,
    minEnergy: number,
    minPower: number,
    maxTwist: number,
    maxReverseTwist: number,
    unitPower: number,
    minWeaker: number,
  ) => void
  readonly scan: (window: number, from: number, last: number) => number
  readonly core: (window: number, table: number, from: number, sums: number) => void
}

// Addresses in the module's memory: both tables, the sums, then one window after the other.
const CORE_TABLE_AT = PROBE_TABLE.byteLength
const SUMS_AT = CORE_TABLE_AT + CORE_TABLE.byteLength
const WINDOWS_AT = 8192
const PAGE_BYTES = 65_536

let compiled: object | 'unsupported' | undefined

/** The module, compiled once, or `undefined` where the engine has no 128-bit SIMD. */
function moduleOf(): object | undefined {
  if (compiled === undefined) {
    const platform = webAssembly()
    const bytes = Uint8Array.from(CORRELATOR_WASM_HEX.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    compiled = platform?.validate(bytes) ? new platform.Module(bytes) : 'unsupported'
  }
  return compiled === 'unsupported' ? undefined : compiled
}

/** `count` correlators over windows of `capacity` samples in one memory; `undefined` where the engine has no SIMD. */
export function simdCorrelators(count: number, capacity: number, limits: ProbeLimits): Correlator[] | undefined {
  const module = moduleOf()
  const platform = webAssembly()
  if (!module || !platform) return undefined
  const bytes = WINDOWS_AT + 2 * capacity * count
  const memory = new platform.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) })
  new Int16Array(memory.buffer, 0, PROBE_TABLE.length).set(PROBE_TABLE)
  new Int16Array(memory.buffer, CORE_TABLE_AT, CORE_TABLE.length).set(CORE_TABLE)
  // The module is generated from assembly/correlator.ts, whose exports these are.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const exports = new platform.Instance(module, { env: { memory } }).exports as CorrelatorExports
  const { minEnergy, minPower, maxTwist, maxReverseTwist, unitPower, minWeaker } = limits
  exports.configure(0, HOP_SAMPLES, minEnergy, minPower, maxTwist, maxReverseTwist, unitPower, minWeaker)
  return Array.from({ length: count }, (_, index) => {
    return new SimdCorrelator(memory.buffer, WINDOWS_AT + 2 * capacity * index, capacity, exports)
  })
}

class SimdCorrelator implements Correlator {
  readonly samples: Int16Array
  readonly #at: number
  readonly #exports: CorrelatorExports
  readonly #sums: Int32Array

  constructor(buffer: ArrayBuffer, at: number, capacity: number, exports: CorrelatorExports) {
    this.samples = new Int16Array(buffer, at, capacity)
    this.#at = at
    this.#exports = exports
    this.#sums = new Int32Array(buffer, SUMS_AT, 16)
  }

  scan(from: number, last: number): number {
    return this.#exports.scan(this.#at, from, last)
  }

  coreInto(from: number, sums: Int32Array): void {
    this.#exports.core(this.#at, CORE_TABLE_AT, from, SUMS_AT)
    sums.set(this.#sums)
  }
}
