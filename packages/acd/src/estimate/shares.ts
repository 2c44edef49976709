/** What {@link Shares} remember; null for what is new. */
export type SharesMemory = {
  readonly byType: readonly (number | null)[]
  readonly byGroup: readonly ({
    readonly taken: number
    readonly byType: readonly (readonly [mark: number, all: number, own: number] | null)[]
  } | null)[]
}

/**
 * Which share of what a group takes from queues is of one type, seen while the type had somebody waiting; older contacts
 * weigh less. O(groups of the type) when a contact of the type leaves, O(1) otherwise.
 */
export class Shares {
  readonly #keep: number
  readonly #groups: number
  /** By group, contacts that it took from queues. */
  readonly #taken: Float64Array
  /** By type and group: what `#taken` was when a contact of the type left last; contacts of any type, and of the type, since seen. */
  readonly #mark: Float64Array
  readonly #all: Float64Array
  readonly #own: Float64Array
  /** By type, when a contact of it left its queue last, ms. */
  readonly #leftMs: Float64Array

  /** @param weight - of the newest contact, 0 < weight < 1 */
  constructor(types: number, groups: number, weight: number) {
    this.#keep = 1 - weight
    this.#groups = groups
    this.#taken = new Float64Array(groups)
    this.#mark = new Float64Array(types * groups)
    this.#all = new Float64Array(types * groups)
    this.#own = new Float64Array(types * groups)
    this.#leftMs = new Float64Array(types).fill(-Infinity)
  }

  /**
   * A contact leaves the queue of its type.
   *
   * @param group - that took it; −1 when it gave up
   */
  left(type: number, group: number, arrivedMs: number, nowMs: number): void {
    if (group >= 0) this.#taken[group]! += 1
    // Who leaves now and was there when the one before left shows that somebody of the type has waited all the time.
    const hasWaited = arrivedMs <= this.#leftMs[type]!
    const from = type * this.#groups
    for (let at = 0; at < this.#groups; at += 1) {
      const taken = this.#taken[at]! - this.#mark[from + at]!
      this.#mark[from + at] = this.#taken[at]!
      if (!hasWaited || taken === 0) continue
      const keep = this.#keep ** taken
      this.#all[from + at] = keep * this.#all[from + at]! + taken
      this.#own[from + at] = keep * this.#own[from + at]! + (at === group ? 1 : 0)
    }
    this.#leftMs[type] = nowMs
  }

  /** By type, when a contact of it left last; by group, what it took, and of each type what is known of the pair. */
  get memory(): SharesMemory {
    const left = Array.from(this.#leftMs, (ms) => (ms === -Infinity ? null : ms))
    const byGroup = Array.from(this.#taken, (taken, group) => ({
      taken,
      byType: left.map((_, type) => {
        const at = type * this.#groups + group
        return [this.#mark[at]!, this.#all[at]!, this.#own[at]!] as const
      }),
    }))
    return { byType: left, byGroup }
  }

  recall({ byType, byGroup }: SharesMemory): void {
    for (let type = 0; type < this.#leftMs.length; type += 1) this.#leftMs[type] = byType[type] ?? -Infinity
    for (let group = 0; group < this.#groups; group += 1) {
      const known = byGroup[group]
      this.#taken[group] = known?.taken ?? 0
      for (let type = 0; type < this.#leftMs.length; type += 1) {
        const at = type * this.#groups + group
        const [mark, all, own] = known?.byType[type] ?? [this.#taken[group]!, 0, 0]
        this.#mark[at] = mark
        this.#all[at] = all
        this.#own[at] = own
      }
    }
  }

  /** The share, 0 to 1; 1 while nothing has been seen. */
  of(type: number, group: number): number {
    const at = type * this.#groups + group
    return this.#all[at]! > 0 ? this.#own[at]! / this.#all[at]! : 1
  }
}
