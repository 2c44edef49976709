import type { Argv } from 'yargs'
import { expectedWaitStudy } from '../../expected-wait/study.ts'
import { expectedWaitCsv, expectedWaitReport, jsonExpectedWait } from '../../report/expected-wait-report.ts'
import { jsonHead, jsonText } from '../../report/json.ts'
import { loadScenario } from '../../scenario/load.ts'
import type { Command } from '../command.ts'
import { scenarioFiles } from '../files.ts'
import { againCommand, type SimulationOptions, withSimulation, writeResults } from '../options.ts'
import { Progress, saySpeed } from '../progress.ts'

interface ExpectedWaitOptions extends SimulationOptions {
  readonly scenario: string
}

/** `strowger expected-wait <scenario>` */
export const command: Command<ExpectedWaitOptions> = {
  builder: (yargs: Argv): Argv<ExpectedWaitOptions> =>
    withSimulation(
      yargs.positional('scenario', {
        type: 'string',
        demandOption: true,
        describe: 'Scenario file (YAML or JSON)',
      }),
    )
      .example('$0 expected-wait scenario.yaml', 'mean squared and absolute errors, with intervals')
      .example('$0 expected-wait scenario.yaml --json - --lang zh', 'for machines'),
  handler: (options) => {
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const seed = options.seed ?? scenario.run.seed
    const replications = options.replications ?? scenario.run.replications
    const progress = new Progress(scenario.name)
    const study = expectedWaitStudy(scenario, { seed, replications, onProgress: progress.at })
    const seconds = progress.end()
    writeResults(options, {
      json: () =>
        jsonText({
          ...jsonHead('expected-wait', seed, replications),
          scenario: options.scenario,
          ...jsonExpectedWait(study),
        }),
      csv: () => expectedWaitCsv(study),
      report: () =>
        expectedWaitReport(study, againCommand(['expected-wait', options.scenario], seed, replications), options.lang),
    })
    saySpeed(study.simulated, seconds)
  },
}
