import type { RandomStream } from '../random/stream.ts'
import { type AbsenceBounds, drawAbsence } from './absence-law.ts'
import type { SkillsByAgent } from './agent-skills.ts'
import type { PresenceModel } from './presence-model.ts'
import type { RecordedDay } from './recorded-day.ts'
import type { RecordedPresence } from './recorded-presence.ts'
import { type RecordedService, servicesByAgent } from './recorded-services.ts'
import { WaitingTimes } from './waiting-times.ts'

/** An agent's day: the calls, and what the queue says of the time after each but the last. */
export interface AgentDay {
  readonly agent: string
  /** Not empty. */
  readonly services: readonly RecordedService[]
  /** One fewer than there are services. */
  readonly absences: readonly AbsenceBounds[]
}

/** A stretch of work; its last conversation in the log ended at `finishedMs`, after its end. */
export interface DrawnPresence extends RecordedPresence {
  readonly finishedMs: number
}

/**
 * The agents of a day, with the bounds of every absence between two of their calls. An absence is no shorter than up to the
 * last moment at which somebody waited whom the agent could have taken, and no longer than up to the agent's next call. It
 * is just that long when the next caller had waited, for a ready agent would have come sooner. O(n log n).
 *
 * @param skillOf - the skill that a type asks for; undefined where anyone may take it
 */
export function agentDays(
  day: RecordedDay,
  skills: SkillsByAgent,
  skillOf: (type: string) => string | undefined,
  graceMs: number,
): AgentDay[] {
  const waiting = new Map<string, WaitingTimes>()
  const waitingFor = (own: ReadonlySet<string>) => {
    const key = [...own].toSorted().join('\n')
    const takes = (type: string) => own.has(skillOf(type) ?? '') || skillOf(type) === undefined
    const times = waiting.get(key) ?? new WaitingTimes(day, takes, graceMs)
    waiting.set(key, times)
    return times
  }
  return [...servicesByAgent(day)].map(([agent, services]) => {
    const times = waitingFor(skills.get(agent) ?? new Set())
    const absences = services.slice(1).map((next, at) => boundsOf(services[at]!, next, times, graceMs))
    return { agent, services, absences }
  })
}

function boundsOf(before: RecordedService, next: RecordedService, times: WaitingTimes, graceMs: number): AbsenceBounds {
  const toMs = Math.max(0, next.fromMs - before.toMs)
  if (next.waitMs > graceMs) return { fromMs: toMs, toMs }
  return { fromMs: Math.min(toMs, times.last(before.toMs, next.fromMs) - before.toMs), toMs }
}

/**
 * Stretches during which agents were at work, drawn from what the log and the law of absences leave possible: drawn anew
 * for each replication, so that what is not known of presence widens the intervals.
 *
 * A stretch ends at a random moment of its last conversation, which is finished all the same: in the replay another one is
 * under way at that moment, and it is longer than most (the inspection paradox). In order of start; O(n).
 */
export function drawPresence(
  days: readonly AgentDay[],
  { law, breakFromMs }: PresenceModel,
  stream: RandomStream,
): DrawnPresence[] {
  const presences: DrawnPresence[] = []
  for (const { agent, services, absences } of days) {
    let fromMs = services[0]!.fromMs
    for (const [at, service] of services.entries()) {
      const bounds = absences[at]
      const absenceMs = bounds === undefined ? Infinity : drawAbsence(law, bounds, stream)
      const toMs = service.toMs - stream.uniform() * (service.toMs - service.fromMs)
      if (absenceMs < breakFromMs) continue
      if (toMs > fromMs) presences.push({ agent, fromMs, toMs, finishedMs: service.toMs })
      fromMs = service.toMs + absenceMs
    }
  }
  return presences.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
}
