import type { RecordedDay } from './recorded-day.ts'
import { servicesByAgent } from './recorded-services.ts'

/** A stretch of a day during which an agent was there, ms from time zero of the day. */
export interface RecordedPresence {
  readonly agent: string
  readonly fromMs: number
  readonly toMs: number
}

/**
 * When agents were there, inferred from the calls they answered: from the answer of a call to the end of the last call
 * that followed without a pause of more than `longestPauseMs`.
 *
 * A log does not say who was there and free. Too short a pause loses agents who had nothing to do, too long a one
 * counts breaks as presence: it is to be tuned. In order of start; O(n log n).
 */
export function recordedPresence(day: RecordedDay, longestPauseMs: number): RecordedPresence[] {
  const presences: RecordedPresence[] = []
  for (const [agent, services] of servicesByAgent(day)) {
    let fromMs = NaN
    let toMs = -Infinity
    for (const service of services) {
      if (service.fromMs - toMs > longestPauseMs) {
        if (toMs > fromMs) presences.push({ agent, fromMs, toMs })
        fromMs = service.fromMs
        toMs = service.toMs
      } else toMs = Math.max(toMs, service.toMs)
    }
    if (toMs > fromMs) presences.push({ agent, fromMs, toMs })
  }
  return presences.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
}
