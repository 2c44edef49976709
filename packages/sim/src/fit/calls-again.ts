import { dayNumberOf } from '../scenario/calendar.ts'
import type { RecordedCall } from '../replay/recorded-call.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'

/** How often callers call again. */
export interface CallsAgain {
  /** Calls of known callers that ended so. */
  readonly calls: number
  /** Of these, those whose caller called again within the window. */
  readonly again: number
  /** Median time until then, ms; NaN where nobody did. */
  readonly medianMs: number
}

/** After giving up, and after a conversation; undefined where the log does not know who calls. */
export interface CallsAgainFit {
  readonly afterAbandoning: CallsAgain
  readonly afterService: CallsAgain
}

/** Calls after an hour are taken for other matters. */
export const AGAIN_WITHIN_MS = 3_600_000

/** Counts who called again within an hour of the end of a call. O(n log n). */
export function callsAgain(calls: readonly RecordedCall[]): CallsAgainFit | undefined {
  const byCaller = new Map<string, RecordedCall[]>()
  for (const call of calls) {
    if (call.caller === undefined) continue
    const same = byCaller.get(call.caller)
    if (same === undefined) byCaller.set(call.caller, [call])
    else same.push(call)
  }
  if (byCaller.size === 0) return undefined
  const gaps = { abandoned: [] as number[], answered: [] as number[] }
  for (const same of byCaller.values()) {
    same.sort((a, b) => arrivedAt(a) - arrivedAt(b))
    for (const [at, call] of same.entries()) {
      const next = same[at + 1]
      const talkMs = Number.isNaN(call.handlingMs) ? 0 : call.handlingMs
      gaps[call.outcome].push(next === undefined ? Infinity : arrivedAt(next) - arrivedAt(call) - call.waitMs - talkMs)
    }
  }
  return { afterAbandoning: counted(gaps.abandoned), afterService: counted(gaps.answered) }
}

function counted(gaps: readonly number[]): CallsAgain {
  // A call that overlaps the one before is of a shared number.
  const again = gaps.filter((gap) => gap >= 0 && gap <= AGAIN_WITHIN_MS).toSorted((a, b) => a - b)
  return { calls: gaps.length, again: again.length, medianMs: again[Math.floor(again.length / 2)] ?? NaN }
}

function arrivedAt({ date, arrivedMs }: RecordedCall): number {
  return dayNumberOf(date) * MS_PER_DAY + arrivedMs
}
