import type { Argv } from 'yargs'
import type { DesignName } from '../../experiment/design.ts'
import { parseFactor } from '../../experiment/factor.ts'
import { sweep, sweepPoints } from '../../experiment/sweep.ts'
import { type MeasureName, MEASURES } from '../../measure/measure.ts'
import { jsonHead, jsonLeftOut, jsonText } from '../../report/json.ts'
import { jsonSweep, sweepCsv, sweepPlot, sweepReport } from '../../report/sweep-report.ts'
import { readMerged } from '../../scenario/inherit.ts'
import type { Command } from '../command.ts'
import { scenarioFiles, writeTo } from '../files.ts'
import {
  againCommand,
  checkWritable,
  type RunnerOptions,
  wholeNumber,
  withRunnerOptions,
  writeResults,
} from '../options.ts'
import { Progress } from '../progress.ts'
import { withRunner } from '../runner.ts'

interface SweepOptions extends RunnerOptions {
  readonly scenario: string
  readonly vary: readonly string[]
  readonly design: DesignName
  readonly points: number
  readonly of: readonly MeasureName[]
  readonly plot: string | undefined
}

const POINTS = 16
const DESIGNS: readonly DesignName[] = ['grid', 'lhs', 'sobol']
const SHOWN: readonly MeasureName[] = ['serviceLevel', 'abandonRate', 'asaMs', 'occupancy']

/** `strowger sweep <scenario> --vary path=values` */
export const command: Command<SweepOptions> = {
  builder: (yargs: Argv): Argv<SweepOptions> =>
    withRunnerOptions(
      yargs.positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML or JSON)' }),
    )
      .option('vary', {
        type: 'string',
        array: true,
        requiresArg: true,
        demandOption: true,
        describe: 'A place in the file and its values: path=4..8, path=0.5..0.9/0.1, path=60s..300s/30s or path=a,b,c',
      })
      .option('design', { choices: DESIGNS, default: DESIGNS[0]!, describe: 'Which combinations are run' })
      .option('points', {
        type: 'string',
        requiresArg: true,
        default: POINTS,
        describe: 'Combinations of --design lhs and sobol',
        coerce: (given: unknown) => (typeof given === 'number' ? given : wholeNumber('--points', given, 1)!),
      })
      .option('of', {
        choices: MEASURES.map(({ name }) => name),
        array: true,
        default: SHOWN,
        describe: 'Measures of the table (JSON and CSV have all)',
      })
      .option('plot', {
        type: 'string',
        requiresArg: true,
        describe: 'Draw the first measure of --of as SVG to a file',
      })
      .check(({ plot }) => {
        checkWritable('--plot', plot)
        return true
      })
      .example('$0 sweep scenario.yaml --vary groups.front.agents=8..14', 'what each agent more is worth')
      .example(
        '$0 sweep scenario.yaml --design sobol --points 64 --vary a.b=1.0..2.0 --vary c.d=10s..60s',
        'two parameters at once, evenly',
      ),
  handler: async (options) => {
    const root = readMerged(options.scenario, scenarioFiles)
    const factors = options.vary.map(parseFactor)
    const { design, points: wanted } = options
    const points = sweepPoints(root, factors, { design, points: wanted, seed: options.seed ?? 1 }, scenarioFiles)
    const { run, name } = points[0]!.scenario
    const { seed = run.seed, replications = run.replications } = options
    const progress = new Progress(name)
    const purpose = points.map(({ scenario }) => scenario)
    const results = await withRunner(options, seed, purpose, (runner) =>
      sweep(runner, points, { seed, replications, onProgress: progress.at }),
    )
    progress.end()
    const names = factors.map((factor) => factor.name)
    const words = ['sweep', options.scenario, ...options.vary.flatMap((each) => ['--vary', each])]
    if (design !== 'grid') words.push('--design', design, '--points', String(wanted))
    if (options.plot !== undefined) writeTo(options.plot, sweepPlot(name, names, results, options.of[0]!, options.lang))
    writeResults(options, {
      json: () =>
        jsonText({
          ...jsonHead('sweep', seed, replications),
          scenario: options.scenario,
          design,
          points: jsonSweep(names, results),
          leftOut: jsonLeftOut(...purpose),
        }),
      csv: () => sweepCsv(names, results),
      report: () => {
        const again = againCommand(words, seed, replications)
        return sweepReport({ title: name, names, results, shown: options.of, again }, options.lang)
      },
    })
  },
}
