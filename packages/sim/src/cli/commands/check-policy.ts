import type { Argv } from 'yargs'
import type { Counterexample } from '../../check/check.ts'
import { jsonText } from '../../report/json.ts'
import { version } from '../../version.ts'
import type { Command } from '../command.ts'
import { writeTo } from '../files.ts'
import { CheckFailed, oneLine } from '../mistake.ts'
import { wholeNumber } from '../options.ts'
import { loadPolicy } from '../policy-module.ts'

interface CheckPolicyOptions {
  readonly module: string
  readonly seed: number
  readonly runs: number
  readonly json: string | undefined
}

/** `strowger check-policy <module>` */
export const command: Command<CheckPolicyOptions> = {
  builder: (yargs: Argv): Argv<CheckPolicyOptions> =>
    yargs
      .positional('module', {
        type: 'string',
        demandOption: true,
        describe: 'ES module that exports policy, a function that makes a RoutingPolicy; and names, if it needs some',
      })
      .option('seed', {
        type: 'string',
        requiresArg: true,
        default: '1',
        describe: 'Seed of the random sequences',
        // Never undefined: there is a default.
        coerce: (given: unknown) => wholeNumber('--seed', given, 0)!,
      })
      .option('runs', {
        type: 'string',
        requiresArg: true,
        default: '2000',
        describe: 'Random sequences of commands',
        coerce: (given: unknown) => wholeNumber('--runs', given, 1)!,
      })
      .option('json', {
        type: 'string',
        requiresArg: true,
        describe: 'Write the result as JSON to a file, - for stdout',
      })
      .example('$0 check-policy ./my-policy.mjs', 'exit code 1 and the shortest sequence when a property is broken'),
  handler: async ({ module, seed, runs, json }) => {
    const { policy, names } = await loadPolicy(module)
    // Loaded here: no other command needs the generator of sequences.
    const { checkPolicy } = await import('../../check/check.ts')
    const check = checkPolicy(policy, { names, seed, runs })
    const { counterexample } = check
    if (json !== undefined) {
      writeTo(
        json,
        jsonText({
          command: 'check-policy',
          version,
          module,
          seed,
          runs: check.runs,
          holds: counterexample === undefined,
          ...(counterexample === undefined ? {} : { counterexample: readable(counterexample) }),
        }),
      )
    }
    if (json !== '-') writeTo('-', report(policy().name, check.runs, seed, counterexample))
    if (counterexample !== undefined) throw new CheckFailed()
  },
}

function report(name: string, runs: number, seed: number, counterexample: Counterexample | undefined): string {
  if (counterexample === undefined) {
    return `policy ${name}: every property held in ${runs} random sequences (seed ${seed})\n`
  }
  const { property, message, exchange, lines } = counterexample
  return [
    `policy ${name} breaks: ${property}`,
    `  ${oneLine(message)}`,
    '',
    'the shortest sequence found, on this exchange:',
    ...(exchange.config.channels ?? []).map((channel) => `  channel ${JSON.stringify(channel)}`),
    ...exchange.config.types.map((type) => `  type ${JSON.stringify(type)}`),
    ...exchange.config.groups.map((group) => `  group ${JSON.stringify(group)}`),
    ...exchange.agents.map(({ group, skills }, agent) => {
      const own = skills === undefined ? '' : `, skills ${JSON.stringify(skills)}`
      return `  agent ${agent}: group ${exchange.config.groups[group]!.name}${own}`
    }),
    '',
    ...lines.map((line) => `  ${line}`),
    '',
    `again: strowger check-policy <module> --seed ${seed}`,
    '',
  ].join('\n')
}

function readable({ property, message, exchange, commands, lines }: Counterexample): unknown {
  return { property, message, exchange, commands, lines }
}
