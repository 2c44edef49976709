import { formatClock, MS_PER_DAY } from '../clock.ts'
import { formatDuration } from '../duration.ts'
import { show } from '../issue.ts'
import type { BreakSpec, RunSpec, ShiftSpec } from '../scenario.ts'
import type { RawAgentGroup } from '../schema/agent-group.ts'
import type { RawBreak, RawShift } from '../schema/shift.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { daysOf, weekdayOn } from './special-days.ts'
import { clockMs, durationMs } from './time.ts'

/** When how many agents of the group work, from time zero of the run; `path` is the group's. */
export function resolveShifts(raw: RawAgentGroup, path: Path, context: Context): readonly ShiftSpec[] {
  const { run, issues } = context
  const given = (['agents', 'shifts', 'staffing'] as const).filter((key) => raw[key] !== undefined)
  if (given.length > 1) {
    const problem = `the group has ${given[0]} as well as ${given[1]}`
    issues.add('conflicting-keys', [...path, given[1]!], problem, 'keep one of the two')
  }
  if (raw.agents !== undefined) return [{ fromMs: 0, toMs: Infinity, agents: raw.agents }]
  if (raw.staffing !== undefined) {
    checkStaffing(raw.staffing.interval, raw.staffing.agents.length, [...path, 'staffing'], context)
    return []
  }
  if (raw.shifts === undefined) {
    const remedy = 'write a number of agents, or shifts such as [{ from: "08:00", to: "16:00", agents: 40 }]'
    issues.add('missing-key', [...path, 'agents'], 'the group has neither agents nor shifts nor staffing', remedy)
    return []
  }
  if (run.mode === 'steady') {
    issues.add('not-in-this-mode', [...path, 'shifts'], 'shifts have no steady state', 'write agents, or mode: day')
    return []
  }
  const shifts = raw.shifts.map((shift, index) => resolveShift(shift, [...path, 'shifts', index], context))
  return run.durationMs > MS_PER_DAY ? daily(shifts, run) : shifts
}

function checkStaffing(interval: string, count: number, path: Path, { run, issues }: Context): void {
  if (run.mode === 'steady') {
    issues.add('not-in-this-mode', path, 'staffing by interval has no steady state', 'write agents, or mode: day')
  } else if (durationMs(interval) * (count - 1) >= run.durationMs) {
    const lasts = formatDuration(run.durationMs)
    const problem = `the last of ${count} × ${interval} begins after the run, which lasts ${lasts}`
    issues.add('does-not-cover-run', [...path, 'agents'], problem, 'write fewer numbers')
  }
}

function resolveBreak(
  raw: RawBreak,
  { from, to }: RawShift,
  path: Path,
  { run, issues }: Pick<Context, 'issues' | 'run'>,
): BreakSpec {
  const atMs = clockMs(raw.at)
  if (atMs < clockMs(from) || atMs + durationMs(raw.for) > clockMs(to)) {
    const problem = `the break at ${show(raw.at)} for ${raw.for} is not inside its shift`
    issues.add('out-of-range', [...path, 'at'], problem, `write a time from ${show(from)} on that ends by ${show(to)}`)
  }
  return {
    atMs: atMs - run.startsAtMs,
    lengthMs: durationMs(raw.for),
    staggerMs: raw.stagger === undefined ? 0 : durationMs(raw.stagger),
  }
}

/** Shifts of one day on each day of a longer run on which they are worked. */
function daily(shifts: readonly ShiftSpec[], run: RunSpec): ShiftSpec[] {
  return Array.from({ length: daysOf(run) }, (_, day) => day).flatMap((day) =>
    shifts.flatMap(({ days, ...shift }) => {
      const laterMs = day * MS_PER_DAY
      if (days?.includes(weekdayOn(run, day)) === false || shift.fromMs + laterMs >= run.durationMs) return []
      const breaks = shift.breaks?.map((each) => ({ ...each, atMs: each.atMs + laterMs }))
      const moved = { ...shift, fromMs: shift.fromMs + laterMs, toMs: shift.toMs + laterMs }
      return [breaks === undefined ? moved : { ...moved, breaks }]
    }),
  )
}

/** Agents of the shifts that are worked when time zero is on the run's weekday. */
export function agentsOn(shifts: readonly ShiftSpec[], weekday: RunSpec['weekday']): number {
  return shifts.reduce((sum, shift) => sum + (shift.days?.includes(weekday) === false ? 0 : shift.agents), 0)
}

function resolveShift(raw: RawShift, path: Path, { run, issues }: Context): ShiftSpec {
  const fromMs = clockMs(raw.from)
  const toMs = clockMs(raw.to)
  const runEndMs = run.startsAtMs + run.durationMs
  if (toMs <= fromMs) {
    const nextDayMs = toMs + MS_PER_DAY
    const remedy =
      nextDayMs > fromMs && nextDayMs <= 2 * MS_PER_DAY
        ? `write an end after ${show(raw.from)}; ${show(formatClock(nextDayMs))} is ${raw.to} on the next day`
        : `write an end after ${show(raw.from)}`
    const when = toMs === fromMs ? 'when' : 'before'
    const problem = `the shift ends (${show(raw.to)}) ${when} it starts (${show(raw.from)})`
    issues.add('shift-ends-before-it-starts', [...path, 'to'], problem, remedy)
  } else if (toMs <= run.startsAtMs || fromMs >= runEndMs) {
    const problem = `the shift from ${show(raw.from)} to ${show(raw.to)} is outside the run`
    const remedy = `write times from ${show(formatClock(run.startsAtMs))} to ${show(formatClock(runEndMs))}`
    issues.add('shift-outside-run', path, problem, `${remedy} (above 24:00: the next day)`)
  }
  return {
    fromMs: Math.max(0, fromMs - run.startsAtMs),
    toMs: toMs - run.startsAtMs,
    agents: raw.agents,
    ...(raw.stagger !== undefined && { staggerMs: durationMs(raw.stagger) }),
    ...(raw.breaks !== undefined && {
      breaks: raw.breaks.map((each, index) => resolveBreak(each, raw, [...path, 'breaks', index], { run, issues })),
    }),
    ...(raw.days !== undefined && { days: raw.days }),
  }
}
