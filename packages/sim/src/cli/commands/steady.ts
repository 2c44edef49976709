import type { Argv } from 'yargs'
import { steadyState } from '../../experiment/steady-state.ts'
import { jsonHead, jsonText } from '../../report/json.ts'
import { jsonSteady, steadyCsv, steadyReport } from '../../report/steady-report.ts'
import { formatDuration, parseDuration } from '../../scenario/duration.ts'
import { loadScenario } from '../../scenario/load.ts'
import type { Command } from '../command.ts'
import { scenarioFiles } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, type OutputOptions, wholeNumber, withOutput, writeResults } from '../options.ts'
import { saySpeed } from '../progress.ts'

interface SteadyOptions extends OutputOptions {
  readonly scenario: string
  readonly seed: number | undefined
  readonly length: number | undefined
}

/** `strowger steady <scenario>` */
export const command: Command<SteadyOptions> = {
  builder: (yargs: Argv): Argv<SteadyOptions> =>
    withOutput(
      yargs.positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario with mode: steady' }),
    )
      .option('seed', {
        type: 'string',
        requiresArg: true,
        describe: 'Seed of all random numbers',
        coerce: (given: unknown) => wholeNumber('--seed', given, 0),
      })
      .option('length', {
        type: 'string',
        requiresArg: true,
        describe: 'Length of the run, such as 500h [default: that of all replications of the scenario together]',
        coerce: lengthMs,
      })
      .example('$0 steady examples/scenarios/theory/erlang-a-100.yaml --length 300h', 'batch means after the warm-up'),
  handler: (options) => {
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const { run } = scenario
    const seed = options.seed ?? run.seed
    const startedMs = performance.now()
    const state = steadyState(scenario, seed, options.length ?? run.replications * run.durationMs)
    const words = ['steady', options.scenario, '--length', formatDuration(state.lengthMs)]
    writeResults(options, {
      json: () => jsonText({ ...jsonHead('steady', seed, 1), scenario: options.scenario, ...jsonSteady(state) }),
      csv: () => steadyCsv(state),
      report: () => steadyReport(state, againCommand(words, seed), options.lang),
    })
    saySpeed(state.simulated, (performance.now() - startedMs) / 1000)
  },
}

function lengthMs(given: unknown): number | undefined {
  if (given === undefined) return undefined
  const ms = typeof given === 'string' ? parseDuration(given) : undefined
  if (ms !== undefined && ms > 0) return ms
  const shown = Array.isArray(given) ? 'given more than once' : JSON.stringify(given)
  throw new CommandLineMistake(`--length: ${shown} — give one duration, such as 500h`)
}
