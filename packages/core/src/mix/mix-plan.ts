import type { HearingMatrix } from './hearing-matrix.ts'

/** Listeners who share a sum: each hears all members but itself. A listener alone has its row as members. */
export interface MixGroup {
  /** Parties summed, ascending. */
  readonly members: readonly number[]
  /** Those who hear the sum; in a group of several each is a member, and its own sound is taken off. */
  readonly listeners: readonly number[]
}

/**
 * How to mix for some listeners in one pass: those whose rows differ only by themselves (a conference) share one sum of which
 * each own voice is subtracted, so that N parties cost 2 N additions a sample and not N². Made anew when the matrix changes.
 */
export class MixPlan {
  readonly groups: readonly MixGroup[]
  /** Every party that some listener hears, ascending. */
  readonly sources: readonly number[]

  private constructor(groups: readonly MixGroup[]) {
    this.groups = groups
    this.sources = [...new Set(groups.flatMap(({ members }) => members))].toSorted((a, b) => a - b)
  }

  /** The plan for `listeners`; those who hear nobody are in no group. O(listeners × sources). */
  static of(matrix: HearingMatrix, listeners: Iterable<number>): MixPlan {
    const conferences = new Map<string, { members: readonly number[]; listeners: number[] }>()
    for (const listener of listeners) {
      const row = matrix.sourcesOf(listener)
      if (row.length === 0) continue
      const members = [...row, listener].toSorted((a, b) => a - b)
      const key = members.join(' ')
      const conference = conferences.get(key)
      if (conference === undefined) conferences.set(key, { members, listeners: [listener] })
      else conference.listeners.push(listener)
    }
    const groups: MixGroup[] = []
    for (const { members, listeners } of conferences.values()) {
      // To sum two or three voices and take one off again is no gain over adding one or two.
      if (listeners.length > 1 && members.length > 3) groups.push({ members, listeners })
      else {
        for (const listener of listeners) groups.push({ members: matrix.sourcesOf(listener), listeners: [listener] })
      }
    }
    return new MixPlan(groups)
  }
}
