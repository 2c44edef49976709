/** Told again after more others than this, an event is taken for a new one. */
const KEPT = 64

/**
 * Events that were told already. What happens to a phone's channel is published to the channel and to its endpoint, and who listens to both, as an
 * application that watches phones does, is told twice: the same text, down to the time.
 */
export class SeenEvents {
  readonly #texts = new Set<string>()

  /** True for a text that was told before. O(1). */
  isAgain(text: string): boolean {
    if (this.#texts.has(text)) return true
    this.#texts.add(text)
    if (this.#texts.size > KEPT) for (const oldest of this.#texts) return this.#forget(oldest)
    return false
  }

  #forget(text: string): boolean {
    this.#texts.delete(text)
    return false
  }
}
