import { dirname, relative } from 'node:path'
import { loadSolver } from '../../edge/linear-program.ts'
import {
  intervalStaffingCsv,
  intervalStaffingReport,
  jsonIntervalStaffing,
} from '../../report/interval-staffing-report.ts'
import { jsonHead, jsonLeftOut, jsonText } from '../../report/json.ts'
import { formatClock } from '../../scenario/clock.ts'
import { intervalSpan, type IntervalProblem, planned } from '../../staffing/interval/problem.ts'
import { rostered } from '../../staffing/interval/roster.ts'
import { staffedScenarioText } from '../../staffing/interval/scenario-text.ts'
import { findIntervalStaffing, type IntervalFailure, type IntervalResult } from '../../staffing/interval/search.ts'
import { writeTo } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, type RunnerOptions, writeResults } from '../options.ts'
import { withRunner } from '../runner.ts'

/** What `staff --by` is asked for. */
export interface StaffIntervalsOptions extends RunnerOptions {
  readonly file: string
  readonly write: string | undefined
}

/** Where a search is, for people who wait. */
interface Progress {
  readonly simulated: (phase: string, simulations: number) => void
  readonly end: () => void
}

/**
 * Fewest agents by interval, and the roster where there are shifts: prints and writes what was asked for.
 *
 * @param words - the command, so that it can be given again
 * @param scenarioFile - what a written scenario extends
 */
export async function staffIntervals(
  problem: IntervalProblem,
  scenarioFile: string,
  words: readonly string[],
  options: StaffIntervalsOptions,
  progress: Progress,
): Promise<void> {
  const { run } = problem.scenario
  const { seed = run.seed, replications = run.replications } = options
  const solve = await loadSolver()
  const result = await withRunner(options, seed, problem, (runner) =>
    findIntervalStaffing(runner, problem, solve, { seed, replications, onProgress: progress.simulated }),
  )
  progress.end()
  if ('problem' in result) throw new CommandLineMistake(`${options.file}: ${reason(problem, result)}`)
  if (options.write !== undefined) writeScenario(options.write, scenarioFile, problem, result)
  writeResults(options, {
    json: () =>
      jsonText({
        ...jsonHead('staff', seed, replications),
        name: problem.name,
        ...jsonIntervalStaffing(problem, result),
        leftOut: jsonLeftOut(problem.scenario),
      }),
    csv: () => intervalStaffingCsv(problem, result),
    report: () => intervalStaffingReport(problem, result, againCommand(words, seed, replications), options.lang),
  })
}

function reason(problem: IntervalProblem, failure: IntervalFailure): string {
  if (failure.problem === 'no-way') {
    return 'no numbers of agents within its limits meet the targets in every interval — raise the limits, or lower the targets'
  }
  const { startsAtMs } = problem.scenario.run
  const span = intervalSpan(problem, failure.interval).map((ms) => formatClock(startsAtMs + ms))
  const { name } = problem.variables[failure.variable]!
  return `nobody of ${name} is there from ${span.join(' to ')}: add a shift that covers all of it, breaks left out`
}

function writeScenario(path: string, scenarioFile: string, problem: IntervalProblem, result: IntervalResult): void {
  const { plan, roster } = result
  const scenario = roster === undefined ? planned(problem, plan) : rostered(problem, roster.counts)
  const base = relative(path === '-' ? '.' : dirname(path), scenarioFile).replaceAll('\\', '/')
  writeTo(path, staffedScenarioText(base, problem.asWritten, scenario))
}
