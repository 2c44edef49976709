import type { BurstGap } from '../quality/burst-gap.ts'

/** A packet may be this many numbers behind before it is taken for lost. */
const SIZE = 128

/** Decides lost or received in order of number, with room for reordering. O(1) a packet amortised, no allocation. */
export class FateWindow {
  readonly #bursts: BurstGap
  readonly #seen = new Uint8Array(SIZE)
  #next = -1
  #highest = -1

  constructor(bursts: BurstGap) {
    this.#bursts = bursts
  }

  /** Notes a packet. */
  received(extSeq: number): void {
    if (this.#next < 0) {
      this.#next = extSeq
      this.#highest = extSeq
    }
    if (extSeq < this.#next) return
    // A jump of thousands is a restart, not thousands of losses.
    if (extSeq - this.#highest > 3000) {
      this.flush()
      this.#next = extSeq
    }
    while (extSeq - this.#next >= SIZE) this.#decide()
    this.#seen[extSeq % SIZE] = 1
    if (extSeq > this.#highest) this.#highest = extSeq
  }

  #decide(): void {
    const slot = this.#next++ % SIZE
    this.#bursts.take(this.#seen[slot] === 1 ? 'received' : 'lost')
    this.#seen[slot] = 0
  }

  /** Decides all that is left. */
  flush(): void {
    while (this.#next >= 0 && this.#next <= this.#highest) this.#decide()
  }
}
