import type { Argv } from 'yargs'
import type { Command } from '../../command.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { POLICY_HELP } from '../../named-policy.ts'
import { withSimulation } from '../../options.ts'
import { checkDecisions, isOfHost } from './host-journals.ts'
import { rerouteJournals } from './journals.ts'
import { durationOption, type ReplayOptions } from './options.ts'
import { replayThrough } from './through-scenario.ts'

/** `strowger replay <log…> [--scenario <file>] [--policy <name>]` */
export const command: Command<ReplayOptions> = {
  builder: (yargs: Argv): Argv<ReplayOptions> =>
    withSimulation(
      yargs
        .positional('log', { type: 'string', array: true, demandOption: true, describe: 'Call logs, one or more' })
        .option('scenario', {
          type: 'string',
          requiresArg: true,
          describe: 'Scenario file with the agents, the routing and the patience; journals of the engine need none',
        })
        .option('policy', {
          type: 'string',
          array: true,
          requiresArg: true,
          default: [],
          describe: `Route the same callers by another policy too, and compare: ${POLICY_HELP}`,
        })
        .option('threshold', {
          type: 'string',
          requiresArg: true,
          describe: 'Threshold of the service level, where there is no scenario to say it [default: 20s]',
          coerce: (given: unknown) => (given === undefined ? undefined : durationOption('--threshold', given, '20s')),
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
      )
      .example(
        '$0 replay day.journal --policy least-occupied',
        'a day of the engine as another policy would have routed it',
      )
      .example('$0 replay host-data/journal/000001.journal', 'a day of strowger host again: the same is decided'),
  handler: async (options) => {
    for (const name of ['scenario', 'presence', 'map'] as const) {
      if (Array.isArray(options[name])) throw new CommandLineMistake(`--${name}: given more than once — give one file`)
    }
    const { scenario } = options
    if (scenario === undefined && options.log.some(isOfHost)) {
      checkDecisions(options.log, options.lang)
      return
    }
    await (scenario === undefined ? rerouteJournals(options) : replayThrough(scenario, options))
  },
}
