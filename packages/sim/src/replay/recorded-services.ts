import type { DayCall, RecordedDay } from './recorded-day.ts'

/** A conversation of an agent, ms from time zero of its day. */
export interface RecordedService {
  /** As the day's calls name it. */
  readonly type: string
  readonly fromMs: number
  readonly toMs: number
  /** How long its caller had waited. */
  readonly waitMs: number
}

/** What each named agent answered on a day, in order of time; a conversation of unknown length has none. O(n log n). */
export function servicesByAgent(day: RecordedDay): Map<string, RecordedService[]> {
  return new Map(
    [...callsByAgent(day)].map(([agent, calls]) => [
      agent,
      calls.map((call) => {
        const fromMs = answeredAt(call)
        const toMs = fromMs + (Number.isNaN(call.handlingMs) ? 0 : call.handlingMs)
        return { type: call.type, fromMs, toMs, waitMs: call.waitMs }
      }),
    ]),
  )
}

/**
 * A day on which nobody talks to two callers: who answers a call has ended the one before, whatever the log says of its
 * length (clocks that were not stopped, calls handed on). Also, how many conversations were cut so. O(n log n).
 */
export function oneCallAtATime(day: RecordedDay): { day: RecordedDay; cut: number } {
  const shorter = new Map<DayCall, number>()
  for (const calls of callsByAgent(day).values()) {
    for (const [at, call] of calls.entries()) {
      const next = calls[at + 1]
      const untilNextMs = next === undefined ? Infinity : answeredAt(next) - answeredAt(call)
      if (call.handlingMs > untilNextMs) shorter.set(call, untilNextMs)
    }
  }
  if (shorter.size === 0) return { day, cut: 0 }
  const calls = day.calls.map((call) => (shorter.has(call) ? { ...call, handlingMs: shorter.get(call)! } : call))
  return { day: { ...day, calls }, cut: shorter.size }
}

function callsByAgent({ calls }: RecordedDay): Map<string, DayCall[]> {
  const byAgent = new Map<string, DayCall[]>()
  for (const call of calls) {
    if (call.agent === undefined) continue
    const same = byAgent.get(call.agent)
    if (same === undefined) byAgent.set(call.agent, [call])
    else same.push(call)
  }
  for (const same of byAgent.values()) same.sort((a, b) => answeredAt(a) - answeredAt(b))
  return byAgent
}

function answeredAt({ timeMs, waitMs }: DayCall): number {
  return timeMs + waitMs
}
