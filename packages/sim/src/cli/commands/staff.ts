import type { Argv } from 'yargs'
import { loadSolver } from '../../edge/linear-program.ts'
import { jsonHead, jsonLeftOut, jsonText } from '../../report/json.ts'
import { jsonStaffing, staffCsv, staffReport } from '../../report/staff-report.ts'
import { readMerged } from '../../scenario/inherit.ts'
import { IssueList } from '../../scenario/issue.ts'
import { parseDuration } from '../../scenario/duration.ts'
import { scenarioFrom } from '../../scenario/load.ts'
import { intervalProblemOf, isStaffing, type LoadedStaffing, loadStaffing, problemOf } from '../../staffing/load.ts'
import type { StaffingPhase } from '../../staffing/result.ts'
import { findStaffing } from '../../staffing/search.ts'
import type { Command } from '../command.ts'
import { scenarioFiles } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import {
  againCommand,
  checkWritable,
  type RunnerOptions,
  wholeNumber,
  withRunnerOptions,
  writeResults,
} from '../options.ts'
import { withRunner } from '../runner.ts'
import { staffIntervals } from './staff-intervals.ts'

interface StaffOptions extends RunnerOptions {
  readonly file: string
  readonly target: readonly string[]
  readonly most: number | undefined
  readonly proof: number | undefined
  readonly by: string | undefined
  readonly write: string | undefined
}

const PROOF = 200
/** Replications of a staffing near a bound, as a multiple of those of others. */
const HARDER = 16

/** `strowger staff <file>` */
export const command: Command<StaffOptions> = {
  builder: (yargs: Argv): Argv<StaffOptions> =>
    withRunnerOptions(
      yargs.positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'Staffing file (scenario, costs, targets), or a scenario file with --target',
      }),
    )
      .option('target', {
        type: 'string',
        array: true,
        requiresArg: true,
        default: [] as readonly string[],
        describe: 'Of a scenario file: "serviceLevel >= 80%", "vip: abandonRate <= 3%", "… on 90% of days"',
      })
      .option('most', {
        type: 'string',
        requiresArg: true,
        describe: `Replications at most of a staffing near a bound [default: ${HARDER} × --replications]`,
        coerce: (given: unknown) => wholeNumber('--most', given, 2),
      })
      .option('proof', {
        type: 'string',
        requiresArg: true,
        describe: `Staffings simulated at most to show that nothing cheaper will do [default: ${PROOF}]`,
        coerce: (given: unknown) => wholeNumber('--proof', given, 0),
      })
      .option('by', {
        type: 'string',
        requiresArg: true,
        describe: 'Agents for each interval of this length, such as 30m: every target is met in every interval',
      })
      .option('write', {
        type: 'string',
        requiresArg: true,
        describe: 'With --by: write the scenario with these agents, or with the roster, to a file',
      })
      .check(({ write }) => {
        checkWritable('--write', write)
        return true
      })
      .example('$0 staff examples/scenarios/staffing/n-model.staffing.yaml', 'costs and targets from a file')
      .example('$0 staff scenario.yaml --target "serviceLevel >= 80%"', 'fewest agents for one target')
      .example('$0 staff day.yaml --by 30m --target "serviceLevel >= 80%"', 'and in each half-hour'),
  handler: async (options) => {
    const { problem, scenarioFile } = problemFrom(options)
    const { run } = problem.scenario
    const { seed = run.seed, replications = run.replications, proof = PROOF } = options
    const most = options.most ?? HARDER * replications
    if (replications < 2) throw new CommandLineMistake(`--replications: ${replications} — a search needs 2 or more`)
    const progress = new SearchProgress(problem.name)
    const words = ['staff', options.file, ...options.target.flatMap((each) => ['--target', each])]
    if ('intervalMs' in problem) {
      const pointless = (['most', 'proof'] as const).find((name) => options[name] !== undefined)
      if (pointless !== undefined) {
        throw new CommandLineMistake(`--${pointless}: says nothing about intervals — leave it out`)
      }
      if (options.by !== undefined) words.push('--by', options.by)
      await staffIntervals(problem, scenarioFile, words, options, progress)
      return
    }
    if (options.write !== undefined) {
      throw new CommandLineMistake('--write: writes agents by interval — give their length, such as --by 30m')
    }
    const solve = await loadSolver()
    const result = await withRunner(options, seed, problem, (runner) =>
      findStaffing(runner, problem, solve, { seed, replications, most, proof, onProgress: progress.at }),
    )
    progress.end()
    if (result === undefined) {
      throw new CommandLineMistake(
        `${options.file}: no staffing within its limits meets the targets — raise the limits`,
      )
    }
    if (options.most !== undefined) words.push('--most', String(most))
    if (proof !== PROOF) words.push('--proof', String(proof))
    writeResults(options, {
      json: () =>
        jsonText({
          ...jsonHead('staff', seed, replications),
          name: problem.name,
          ...jsonStaffing(problem, result),
          leftOut: jsonLeftOut(problem.scenario),
        }),
      csv: () => staffCsv(problem, result),
      report: () => staffReport(problem, result, againCommand(words, seed, replications), options.lang),
    })
  },
}

function problemFrom({ file, target, by }: StaffOptions): LoadedStaffing {
  const root = readMerged(file, scenarioFiles)
  const byMs = by === undefined ? undefined : parseDuration(by)
  if (by !== undefined && !(byMs !== undefined && byMs > 0)) {
    throw new CommandLineMistake(`--by: ${JSON.stringify(by)} — write a length of time, such as 30m or 1h`)
  }
  if (isStaffing(root)) {
    if (target.length > 0) throw new CommandLineMistake('--target: the staffing file has the targets — write it there')
    return loadStaffing(file, scenarioFiles, byMs)
  }
  if (target.length === 0) {
    throw new CommandLineMistake(
      `${file}: is a scenario — say what must be met, such as --target "serviceLevel >= 80%"`,
    )
  }
  const issues = new IssueList(root)
  const scenario = scenarioFrom(root, scenarioFiles)
  const problem =
    byMs === undefined
      ? problemOf(scenario, { targets: target }, issues)
      : intervalProblemOf(scenario, { targets: target, intervalMs: byMs }, issues)
  issues.throwIfAny()
  return { problem, scenarioFile: file }
}

/** A line on a terminal about where a search is, which cannot know how long it will take. */
class SearchProgress {
  readonly #name: string
  readonly #startedMs: number = performance.now()
  #shownMs = 0

  constructor(name: string) {
    this.#name = name
  }

  readonly at = (phase: StaffingPhase, staffings: number, cheapest: number | undefined): void => {
    const best = cheapest === undefined ? '' : `, cheapest so far ${cheapest}`
    this.#show(`${phase}, ${staffings} staffings simulated${best}`)
  }

  readonly simulated = (phase: string, replications: number): void => {
    this.#show(`${phase}, ${replications} replications simulated`)
  }

  #show(text: string): void {
    const nowMs = performance.now()
    if (!process.stderr.isTTY || nowMs - this.#startedMs < 2000 || nowMs - this.#shownMs < 200) return
    this.#shownMs = nowMs
    process.stderr.write(`\r\u001B[K${this.#name}: ${text}`)
  }

  end(): void {
    if (this.#shownMs > 0) process.stderr.write('\r\u001B[K')
  }
}
