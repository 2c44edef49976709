import type { Uniforms } from '../random/uniform-block.ts'
import type { BatchSize } from '../scenario/arrival-spec.ts'
import type { ArrivalProcess } from './arrival-process.ts'

/** Contacts that come several at a time, as after a television spot: another process says when a batch comes. */
export class BatchArrivals implements ArrivalProcess {
  readonly handlingMs: number = NaN
  readonly #batches: ArrivalProcess
  readonly #sizes: readonly BatchSize[]
  readonly #stream: Uniforms
  #atMs = 0
  #left = 0

  /** @param sizes - with shares that add up to 1 */
  constructor(batches: ArrivalProcess, sizes: readonly BatchSize[], stream: Uniforms) {
    this.#batches = batches
    this.#sizes = sizes
    this.#stream = stream
  }

  nextMs(): number {
    if (this.#left === 0) {
      this.#atMs = this.#batches.nextMs()
      this.#left = this.#size()
    }
    this.#left -= 1
    return this.#atMs
  }

  #size(): number {
    let u = this.#stream.uniform()
    for (const { size, share } of this.#sizes) {
      if (u < share) return size
      u -= share
    }
    return this.#sizes.at(-1)!.size
  }
}
