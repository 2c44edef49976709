import { typesNamed } from '../measure/population.ts'
import { formatDuration, parseDuration } from '../scenario/duration.ts'
import { readMerged } from '../scenario/inherit.ts'
import { IssueList, show } from '../scenario/issue.ts'
import { loadScenario, type ScenarioIo } from '../scenario/load.ts'
import { suggest } from '../scenario/nearest.ts'
import type { AgentGroupSpec, Scenario } from '../scenario/scenario.ts'
import type { Path, SourceMap } from '../scenario/source.ts'
import { validate } from '../scenario/validate.ts'
import { type IntervalProblem, withoutShifts } from './interval/problem.ts'
import { shiftColumns } from './interval/shift-pattern.ts'
import type { StaffingProblem, StaffingTarget, StaffingVariable } from './problem.ts'
import { NO_LIMIT, type RawStaffing, rawStaffing } from './schema.ts'
import { parseTarget } from './target.ts'

/** Far more than a week of quarters of an hour. */
const MOST_INTERVALS = 2000

/** A staffing file, read. */
export interface LoadedStaffing {
  /** By intervals where the file, or who reads it, says so. */
  readonly problem: IntervalProblem | StaffingProblem
  readonly scenarioFile: string
}

/** Whether a merged file is a staffing problem rather than a scenario. */
export function isStaffing(root: SourceMap): boolean {
  return root.entries.has('strowger-staffing')
}

/**
 * Reads a staffing problem and its scenario.
 *
 * @param byMs - length of an interval, instead of what the file says
 * @throws ScenarioError for every mistake in the files.
 */
export function loadStaffing(path: string, io: ScenarioIo, byMs?: number): LoadedStaffing {
  const root = readMerged(path, io)
  const issues = new IssueList(root)
  const raw = validate(rawStaffing, root, issues)
  const scenarioFile = io.resolve(path, raw.scenario)
  const scenario = loadScenario(scenarioFile, io)
  const intervalMs = byMs ?? (raw.by === undefined ? undefined : parseDuration(raw.by))
  if (intervalMs === undefined && raw.shifts !== undefined) {
    issues.add('missing-key', ['by'], 'shifts cover intervals, and there are none', 'write by: 30m, or remove shifts')
  }
  const problem =
    intervalMs === undefined
      ? problemOf(scenario, raw, issues)
      : intervalProblemOf(scenario, { ...raw, intervalMs }, issues)
  issues.throwIfAny()
  return { problem, scenarioFile }
}

/** A problem of intervals of a scenario; mistakes go to the list of issues, and what is returned is then not used. */
export function intervalProblemOf(
  asWritten: Scenario,
  raw: Omit<RawStaffing, 'scenario' | 'strowger-staffing'> & { readonly intervalMs: number },
  issues: IssueList,
): IntervalProblem {
  const { intervalMs } = raw
  const { run } = asWritten
  if (run.mode === 'steady') {
    issues.add('not-in-this-mode', ['by'], 'a steady state has no intervals', 'write run.mode: day in the scenario')
  } else if (run.durationMs / intervalMs > MOST_INTERVALS) {
    const problem = `the run of ${formatDuration(run.durationMs)} has more than ${MOST_INTERVALS} intervals`
    issues.add('out-of-range', ['by'], problem, 'write a longer interval, such as 30m')
  }
  const scenario = withoutShifts(asWritten)
  const problem = problemOf(scenario, raw, issues)
  const columns = shiftColumns(raw.shifts ?? [], { ...problem, intervalMs }, issues)
  return { ...problem, asWritten, intervalMs, columns }
}

/** A problem of a scenario; mistakes go to the list of issues, and what is returned is then not used. */
export function problemOf(
  scenario: Scenario,
  raw: Omit<RawStaffing, 'scenario' | 'strowger-staffing'>,
  issues: IssueList,
): StaffingProblem {
  const targets = raw.targets.flatMap((text, at) => targetOf(text, scenario, issues, ['targets', at]))
  const variables = new Variables(scenario, raw, issues).all()
  return { name: raw.name ?? scenario.name, scenario, variables, targets }
}

