import type { Presence } from '../model/model.ts'

/** Hours of a day; what goes on past midnight belongs to none. */
export const HOURS = 24
const HOUR_MS = 3_600_000

/** Adds the time that agents are at work in each hour from time zero of a day, in agents (1 = one agent all the hour). */
export function addPresent(roster: readonly Presence[], into: Float64Array): void {
  for (const { fromMs, toMs } of roster) {
    const last = Math.min(HOURS - 1, Math.floor(toMs / HOUR_MS))
    for (let hour = Math.floor(fromMs / HOUR_MS); hour <= last; hour += 1) {
      const overlapMs = Math.min(toMs, (hour + 1) * HOUR_MS) - Math.max(fromMs, hour * HOUR_MS)
      into[hour]! += Math.max(0, overlapMs) / HOUR_MS
    }
  }
}
