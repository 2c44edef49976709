import { readFileSync } from 'node:fs'
import type { Argv, CommandModule } from 'yargs'
import { jsonHead, jsonText } from '../../report/json.ts'
import { replayCsv } from '../../report/replay-csv.ts'
import { jsonReplay } from '../../report/replay-json.ts'
import { replayReport } from '../../report/replay-report.ts'
import { summariseReplay } from '../../report/replay-summary.ts'
import { readLog } from '../../replay/log-format.ts'
import { joinLogs } from '../../replay/read-log.ts'
import { replay } from '../../replay/replay.ts'
import { parseDuration } from '../../scenario/duration.ts'
import { loadScenario } from '../../scenario/load.ts'
import { scenarioFiles } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, type SimulationOptions, withSimulation, writeResults } from '../options.ts'
import { Progress, saySpeed } from '../progress.ts'

interface ReplayCommandOptions extends SimulationOptions {
  readonly log: string[]
  readonly scenario: string
  readonly 'agents-from-log': string | undefined
}

/** `strowger replay <log…> --scenario <file>` */
export const replayCommand: CommandModule<object, ReplayCommandOptions> = {
  command: 'replay <log..>',
  describe: 'Play recorded calls through a scenario and compare with what happened',
  builder: (yargs: Argv): Argv<ReplayCommandOptions> =>
    withSimulation(
      yargs
        .positional('log', { type: 'string', array: true, demandOption: true, describe: 'Call logs, one or more' })
        .option('scenario', {
          type: 'string',
          requiresArg: true,
          demandOption: true,
          describe: 'Scenario file with the agents, the routing and the patience',
        })
        .option('agents-from-log', {
          type: 'string',
          requiresArg: true,
          describe:
            'Take the agents of each day from the log and not from the shifts: an agent is there from call to call, ' +
            'unless more than this time lies between them, such as 8m',
        }),
    )
      .example(
        '$0 replay january.txt --scenario examples/scenarios/anonymous-bank-1999/bank.yaml',
        'a month of a bank, recorded and replayed',
      )
      .example('$0 replay *.txt --scenario bank.yaml --agents-from-log 8m', 'with the agents who were there'),
  handler: (options) => {
    if (Array.isArray(options.scenario))
      throw new CommandLineMistake('--scenario: given more than once — give one file')
    const pause = options['agents-from-log']
    const longestPauseMs = pause === undefined ? undefined : pauseMs(pause)
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const log = joinLogs(options.log.map((path) => readLog(readFileSync(path, 'utf8'), path)))
    const progress = new Progress(scenario.name)
    const { seed, replications } = options
    const replayed = replay(log.calls, scenario, options.log.join(', '), {
      ...(seed === undefined ? {} : { seed }),
      ...(replications === undefined ? {} : { replications }),
      ...(longestPauseMs === undefined ? {} : { longestPauseMs }),
      onProgress: progress.at,
    })
    const seconds = progress.end()
    const summary = summariseReplay(replayed, log, options.log, options.scenario, longestPauseMs)
    const words = ['replay', ...options.log, '--scenario', options.scenario]
    if (pause !== undefined) words.push('--agents-from-log', pause)
    const again = againCommand(words, summary.replayed.seed, summary.replayed.replications)
    writeResults(options, {
      json: () =>
        jsonText({
          ...jsonHead('replay', summary.replayed.seed, summary.replayed.replications),
          ...jsonReplay(summary),
        }),
      csv: () => replayCsv(summary),
      report: () => replayReport(summary, again, options.lang),
    })
    saySpeed(summary.replayed.simulated, seconds)
  },
}

function pauseMs(text: unknown): number {
  const ms = typeof text === 'string' ? parseDuration(text) : undefined
  if (ms !== undefined) return ms
  const shown = Array.isArray(text) ? 'given more than once' : JSON.stringify(text)
  throw new CommandLineMistake(`--agents-from-log: ${shown} — give one duration, such as 8m`)
}