function targetOf(text: string, scenario: Scenario, issues: IssueList, path: Path): StaffingTarget[] {
  const target = parseTarget(text)
  if ('problem' in target) {
    issues.add('wrong-value', path, target.problem, target.remedy)
    return []
  }
  const { type } = target
  if (type !== undefined && typesNamed(scenario, type).length === 0) {
    const known = [...new Set(scenario.types.flatMap(({ id, base }) => [base, id]))]
    issues.add('unknown-name', path, `there is no contact type ${show(type)}`, suggest(type, known))
  }
  return [target]
}

class Variables {
  readonly #scenario: Scenario
  readonly #raw: Pick<RawStaffing, 'costs' | 'limits' | 'together'>
  readonly #issues: IssueList

  constructor(scenario: Scenario, raw: Pick<RawStaffing, 'costs' | 'limits' | 'together'>, issues: IssueList) {
    this.#scenario = scenario
    this.#raw = raw
    this.#issues = issues
  }

  all(): StaffingVariable[] {
    const { groups } = this.#scenario
    const { together = {}, costs = {}, limits = {} } = this.#raw
    for (const name of Object.keys(costs)) this.#number(name, ['costs', name])
    const taken = new Set<number>()
    const levels = Object.entries(together).map(([level, members]) => {
      const numbers = members.map((name, at) => this.#number(name, ['together', level, at])).filter((n) => n >= 0)
      for (const number of numbers) {
        if (taken.has(number)) {
          this.#issues.add('listed-twice', ['together', level], `${groups[number]!.id} is in two levels`, 'keep one')
        }
        taken.add(number)
      }
      return { name: level, numbers }
    })
    const single = groups.flatMap(({ id }, number) => (taken.has(number) ? [] : [{ name: id, numbers: [number] }]))
    const sets = [...levels, ...single]
    const names = sets.map(({ name }) => name)
    for (const name of Object.keys(limits)) {
      if (names.includes(name)) continue
      this.#issues.add('unknown-name', ['limits', name], `nothing is called ${show(name)}`, suggest(name, names))
    }
    return sets.flatMap(({ name, numbers }) => this.#ofSet(name, numbers))
  }

  #ofSet(name: string, numbers: readonly number[]): StaffingVariable[] {
    const { groups, run } = this.#scenario
    const { costs = {}, limits = {} } = this.#raw
    const [least, most] = limits[name] ?? [0, NO_LIMIT]
    if (least > most) {
      this.#issues.add('out-of-range', ['limits', name], `${least} is more than ${most}`, 'write the fewest first')
    }
    const shifts = groups[numbers[0] ?? 0]!.shifts
    if (numbers.some((number) => !sameShifts(groups[number]!, groups[numbers[0]!]!))) {
      this.#issues.add(
        'conflicting-keys',
        ['together', name],
        'the groups have different shifts',
        'write one level each',
      )
    }
    const lengthMs = run.warmUpMs + run.durationMs
    return shifts.map(({ fromMs, toMs }, shift) => {
      const share = (Math.min(toMs, lengthMs) - Math.min(fromMs, lengthMs)) / lengthMs
      const cost = numbers.reduce((sum, number) => sum + (costs[groups[number]!.id] ?? 1) * share, 0)
      const places = numbers.map((group) => ({ group, shift }))
      return { name: shifts.length === 1 ? name : `${name} ${shift + 1}`, places, cost, least, most }
    })
  }

  #number(name: string, path: Path): number {
    const { groups } = this.#scenario
    const number = groups.findIndex(({ id }) => id === name)
    if (number >= 0) return number
    const known = groups.map(({ id }) => id)
    this.#issues.add('unknown-name', path, `there is no agent group ${show(name)}`, suggest(name, known))
    return -1
  }
}

function sameShifts(a: AgentGroupSpec, b: AgentGroupSpec): boolean {
  return (
    a.shifts.length === b.shifts.length &&
    a.shifts.every(({ fromMs, toMs }, at) => fromMs === b.shifts[at]!.fromMs && toMs === b.shifts[at]!.toMs)
  )
}
