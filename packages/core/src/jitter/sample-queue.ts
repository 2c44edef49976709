/**
 * Decoded samples between the decoder and the ear, with the recent past kept before them: concealment and stretching look
 * back into it. One linear array that is shifted when its end is reached, so that all loops run over plain indices.
 */
export class SampleQueue {
  /** The memory: past `[0, head)`, waiting `[head, tail)`. */
  readonly samples: Int16Array
  readonly #words: Int32Array
  readonly #history: number
  /** First waiting sample. */
  head: number
  /** One past the last waiting sample; decoders write here. */
  tail: number
  #out: Int16Array = new Int16Array(0)
  #out32: Int32Array = new Int32Array(0)

  constructor(historySamples: number, capacitySamples: number) {
    this.#history = historySamples
    // A shift moves the past only. Larger would make shifts rarer, and the memory no longer lie in the nearest cache.
    const size = historySamples * 2 + capacitySamples
    this.samples = new Int16Array(size + (size & 1))
    this.#words = new Int32Array(this.samples.buffer)
    this.head = historySamples
    this.tail = historySamples
  }

  /** Samples waiting. */
  get length(): number {
    return this.tail - this.head
  }

  /** Makes room for `count` more after the tail; false when there is none even after a shift. */
  reserve(count: number): boolean {
    if (this.tail + count <= this.samples.length) return true
    const from = this.head - this.#history
    // An even shift keeps word copies aligned.
    const shift = from - (from & 1)
    if (shift <= 0) return false
    this.samples.copyWithin(0, shift, this.tail)
    this.head -= shift
    this.tail -= shift
    return this.tail + count <= this.samples.length
  }

  /** Moves `count` samples from the head to `out[at …]`; the caller knows that they are there. O(count). */
  readInto(out: Int16Array, at: number, count: number): void {
    const head = this.head
    let i = 0
    if (((head | at) & 1) === 0 && count >= 16) {
      if (out !== this.#out) this.#remember(out)
      const out32 = this.#out32
      const words = this.#words
      const from = head >> 1
      const to = at >> 1
      const pairs = out32.length === 0 ? 0 : count >> 1
      for (; i < pairs; i++) out32[to + i] = words[from + i]!
      i <<= 1
    }
    const samples = this.samples
    for (; i < count; i++) out[at + i] = samples[head + i]!
    this.head = head + count
  }

  #remember(out: Int16Array): void {
    this.#out = out
    this.#out32 =
      (out.byteOffset & 3) === 0 ? new Int32Array(out.buffer, out.byteOffset, out.length >> 1) : new Int32Array(0)
  }

  /** What was waiting counts as heard. */
  skip(): void {
    this.head = this.tail
  }

  /** Forgets everything, the past too. */
  clear(): void {
    this.samples.fill(0)
    this.head = this.#history
    this.tail = this.#history
  }
}
