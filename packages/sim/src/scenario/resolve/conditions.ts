import { Condition, StrowgerError, WeeklySchedule } from '@strowger/acd'
import type { HoursSpec } from '../hours-spec.ts'
import type { RawScenario } from '../schema/scenario.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { addExpressionMistake } from './expression-mistake.ts'

/** What conditions ask for must be there: facts of a queue, schedules, and a clock where they ask for the time. */
export function checkConditions(hours: HoursSpec | undefined, { raw, issues }: Context): void {
  const named = Object.entries(hours?.schedules ?? {}).map(([name, spec]) => [name, new WeeklySchedule(spec)])
  const schedules: Record<string, WeeklySchedule> = Object.fromEntries(named)
  for (const [text, path] of conditionsIn(raw)) {
    try {
      void new Condition(text, { schedules, path: '', ...(hours !== undefined && { timeZone: hours.timeZone }) })
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      if (error.code === 'no-time-zone') {
        issues.add(
          'missing-key',
          path,
          'it asks for the time, and there is no clock',
          'write timeZone: "Asia/Shanghai", say',
        )
      } else if (error.code === 'duplicate-name') {
        issues.add(
          'bad-name',
          ['schedules', String(error.value)],
          'a fact of every queue has this name',
          'write another',
        )
        return
      } else addExpressionMistake(error, path, issues)
    }
  }
}

/** Every condition of a scenario, and where it stands. */
function* conditionsIn({ types, campaigns = {} }: RawScenario): Generator<[string, Path]> {
  for (const [type, { admission = [], overflow = [], reserves = [] }] of Object.entries(types)) {
    for (const [list, rules] of Object.entries({ admission, overflow })) {
      for (const [at, { when, where }] of rules.entries()) {
        if (when !== undefined) yield [when, ['types', type, list, at, 'when']]
        if (where !== undefined) yield [where, ['types', type, list, at, 'where']]
      }
    }
    for (const [at, { opens, closes }] of reserves.entries()) {
      yield [opens, ['types', type, 'reserves', at, 'opens']]
      yield [closes, ['types', type, 'reserves', at, 'closes']]
    }
  }
  for (const [campaign, { holds = [] }] of Object.entries(campaigns)) {
    for (const [at, { when }] of holds.entries()) yield [when, ['campaigns', campaign, 'holds', at, 'when']]
  }
}
