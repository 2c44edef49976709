import { formatClock, MS_PER_DAY } from '../clock.ts'
import { show } from '../issue.ts'
import type { RunSpec, ShiftSpec } from '../scenario.ts'
import type { RawAgentGroup, RawShift } from '../schema/agent-group.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { daysOf, weekdayOn } from './special-days.ts'
import { clockMs } from './time.ts'

/** When how many agents of the group work, from time zero of the run; `path` is the group's. */
export function resolveShifts(raw: RawAgentGroup, path: Path, context: Context): readonly ShiftSpec[] {
  const { run, issues } = context
  if (raw.agents !== undefined) {
    if (raw.shifts !== undefined) {
      issues.add(
        'conflicting-keys',
        [...path, 'shifts'],
        'the group has agents as well as shifts',
        'keep one of the two',
      )
    }
    return [{ fromMs: 0, toMs: Infinity, agents: raw.agents }]
  }
  if (raw.shifts === undefined) {
    const remedy = 'write a number of agents, or shifts such as [{ from: "08:00", to: "16:00", agents: 40 }]'
    issues.add('missing-key', [...path, 'agents'], 'the group has neither agents nor shifts', remedy)
    return []
  }
  if (run.mode === 'steady') {
    issues.add('not-in-this-mode', [...path, 'shifts'], 'shifts have no steady state', 'write agents, or mode: day')
    return []
  }
  const shifts = raw.shifts.map((shift, index) => resolveShift(shift, [...path, 'shifts', index], context))
  return run.durationMs > MS_PER_DAY ? daily(shifts, run) : shifts
}

/** Shifts of one day on each day of a longer run on which they are worked. */
function daily(shifts: readonly ShiftSpec[], run: RunSpec): ShiftSpec[] {
  return Array.from({ length: daysOf(run) }, (_, day) => day).flatMap((day) =>
    shifts.flatMap(({ fromMs, toMs, agents, days }) => {
      const isWorked = days?.includes(weekdayOn(run, day)) !== false && fromMs + day * MS_PER_DAY < run.durationMs
      return isWorked ? [{ fromMs: fromMs + day * MS_PER_DAY, toMs: toMs + day * MS_PER_DAY, agents }] : []
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
    ...(raw.days !== undefined && { days: raw.days }),
  }
}
