/** What identifies a caller: a number of the host's, or its telephone number as text. */
export type CallerKey = number | string

/** Told of each first contact once it is known whether it solved the matter; `decidedMs` is when that became known. */
export type FirstContactDecided = (type: number, firstMs: number, decidedMs: number, resolved: boolean) => void

interface Caller {
  lastMs: number
  type: number
  /** The last contact was a first one, of which it is open whether it solved the matter. */
  open: boolean
}

/**
 * First-contact resolution: a contact is a first one when its caller had none in the window before, and it solved the
 * matter when none follows in the window after. Both ends of the window belong to it.
 *
 * Remembers callers of the last window, at most so many; of those it must forget it is never told. O(1) amortised, and
 * the only measure that allocates per contact.
 */
export class RepeatCalls {
  readonly #windowMs: number
  readonly #capacity: number
  readonly #decided: FirstContactDecided
  /** In order of the last contact. */
  readonly #callers = new Map<CallerKey, Caller>()

  constructor(windowMs: number, capacity: number, decided: FirstContactDecided) {
    this.#windowMs = windowMs
    this.#capacity = capacity
    this.#decided = decided
  }

  /** Callers remembered. */
  get size(): number {
    return this.#callers.size
  }

  /** A contact of a caller arrives. */
  arrived(key: CallerKey, type: number, nowMs: number): void {
    this.expire(nowMs)
    const known = this.#callers.get(key)
    if (known === undefined) {
      if (this.#callers.size >= this.#capacity) this.#forgetOldest()
      this.#callers.set(key, { lastMs: nowMs, type, open: true })
      return
    }
    if (known.open) this.#decided(known.type, known.lastMs, nowMs, false)
    known.open = false
    known.lastMs = nowMs
    // Moved to the end: the map stays in order of the last contact.
    this.#callers.delete(key)
    this.#callers.set(key, known)
  }

  /** Decides what is decided by now. */
  expire(nowMs: number): void {
    for (const [key, caller] of this.#callers) {
      const endMs = caller.lastMs + this.#windowMs
      if (endMs >= nowMs) return
      this.#callers.delete(key)
      if (caller.open) this.#decided(caller.type, caller.lastMs, endMs, true)
    }
  }

  #forgetOldest(): void {
    for (const key of this.#callers.keys()) {
      this.#callers.delete(key)
      return
    }
  }
}
