import { enlarged } from '../memory/enlarge.ts'

/** What rules have done to a contact, as data. */
export interface HistorySnapshot {
  /** Types it was sent away from. */
  readonly left: readonly number[]
  /** The type whose rules have done something once, and which of them, as bits. */
  readonly type: number
  readonly done: number
}

/**
 * What rules have done to each contact inside: the types they sent it away from, to which they never send it back, and
 * what they have done that is done once. Few contacts have any: the others cost a word.
 */
export class RuleHistory {
  readonly #left = new Map<number, Set<number>>()
  #type = new Int32Array(16)
  #done = new Int32Array(16)

  /** True when a rule has sent the contact away from the type. */
  hasLeft(slot: number, type: number): boolean {
    return this.#left.get(slot)?.has(type) === true
  }

  leaves(slot: number, type: number): void {
    const left = this.#left.get(slot)
    if (left === undefined) this.#left.set(slot, new Set([type]))
    else left.add(type)
  }

  /** True when a rule of the type, of number `once`, has applied to the contact. */
  isDone(slot: number, type: number, once: number): boolean {
    return slot < this.#done.length && this.#type[slot] === type && ((this.#done[slot]! >>> once) & 1) === 1
  }

  done(slot: number, type: number, once: number): void {
    if (slot >= this.#done.length) {
      this.#type = enlarged(this.#type, new Int32Array(2 * slot))
      this.#done = enlarged(this.#done, new Int32Array(2 * slot))
    }
    if (this.#type[slot] !== type) this.#done[slot] = 0
    this.#type[slot] = type
    this.#done[slot]! |= 1 << once
  }

  /** The contact has ended. */
  forget(slot: number): void {
    if (slot < this.#done.length) this.#done[slot] = 0
    if (this.#left.size > 0) this.#left.delete(slot)
  }

  /** What is known of a contact; null when there is nothing. */
  of(slot: number): HistorySnapshot | null {
    const left = [...(this.#left.get(slot) ?? [])].sort((a, b) => a - b)
    const done = this.#done[slot] ?? 0
    return left.length === 0 && done === 0 ? null : { left, type: done === 0 ? 0 : this.#type[slot]!, done }
  }

  restore(slot: number, { left, type, done }: HistorySnapshot): void {
    for (const each of left) this.leaves(slot, each)
    for (let once = 0; once < 32; once += 1) if (((done >>> once) & 1) === 1) this.done(slot, type, once)
  }
}
