import type { Argv } from 'yargs'
import { loadSolver } from '../../edge/linear-program.ts'
import { jsonHead, jsonLeftOut, jsonText } from '../../report/json.ts'
import { jsonStaffing, staffCsv, staffReport } from '../../report/staff-report.ts'
import { readMerged } from '../../scenario/inherit.ts'
import { IssueList } from '../../scenario/issue.ts'
import { scenarioFrom } from '../../scenario/load.ts'
import { isStaffing, loadStaffing, problemOf } from '../../staffing/load.ts'
import type { StaffingProblem } from '../../staffing/problem.ts'
import type { StaffingPhase } from '../../staffing/result.ts'
import { findStaffing } from '../../staffing/search.ts'
import type { Command } from '../command.ts'
import { scenarioFiles } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, type RunnerOptions, wholeNumber, withRunnerOptions, writeResults } from '../options.ts'
import { withRunner } from '../runner.ts'

interface StaffOptions extends RunnerOptions {
  readonly file: string
  readonly target: readonly string[]
  readonly most: number | undefined
  readonly proof: number
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
        default: PROOF,
        describe: 'Staffings simulated at most to show that nothing cheaper will do',
        coerce: (given: unknown) => (typeof given === 'number' ? given : wholeNumber('--proof', given, 0)!),
      })
      .example('$0 staff examples/scenarios/staffing/n-model.staffing.yaml', 'costs and targets from a file')
      .example('$0 staff scenario.yaml --target "serviceLevel >= 80%"', 'fewest agents for one target'),
  handler: async (options) => {
    const problem = problemFrom(options)
    const { run } = problem.scenario
    const { seed = run.seed, replications = run.replications, proof } = options
    const most = options.most ?? HARDER * replications
    if (replications < 2) throw new CommandLineMistake(`--replications: ${replications} — a search needs 2 or more`)
    const progress = new SearchProgress(problem.name)
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
    const words = ['staff', options.file, ...options.target.flatMap((each) => ['--target', each])]
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

function problemFrom({ file, target }: StaffOptions): StaffingProblem {
  const root = readMerged(file, scenarioFiles)
  if (isStaffing(root)) {
    if (target.length > 0) throw new CommandLineMistake('--target: the staffing file has the targets — write it there')
    return loadStaffing(file, scenarioFiles)
  }
  if (target.length === 0) {
    throw new CommandLineMistake(
      `${file}: is a scenario — say what must be met, such as --target "serviceLevel >= 80%"`,
    )
  }
  const issues = new IssueList(root)
  const problem = problemOf(scenarioFrom(root, scenarioFiles), { targets: target }, issues)
  issues.throwIfAny()
  return problem
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
    const nowMs = performance.now()
    if (!process.stderr.isTTY || nowMs - this.#startedMs < 2000 || nowMs - this.#shownMs < 200) return
    this.#shownMs = nowMs
    const best = cheapest === undefined ? '' : `, cheapest so far ${cheapest}`
    process.stderr.write(`\r\u001B[K${this.#name}: ${phase}, ${staffings} staffings simulated${best}`)
  }

  end(): void {
    if (this.#shownMs > 0) process.stderr.write('\r\u001B[K')
  }
}
