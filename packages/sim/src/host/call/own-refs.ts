/** Negative `ref`s for contacts that come from the host itself: those of callers are their sessions in the flows, which are positive. */
export class OwnRefs {
  #last = 0

  next(): number {
    this.#last -= 1
    return this.#last
  }

  /** In use since before a restart. */
  keep(ref: number): void {
    this.#last = Math.min(this.#last, ref)
  }
}
