import { type AbsenceLaw, fitAbsences } from '../replay/absence-law.ts'
import { type SkillReading, skillsOfAgents } from '../replay/agent-skills.ts'
import { agentDays } from '../replay/drawn-presence.ts'
import type { PresenceModel } from '../replay/presence-model.ts'
import type { RecordedDay } from '../replay/recorded-day.ts'

const S = 1000
const MIN = 60 * S
const HOUR = 60 * MIN

/** Steps of the law of absences: fine where the switch and after-call work are, wide where breaks are. */
const STEPS_MS: readonly number[] = [
  ...[2, 4, 6, 8, 10, 15, 20, 30, 45].map((seconds) => seconds * S),
  ...[1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45].map((minutes) => minutes * MIN),
  ...[1, 1.5, 2, 4, 8].map((hours) => hours * HOUR),
]

/** What is chosen, and not fitted, of a presence model. */
export interface PresenceChoices {
  readonly breakFromMs: number
  readonly graceMs: number
  readonly skills: SkillReading
}

/** What is chosen where nothing else is said; how the break was, stands in docs/real-log.md. */
export const PRESENCE_CHOICES: PresenceChoices = {
  breakFromMs: MIN,
  graceMs: 5 * S,
  skills: { days: 7, leastShare: 0.2 },
}

/**
 * Fits the law of absences to days on which nobody talks to two callers at once.
 *
 * @returns undefined where no agent has two calls on a day: nothing is known then.
 */
export function fitPresence(
  days: readonly RecordedDay[],
  skillOf: (type: string) => string | undefined,
  choices: PresenceChoices = PRESENCE_CHOICES,
): PresenceModel | undefined {
  const skills = skillsOfAgents(days, skillOf, choices.skills)
  const observed = days.flatMap((day) =>
    agentDays(day, skills.get(day.number)!, skillOf, choices.graceMs).flatMap(({ absences }) => absences),
  )
  return observed.length === 0 ? undefined : { ...choices, law: fitAbsences(observed, STEPS_MS) }
}

/** Quantiles at 0, 1/steps … 1 of the absences shorter than a break: the after-call work of a scenario, ms. */
export function afterCallQuantiles({ law, breakFromMs }: PresenceModel, steps: number): number[] {
  const short = shorterThan(law, breakFromMs)
  const whole = short.reduce((sum, { chance }) => sum + chance, 0)
  return Array.from({ length: steps + 1 }, (_, at) => quantile(short, (at / steps) * whole))
}

interface Step {
  readonly fromMs: number
  readonly toMs: number
  readonly chance: number
}

function shorterThan({ upToMs, chances }: AbsenceLaw, limitMs: number): Step[] {
  return chances.flatMap((chance, at) => {
    const fromMs = upToMs[at - 1] ?? 0
    const toMs = Math.min(limitMs, upToMs[at]!)
    return toMs > fromMs ? [{ fromMs, toMs, chance: (chance * (toMs - fromMs)) / (upToMs[at]! - fromMs) }] : []
  })
}

function quantile(steps: readonly Step[], mass: number): number {
  let left = mass
  for (const { fromMs, toMs, chance } of steps) {
    if (left <= chance) return fromMs + (left / chance) * (toMs - fromMs)
    left -= chance
  }
  return steps.at(-1)?.toMs ?? 0
}
