import { RandomStream } from '../random/stream.ts'
import { skillsOfAgents } from '../replay/agent-skills.ts'
import { agentDays, drawPresence } from '../replay/drawn-presence.ts'
import type { PresenceModel } from '../replay/presence-model.ts'
import type { RecordedDay } from '../replay/recorded-day.ts'
import { shiftsOf, wholeAgents } from '../replay/recorded-staffing.ts'
import { MS_PER_DAY, type Weekday, WEEKDAYS } from '../scenario/clock.ts'
import type { ShiftSpec } from '../scenario/scenario.ts'

const DRAWS = 10

/**
 * Shifts with the mean number of agents at work by interval and weekday, as the log shows them: the mean of ten draws of
 * presence. Weekdays without agents have none.
 *
 * @param skillOf - the skill that a type asks for; undefined where anyone may take it
 */
export function fittedShifts(
  days: readonly RecordedDay[],
  skillOf: (type: string) => string | undefined,
  presence: PresenceModel,
  intervalMs: number,
  seed: number,
): ShiftSpec[] {
  const skills = skillsOfAgents(days, skillOf, presence.skills)
  const slots = MS_PER_DAY / intervalMs
  const sums = new Map<Weekday, Float64Array>()
  for (const day of days) {
    const sum = sums.get(day.weekday) ?? new Float64Array(slots)
    sums.set(day.weekday, sum)
    const agents = agentDays(day, skills.get(day.number)!, skillOf, presence.graceMs)
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const stream = RandomStream.named(seed, draw, `presence ${day.number}`)
      for (const { fromMs, finishedMs } of drawPresence(agents, presence, stream))
        addTo(sum, fromMs, finishedMs, intervalMs)
    }
  }
  return WEEKDAYS.flatMap((weekday) => {
    const sum = sums.get(weekday)
    if (sum === undefined) return []
    const count = DRAWS * days.filter((day) => day.weekday === weekday).length
    return shiftsOf(wholeAgents([...sum].map((agents) => agents / count)), intervalMs, [weekday])
  })
}

function addTo(sum: Float64Array, fromMs: number, toMs: number, intervalMs: number): void {
  const last = Math.min(sum.length - 1, Math.floor(toMs / intervalMs))
  for (let slot = Math.floor(fromMs / intervalMs); slot <= last; slot += 1) {
    sum[slot]! +=
      Math.max(0, Math.min(toMs, (slot + 1) * intervalMs) - Math.max(fromMs, slot * intervalMs)) / intervalMs
  }
}
