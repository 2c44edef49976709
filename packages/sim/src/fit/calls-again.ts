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
  /** Times until then, ascending, ms. */
  readonly gapsMs: readonly number[]
}

/** After giving up, and after a conversation; undefined where the log does not know who calls. */
export interface CallsAgainFit {
  readonly afterAbandoning: CallsAgain
  readonly afterService: CallsAgain
  /** Share of calls whose caller is known. */
  readonly known: number
  /** Of a type's calls of known callers, the share that comes within the hour of one before: by type. */
  readonly returning: ReadonlyMap<string, number>
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
  const ofType = new Map<string, { calls: number; returning: number }>()
  for (const same of byCaller.values()) {
    same.sort((a, b) => arrivedAt(a) - arrivedAt(b))
    for (const [at, call] of same.entries()) {
      const next = same[at + 1]
      const talkMs = Number.isNaN(call.handlingMs) ? 0 : call.handlingMs
      const gapMs = next === undefined ? Infinity : arrivedAt(next) - arrivedAt(call) - call.waitMs - talkMs
      gaps[call.outcome].push(gapMs)
      const own = ofType.get(call.type) ?? { calls: 0, returning: 0 }
      ofType.set(call.type, { ...own, calls: own.calls + 1 })
      if (next === undefined || !isAgain(gapMs)) continue
      const other = ofType.get(next.type) ?? { calls: 0, returning: 0 }
      ofType.set(next.type, { ...other, returning: other.returning + 1 })
    }
  }
  const withCaller = gaps.abandoned.length + gaps.answered.length
  return {
    afterAbandoning: counted(gaps.abandoned),
    afterService: counted(gaps.answered),
    known: withCaller / calls.length,
    returning: new Map([...ofType].map(([type, each]) => [type, each.returning / each.calls])),
  }
}

function counted(gaps: readonly number[]): CallsAgain {
  const again = gaps.filter(isAgain).toSorted((a, b) => a - b)
  return {
    calls: gaps.length,
    again: again.length,
    medianMs: again[Math.floor(again.length / 2)] ?? NaN,
    gapsMs: again,
  }
}

/** A call that overlaps the one before is of a shared number. */
function isAgain(gapMs: number): boolean {
  return gapMs >= 0 && gapMs <= AGAIN_WITHIN_MS
}

function arrivedAt({ date, arrivedMs }: RecordedCall): number {
  return dayNumberOf(date) * MS_PER_DAY + arrivedMs
}
