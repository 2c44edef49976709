/** Packets that may come behind the newest; RFC 3711 §3.3.2 asks for 64 at least. */
const WINDOW = 128
const WORDS = WINDOW / 32

/** Remembers which of the last 128 indices came. RFC 3711 §3.3.2. O(1), no allocation. */
export class ReplayWindow {
  readonly #seen = new Uint32Array(WORDS)
  #highest = -1

  /** Highest index accepted; −1 before the first. */
  get highest(): number {
    return this.#highest
  }

  /** Whether `index` came before, or is too old to tell. */
  isReplayed(index: number): boolean {
    if (index > this.#highest) return false
    if (this.#highest - index >= WINDOW) return true
    const bit = index % WINDOW
    return ((this.#seen[bit >> 5]! >>> (bit & 31)) & 1) === 1
  }

  /** Notes an index whose packet was authentic. */
  accept(index: number): void {
    if (index > this.#highest) {
      // The places between are those of indices that have not come.
      if (index - this.#highest >= WINDOW) this.#seen.fill(0)
      else for (let i = this.#highest + 1; i < index; i++) this.#put(i, false)
      this.#highest = index
    }
    this.#put(index, true)
  }

  #put(index: number, seen: boolean): void {
    const bit = index % WINDOW
    const word = bit >> 5
    const mask = 1 << (bit & 31)
    this.#seen[word] = seen ? this.#seen[word]! | mask : this.#seen[word]! & ~mask
  }
}
