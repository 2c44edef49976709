import { dateOf, dayNumberOf } from '../calendar.ts'
import { MS_PER_DAY, WEEKDAYS, type Weekday } from '../clock.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { RunSpec } from '../scenario.ts'
import type { RawSpecialDay } from '../schema/days.ts'
import { keysAt } from '../source.ts'
import type { Context } from './context.ts'

/** What one day of the run is for one contact type. */
export interface DayOf {
  readonly factor: number
  /** Name of the profile of such days; absent: the type's own. */
  readonly profile?: string
}

const PLAIN: DayOf = { factor: 1 }

/** Checks what special days name. */
export function checkSpecialDays({ raw, root, run, issues }: Context): void {
  const names = [...keysAt(root, ['types'])]
  for (const [index, day] of (raw.specialDays ?? []).entries()) {
    const path = ['specialDays', index]
    const profiles = keysAt(root, ['profiles'])
    if (day.profile !== undefined && !profiles.includes(day.profile)) {
      const problem = `there is no profile ${show(day.profile)}`
      issues.add('unknown-name', [...path, 'profile'], problem, suggest(day.profile, profiles))
    }
    for (const [at, type] of (day.types ?? []).entries()) {
      if (names.includes(type)) continue
      const problem = `there is no contact type ${show(type)}`
      issues.add('unknown-name', [...path, 'types', at], problem, suggest(type, names))
    }
    if (run.mode === 'steady') {
      issues.add('not-in-this-mode', path, 'special days have no steady state', 'remove them, or write mode: day')
    }
    const dates = day.on.findIndex((each) => /^\d/.test(each))
    if (dates >= 0 && run.date === undefined) {
      const remedy = 'write run.date, such as "2026-10-01"'
      issues.add('missing-key', [...path, 'on', dates], 'the run has no date to compare it with', remedy)
    }
  }
}

/** Number of calendar days that the run touches. */
export function daysOf(run: RunSpec): number {
  return Math.ceil((run.startsAtMs + run.durationMs) / MS_PER_DAY)
}

/** The weekday of day 0, 1, … of the run. */
export function weekdayOn(run: RunSpec, day: number): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(run.weekday) + day) % 7]!
}

/** What day 0, 1, … of the run is for a type, by the name in the file. */
export function dayOf(type: string, day: number, { raw, run }: Context): DayOf {
  const rules = (raw.specialDays ?? []).filter(({ types }) => types?.includes(type) !== false)
  const date = run.date === undefined ? undefined : dateOf(dayNumberOf(run.date) + day)
  const matching = (on: string | undefined) => rules.findLast((rule) => on !== undefined && rule.on.includes(on))
  const rule: RawSpecialDay | undefined = matching(date) ?? matching(weekdayOn(run, day))
  if (rule === undefined) return PLAIN
  return { factor: rule.factor ?? 1, ...(rule.profile !== undefined && { profile: rule.profile }) }
}
