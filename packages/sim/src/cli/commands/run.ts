import type { Argv, CommandModule } from 'yargs'
import { csv } from '../../report/csv.ts'
import { jsonHead, jsonLeftOut, jsonSummary, jsonText } from '../../report/json.ts'
import { runReport } from '../../report/run-report.ts'
import { summarise } from '../../report/summary.ts'
import { replicateWith } from '../../run/replications.ts'
import { loadScenario } from '../../scenario/load.ts'
import { scenarioFiles } from '../files.ts'
import { againCommand, type RunnerOptions, withRunnerOptions, writeResults } from '../options.ts'
import { Progress, saySpeed } from '../progress.ts'
import { withRunner } from '../runner.ts'

interface RunOptions extends RunnerOptions {
  readonly scenario: string
}

/** `strowger run <scenario>` */
export const runCommand: CommandModule<object, RunOptions> = {
  command: 'run <scenario>',
  describe: 'Simulate a scenario and estimate its measures',
  builder: (yargs: Argv): Argv<RunOptions> =>
    withRunnerOptions(
      yargs.positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML or JSON)' }),
    )
      .example('$0 run examples/scenarios/sina-95105670.yaml', 'simulate a day of a hosted call centre')
      .example('$0 run scenario.yaml --replications 100 --json result.json', 'narrower intervals, and JSON'),
  handler: async (options) => {
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const progress = new Progress(scenario.name)
    const { seed = scenario.run.seed, replications = scenario.run.replications } = options
    const runs = await withRunner(options, seed, scenario, (runner) =>
      replicateWith(runner, scenario, { seed, replications, onProgress: progress.at }),
    )
    const seconds = progress.end()
    const summary = summarise(runs, options.scenario)
    writeResults(options, {
      json: () =>
        jsonText({
          ...jsonHead('run', summary.seed, summary.replications),
          ...jsonSummary(summary),
          leftOut: jsonLeftOut(),
        }),
      csv: () => csv([summary]),
      report: () =>
        runReport(summary, againCommand(['run', options.scenario], summary.seed, summary.replications), options.lang),
    })
    saySpeed(summary.simulated, seconds)
  },
}
