import { formatClock, parseClock } from '../../scenario/clock.ts'
import { formatDuration, parseDuration } from '../../scenario/duration.ts'
import { type IssueList, show } from '../../scenario/issue.ts'
import { suggest } from '../../scenario/nearest.ts'
import type { BreakSpec, Scenario } from '../../scenario/scenario.ts'
import type { Path } from '../../scenario/source.ts'
import type { RawShiftPattern } from '../schema.ts'
import type { StaffingVariable } from '../problem.ts'

/** A shift that agents of a variable may work; times from the start of the run. */
export interface ShiftColumn {
  readonly variable: number
  readonly fromMs: number
  readonly toMs: number
  readonly breaks: readonly BreakSpec[]
  /** Of one more agent in each place of the variable, for the length of the shift. */
  readonly cost: number
}

/** Shifts of all patterns at all their starts, for each variable that may work them; mistakes go to the issues. */
export function shiftColumns(
  patterns: readonly RawShiftPattern[],
  {
    scenario,
    variables,
    intervalMs,
  }: { scenario: Scenario; variables: readonly StaffingVariable[]; intervalMs: number },
  issues: IssueList,
): ShiftColumn[] {
  return patterns.flatMap((pattern, at) => {
    const path: Path = ['shifts', at]
    const starts = startsOf(pattern, scenario, intervalMs, issues, path)
    const breaks = breaksOf(pattern, issues, path)
    const lengthMs = parseDuration(pattern.lasts)!
    const share = (lengthMs / scenario.run.durationMs) * (pattern.costFactor ?? 1)
    return whoWorks(pattern, variables, issues, path).flatMap((variable) =>
      starts.map((fromMs) => ({
        variable,
        fromMs,
        toMs: fromMs + lengthMs,
        breaks: breaks.map((each) => ({ ...each, atMs: fromMs + each.atMs })),
        cost: variables[variable]!.cost * share,
      })),
    )
  })
}

/** Whether an agent of the shift is at work for the whole time between. */
export function isThere({ fromMs, toMs, breaks }: ShiftColumn, startMs: number, endMs: number): boolean {
  if (fromMs > startMs || toMs < endMs) return false
  return breaks.every(({ atMs, lengthMs }) => atMs >= endMs || atMs + lengthMs <= startMs)
}

function startsOf(
  { from, to, lasts, every }: RawShiftPattern,
  { run }: Scenario,
  intervalMs: number,
  issues: IssueList,
  path: Path,
): number[] {
  const [firstMs, endMs] = [parseClock(from)! - run.startsAtMs, parseClock(to)! - run.startsAtMs]
  const [lengthMs, stepMs] = [parseDuration(lasts)!, every === undefined ? intervalMs : parseDuration(every)!]
  if (firstMs < 0 || firstMs >= run.durationMs) {
    const remedy = `write a time from ${show(formatClock(run.startsAtMs))} to before the end`
    issues.add('shift-outside-run', [...path, 'from'], `${show(from)} is outside the run`, remedy)
    return []
  }
  if (firstMs + lengthMs > endMs) {
    const problem = `${formatDuration(lengthMs)} from ${show(from)} on end after ${show(to)}`
    issues.add('out-of-range', [...path, 'to'], problem, 'write a later end: it is that of the last shift')
    return []
  }
  const count = Math.floor((endMs - lengthMs - firstMs) / stepMs) + 1
  return Array.from({ length: count }, (_, at) => firstMs + at * stepMs).filter((ms) => ms < run.durationMs)
}

/** Breaks from the start of the shift. */
function breaksOf({ breaks = [], lasts }: RawShiftPattern, issues: IssueList, path: Path): BreakSpec[] {
  return breaks.map((each, at) => {
    const [atMs, lengthMs] = [parseDuration(each.after)!, parseDuration(each.for)!]
    if (atMs + lengthMs > parseDuration(lasts)!) {
      const problem = `the break after ${each.after} for ${each.for} is not inside a shift of ${lasts}`
      issues.add('out-of-range', [...path, 'breaks', at], problem, 'let it end by the end of the shift')
    }
    return { atMs, lengthMs, staggerMs: 0 }
  })
}

function whoWorks(
  { groups }: RawShiftPattern,
  variables: readonly StaffingVariable[],
  issues: IssueList,
  path: Path,
): number[] {
  if (groups === undefined) return [...variables.keys()]
  const names = variables.map(({ name }) => name)
  return groups.flatMap((name, at) => {
    const variable = names.indexOf(name)
    if (variable >= 0) return [variable]
    issues.add('unknown-name', [...path, 'groups', at], `nothing is called ${show(name)}`, suggest(name, names))
    return []
  })
}
