import {
  type RoutedDayConfig,
  RoutingTable,
  type SpecialDayConfig,
  StrowgerError,
  TimeZone,
  type WeekConfig,
  WeeklySchedule,
} from '@strowger/acd'
import type { HoursSpec, ScheduleSpec, TypeHoursSpec } from '../hours-spec.ts'
import { show } from '../issue.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { RawHoliday, RawSchedule, RawTypeDay, RawTypeHours, RawTypeRouting, RawWeek } from '../schema/hours.ts'
import { parsePath } from '../set-at.ts'
import { keysAt, type Path } from '../source.ts'
import type { Context } from './context.ts'
import type { TypeSelector } from './selector.ts'

/** The clock of the engine; undefined where nothing reads one. @param flowZone - that of the flow file */
export function resolveHours(flowZone: string | undefined, context: Context): HoursSpec | undefined {
  const { raw, root } = context
  const isRouted = Object.values(raw.types).some(({ routing }) => routing !== undefined)
  if (raw.timeZone === undefined && raw.schedules === undefined && !isRouted) return undefined
  const timeZone = raw.timeZone ?? flowZone ?? 'UTC'
  check([], context, () => new TimeZone(timeZone))
  const schedules = keysAt(root, ['schedules']).map((name): [string, ScheduleSpec] => {
    const path = ['schedules', name]
    const given: RawSchedule = raw.schedules?.[name] ?? { weekly: {} }
    const { weekly, holidays = [], exceptions = [] } = given
    const spec: ScheduleSpec = {
      timeZone: given.timeZone ?? timeZone,
      weekly: weekOf(weekly, ({ from, to }) => ({ from, to })),
      holidays: holidays.map(holidayOf),
      exceptions: exceptions.map(holidayOf),
    }
    // The scenario's zone is checked once, not with everything that goes by it.
    const own = { ...spec, timeZone: given.timeZone ?? 'UTC' }
    if (hasRightDays(given, ['closed', 'hours', 'as'], path, context))
      check(path, context, () => new WeeklySchedule(own))
    return [name, spec]
  })
  return { timeZone, schedules: Object.fromEntries(schedules) }
}

/** Which type contacts become, by the clock; the names are checked by {@link checkTypeRouting}. */
export function resolveTypeRouting(raw: RawTypeRouting): TypeHoursSpec {
  const { holidays = [], exceptions = [] } = raw
  return {
    ...(raw.timeZone !== undefined && { timeZone: raw.timeZone }),
    ...(raw.default !== undefined && { default: raw.default }),
    weekly: weekOf(raw.weekly, ({ from, to, type }) => ({ from, to, value: type })),
    holidays: holidays.map(typeDayOf),
    exceptions: exceptions.map(typeDayOf),
  }
}

/** Types that contacts become by the clock must exist, be one, and stand in hours that can be. */
export function checkTypeRouting(types: readonly ContactTypeSpec[], selector: TypeSelector, context: Context): void {
  for (const base of new Set(types.map((type) => type.base))) {
    const raw = context.raw.types[base]?.routing
    if (raw === undefined) continue
    const path = ['types', base, 'routing']
    for (const [name, where] of typesIn(raw)) {
      const found = selector.select(name, [...path, ...where])
      if (found.length <= 1) continue
      const remedy = `write one of its parts, such as ${show(found[0]!.id)}`
      const problem = `${show(name)} is split, so that it is not one type`
      context.issues.add('wrong-value', [...path, ...where], problem, remedy)
    }
    const table = { timeZone: 'UTC', default: base, ...resolveTypeRouting(raw) }
    if (hasRightDays(raw, ['type', 'hours', 'as'], path, context)) check(path, context, () => new RoutingTable(table))
  }
}

function weekOf<Raw, Hours>(raw: RawWeek<Raw>, of: (hours: Raw) => Hours): WeekConfig<Hours> {
  return Object.fromEntries(Object.entries(raw).map(([day, hours = []]) => [day, hours.map(of)]))
}

function holidayOf({ date, until, hours, as }: RawHoliday): SpecialDayConfig {
  const dates = { date, ...(until !== undefined && { until }) }
  if (hours !== undefined) return { ...dates, hours: hours.map(({ from, to }) => ({ from, to })) }
  return as === undefined ? { ...dates, closed: true } : { ...dates, as }
}

function typeDayOf({ date, until, hours, as, type = '' }: RawTypeDay): RoutedDayConfig {
  const dates = { date, ...(until !== undefined && { until }) }
  if (hours !== undefined) return { ...dates, hours: hours.map(typed) }
  return as === undefined ? { ...dates, value: type } : { ...dates, as }
}

function typed({ from, to, type }: RawTypeHours): { from: string; to: string; value: string } {
  return { from, to, value: type }
}

/** Every type that a table names, and where. */
function* typesIn({
  default: otherwise,
  weekly,
  holidays = [],
  exceptions = [],
}: RawTypeRouting): Generator<[string, Path]> {
  if (otherwise !== undefined) yield [otherwise, ['default']]
  for (const [day, hours = []] of Object.entries(weekly)) {
    for (const [at, { type }] of hours.entries()) yield [type, ['weekly', day, at, 'type']]
  }
  for (const [key, days] of Object.entries({ holidays, exceptions })) {
    for (const [index, { type, hours = [] }] of days.entries()) {
      if (type !== undefined) yield [type, [key, index, 'type']]
      for (const [at, each] of hours.entries()) yield [each.type, [key, index, 'hours', at, 'type']]
    }
  }
}

/** Whether it is said once of each day that differs what it is; otherwise a mistake. */
function hasRightDays(
  { holidays = [], exceptions = [] }: Pick<RawSchedule | RawTypeRouting, 'holidays' | 'exceptions'>,
  keys: readonly string[],
  path: Path,
  { issues }: Context,
): boolean {
  let areRight = true
  for (const [list, days] of Object.entries({ holidays, exceptions })) {
    for (const [at, day] of days.entries()) {
      if (keys.filter((key) => key in day).length === 1) continue
      issues.add('conflicting-keys', [...path, list, at], 'the day is not one thing', `write one of ${keys.join(', ')}`)
      areRight = false
    }
  }
  return areRight
}

/** Hours as the engine reads them; its mistake is told with its place in the scenario. */
function check(at: Path, { issues }: Context, read: () => unknown): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof StrowgerError)) throw error
    const { path, value, remedy } = error
    const better = remedy.startsWith('did you mean') ? remedy : `write ${remedy}`
    issues.add('wrong-value', [...at, ...(parsePath(path) ?? [])], `${show(value)} cannot be`, better)
  }
}
