import type { Argv, CommandModule } from 'yargs'
import { jsonHead, jsonText } from '../../report/json.ts'
import { replayCsv } from '../../report/replay-csv.ts'
import { jsonReplay } from '../../report/replay-json.ts'
import { compareMonths, type MonthComparison } from '../../report/month-comparison.ts'
import { jsonMonths, monthCsv } from '../../report/month-json.ts'
import { monthReport } from '../../report/month-report.ts'
import { replayReport } from '../../report/replay-report.ts'
import { type AgentSource, summariseReplay } from '../../report/replay-summary.ts'
import { loadPresence } from '../../replay/presence-model.ts'
import { type HandlingSource, type Replay, replay } from '../../replay/replay.ts'
import { parseDuration } from '../../scenario/duration.ts'
import { loadScenario } from '../../scenario/load.ts'
import { scenarioFiles } from '../files.ts'
import { readLogs } from './fit.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, type SimulationOptions, withSimulation, writeResults } from '../options.ts'
import { Progress, saySpeed } from '../progress.ts'

interface ReplayCommandOptions extends SimulationOptions {
  readonly log: string[]
  readonly scenario: string
  readonly map: string | undefined
  readonly 'agents-from-log': string | undefined
  readonly presence: string | undefined
  readonly handling: HandlingSource
  readonly 'compare-theory': boolean | undefined
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
        .option('map', {
          type: 'string',
          requiresArg: true,
          describe: 'Which columns of a CSV file say what: a file, or a name as in strowger fit',
        })
        .option('agents-from-log', {
          type: 'string',
          requiresArg: true,
          describe:
            'Take the agents of each day from the log and not from the shifts: an agent is there from call to call, ' +
            'unless more than this time lies between them, such as 8m',
        })
        .option('presence', {
          type: 'string',
          requiresArg: true,
          conflicts: 'agents-from-log',
          describe:
            'Take the agents of each day from the log, inferred with this presence model (strowger fit writes one): ' +
            'who was away, and who had nothing to do, shows in whether callers waited',
        })
        .option('handling', {
          choices: ['recorded', 'scenario', 'forecast'] as const,
          default: 'recorded' as const,
          describe:
            'Handling times: each as the log has it, or all drawn from the scenario, or so and made longer or shorter day by ' +
            'day as the days before in the log say',
        })
        .option('compare-theory', {
          type: 'boolean',
          describe: 'Month by month: recorded, replayed with each kind of handling times, Erlang A and C by the hour',
        }),
    )
      .example(
        '$0 replay january.txt --scenario examples/scenarios/anonymous-bank-1999/bank.yaml',
        'a month of a bank, recorded and replayed',
      )
      .example('$0 replay *.txt --scenario bank.yaml --presence presence.yaml', 'with the agents who were there')
      .example(
        '$0 replay *.txt --scenario bank.yaml --presence presence.yaml --compare-theory',
        'beside Erlang A and C',
      ),
  handler: (options) => {
    for (const name of ['scenario', 'presence'] as const) {
      if (Array.isArray(options[name])) throw new CommandLineMistake(`--${name}: given more than once — give one file`)
    }
    const source = agentSource(options)
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const presence = 'presence' in source ? loadPresence(source.presence, scenarioFiles) : undefined
    const log = readLogs(options.log, options.map)
    const { seed, replications } = options
    const run = (handling: HandlingSource, onProgress: (done: number, of: number) => void) =>
      replay(log.calls, scenario, options.log.join(', '), {
        ...(seed === undefined ? {} : { seed }),
        ...(replications === undefined ? {} : { replications }),
        ...('longestPauseMs' in source ? { longestPauseMs: source.longestPauseMs } : {}),
        ...(presence === undefined ? {} : { presence }),
        handling,
        onProgress,
      })
    const progress = new Progress(scenario.name)
    if (options['compare-theory'] === true) {
      const third = (at: number) => (done: number, of: number) => progress.at(at * of + done, 3 * of)
      const replays = {
        recorded: run('recorded', third(0)),
        forecast: run('forecast', third(1)),
        scenario: run('scenario', third(2)),
      }
      const seconds = progress.end()
      writeComparison(options, compareMonths(replays, options.scenario))
      saySpeed(
        Object.values(replays).reduce((sum, each) => sum + simulatedIn(each), 0),
        seconds,
      )
      return
    }
    const replayed = run(options.handling, progress.at)
    const seconds = progress.end()
    const summary = summariseReplay(replayed, log, options.log, options.scenario, source, options.handling)
    const again = againCommand(wordsOf(options), summary.replayed.seed, summary.replayed.replications)
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

function writeComparison(options: ReplayCommandOptions, comparison: MonthComparison): void {
  const { seed, replications } = comparison
  const again = againCommand(wordsOf(options), seed, replications)
  writeResults(options, {
    json: () => jsonText({ ...jsonHead('replay', seed, replications), ...jsonMonths(comparison) }),
    csv: () => monthCsv(comparison),
    report: () => monthReport(comparison, options.log, again, options.lang),
  })
}

function simulatedIn({ observations }: Replay): number {
  return observations.reduce((sum, { simulated }) => sum + simulated, 0)
}

/** The command as it was given, without what only says where results go. */
function wordsOf(options: ReplayCommandOptions): string[] {
  const words = ['replay', ...options.log, '--scenario', options.scenario]
  if (options.map !== undefined) words.push('--map', options.map)
  const pause = options['agents-from-log']
  if (pause !== undefined) words.push('--agents-from-log', pause)
  if (options.presence !== undefined) words.push('--presence', options.presence)
  if (options.handling !== 'recorded') words.push('--handling', options.handling)
  if (options['compare-theory'] === true) words.push('--compare-theory')
  return words
}

function agentSource({ presence, 'agents-from-log': pause }: ReplayCommandOptions): AgentSource {
  if (presence !== undefined) return { from: 'log', presence }
  return pause === undefined ? { from: 'scenario' } : { from: 'log', longestPauseMs: pauseMs(pause) }
}

function pauseMs(text: unknown): number {
  const ms = typeof text === 'string' ? parseDuration(text) : undefined
  if (ms !== undefined) return ms
  const shown = Array.isArray(text) ? 'given more than once' : JSON.stringify(text)
  throw new CommandLineMistake(`--agents-from-log: ${shown} — give one duration, such as 8m`)
}
