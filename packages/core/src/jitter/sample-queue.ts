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
    const samples = this.samples
    let i = 0
    if ((at & 1) === 0 && count >= 16) {
      if (out !== this.#out) this.#remember(out)
      // Eight at a time; whatever does not fill eight is done one by one.
      const eights = this.#out32.length === 0 ? 0 : count >> 3
      if ((head & 1) === 0) this.#copyWords(head >> 1, at >> 1, eights << 2)
      else this.#joinHalves(head >> 1, at >> 1, eights << 2)
      i = eights << 3
    }
    for (; i < count; i++) out[at + i] = samples[head + i]!
    this.head = head + count
  }

  /** Copies words, a multiple of four, that lie alike in both memories. */
  #copyWords(from: number, to: number, count: number): void {
    const words = this.#words
    const out32 = this.#out32
    for (let i = 0; i < count; i += 4) {
      out32[to + i] = words[from + i]!
      out32[to + i + 1] = words[from + i + 1]!
      out32[to + i + 2] = words[from + i + 2]!
      out32[to + i + 3] = words[from + i + 3]!
    }
  }

  /** Makes words, a multiple of four, each of the second half of one word and the first half of the next. */
  #joinHalves(from: number, to: number, count: number): void {
    const words = this.#words
    const out32 = this.#out32
    let a = words[from]!
    for (let i = 0; i < count; i += 4) {
      const b = words[from + i + 1]!
      const c = words[from + i + 2]!
      const d = words[from + i + 3]!
      const e = words[from + i + 4]!
      out32[to + i] = (a >>> 16) | (b << 16)
      out32[to + i + 1] = (b >>> 16) | (c << 16)
      out32[to + i + 2] = (c >>> 16) | (d << 16)
      out32[to + i + 3] = (d >>> 16) | (e << 16)
      a = e
    }
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
