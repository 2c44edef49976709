import { inRange } from '../error/strowger-error.ts'

const NOBODY: readonly number[] = []

/**
 * Who hears whom. A row is one listener's sources: a bridge is two rows with one source each, a conference everybody in
 * everybody's row, listening one more in the supervisor's row, a whisper the supervisor in the agent's row only, barge-in in both
 * rows, hold an empty row. Nobody hears himself. Sets of rows are small; changes are rare, reading is by `MixPlan`.
 */
export class HearingMatrix {
  readonly #rows = new Map<number, readonly number[]>()
  /** Grows with every change: a plan made at another version is stale. */
  version = 0

  /** Sets whom `listener` hears, in place of what was; itself and repetitions are left out. O(sources log sources). */
  hear(listener: number, sources: readonly number[]): void {
    inRange('listener', listener, 0, Number.MAX_SAFE_INTEGER)
    const row = [...new Set(sources)].filter((source) => source !== listener).toSorted((a, b) => a - b)
    if (row.length === 0) this.#rows.delete(listener)
    else this.#rows.set(listener, row)
    this.version++
  }

  /** Whom `listener` hears, ascending. */
  sourcesOf(listener: number): readonly number[] {
    return this.#rows.get(listener) ?? NOBODY
  }

  /** Takes a party out: its row, and itself of all others'. O(parties × sources). */
  leave(party: number): void {
    this.#rows.delete(party)
    for (const [listener, row] of this.#rows) {
      if (row.includes(party)) {
        this.hear(
          listener,
          row.filter((source) => source !== party),
        )
      }
    }
    this.version++
  }
}
