import { z } from 'zod'

import { parseDuration } from '../scenario/duration.ts'
import { readMerged } from '../scenario/inherit.ts'
import { IssueList } from '../scenario/issue.ts'
import type { ScenarioIo } from '../scenario/load.ts'
import { listOf, numberFrom, positiveDuration, section, wholeFrom } from '../scenario/schema/value.ts'
import { validate } from '../scenario/validate.ts'
import type { AbsenceLaw } from './absence-law.ts'
import type { SkillReading } from './agent-skills.ts'

/** What presence is inferred with: fitted to other months than those that are replayed, and fixed. */
export interface PresenceModel {
  readonly law: AbsenceLaw
  /** Absences from here on are breaks, taken at their time of the day; shorter ones are the scenario's after-call work. */
  readonly breakFromMs: number
  /** Who waited no longer did not wait: the switch's own time from a free agent to an answer. */
  readonly graceMs: number
  readonly skills: SkillReading
}

interface RawPresence {
  readonly 'strowger-presence': 1
  readonly breakFrom: string
  readonly grace: string
  readonly skills: { readonly days: number; readonly leastShare: number }
  readonly absences: readonly { readonly upTo: string; readonly chance: number }[]
}

const rawPresence: z.ZodType<RawPresence> = section('a presence model', {
  'strowger-presence': z.literal(1, { error: '1, the version of the format that this program reads' }),
  breakFrom: positiveDuration,
  grace: positiveDuration,
  skills: section('skills, such as { days: 7, leastShare: 0.2 }', {
    days: wholeFrom(0, 366, 'a whole number of days, 0 or more'),
    leastShare: numberFrom(0, 1, 'a share from 0 to 1'),
  }),
  absences: listOf(
    'a list of steps, such as [{ upTo: 10s, chance: 0.7 }, { upTo: 2m, chance: 0.3 }]',
    section('a step, such as { upTo: 10s, chance: 0.7 }', {
      upTo: positiveDuration,
      chance: numberFrom(0, 1, 'a chance from 0 to 1'),
    }),
  ),
})

/**
 * Reads the file of a presence model, as `strowger fit` writes it.
 *
 * @throws ScenarioError for every mistake in the file.
 */
export function loadPresence(path: string, io: ScenarioIo): PresenceModel {
  const root = readMerged(path, io)
  const issues = new IssueList(root)
  const raw = validate(rawPresence, root, issues)
  const upToMs = raw.absences.map(({ upTo }) => parseDuration(upTo)!)
  const sum = raw.absences.reduce((total, { chance }) => total + chance, 0)
  if (Math.abs(sum - 1) > 0.001) {
    issues.add('out-of-range', ['absences'], `the chances add up to ${sum}`, 'make them add up to 1')
  }
  for (let step = 1; step < upToMs.length; step += 1) {
    if (upToMs[step]! > upToMs[step - 1]!) continue
    issues.add('out-of-range', ['absences', step, 'upTo'], 'the steps do not ascend', 'write a longer duration')
  }
  issues.throwIfAny()
  return {
    law: { upToMs, chances: raw.absences.map(({ chance }) => chance / sum) },
    breakFromMs: parseDuration(raw.breakFrom)!,
    graceMs: parseDuration(raw.grace)!,
    skills: raw.skills,
  }
}
