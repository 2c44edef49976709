import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RoutingPolicy } from '@strowger/acd'
import type { Argv, CommandModule } from 'yargs'
import type { Counterexample } from '../../check/check.ts'
import { DEFAULT_NAMES, type ExchangeNames } from '../../check/names.ts'
import { jsonText } from '../../report/json.ts'
import { version } from '../../version.ts'
import { writeTo } from '../files.ts'
import { CheckFailed, CommandLineMistake, oneLine } from '../mistake.ts'
import { wholeNumber } from '../options.ts'

interface CheckPolicyOptions {
  readonly module: string
  readonly seed: number
  readonly runs: number
  readonly json: string | undefined
}

/** `strowger check-policy <module>` */
export const checkPolicyCommand: CommandModule<object, CheckPolicyOptions> = {
  command: 'check-policy <module>',
  describe: 'Check that a routing policy of your own loses, doubles and forgets nothing',
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
    const { policy, names } = await load(module)
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

async function load(path: string): Promise<{ policy: () => RoutingPolicy; names: ExchangeNames }> {
  let loaded: { readonly policy?: unknown; readonly names?: unknown }
  try {
    loaded = await import(pathToFileURL(resolve(path)).href)
  } catch (error) {
    const reason = oneLine(error instanceof Error ? error.message : String(error))
    throw new CommandLineMistake(`${path}: cannot be loaded (${reason}) — give the path of an ES module`)
  }
  const { policy } = loaded
  if (typeof policy !== 'function') {
    throw new CommandLineMistake(
      `${path}: exports no function policy — write: export const policy = () => new MyPolicy()`,
    )
  }
  const made: unknown = tried(path, () => policy())
  if (!isPolicy(made)) {
    throw new CommandLineMistake(`${path}: policy() is no policy — return { name, selectAgent, selectContact }`)
  }
  const names = namesOf(loaded.names, path)
  tried(path, () => made.prepare?.(names))
  // What was made once is made alike again.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { policy: policy as () => RoutingPolicy, names }
}

function tried<Result>(path: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    const reason = oneLine(error instanceof Error ? error.message : String(error))
    throw new CommandLineMistake(`${path}: policy() throws (${reason}) — names it uses must be in the export names`)
  }
}

function isPolicy(made: unknown): made is RoutingPolicy {
  if (typeof made !== 'object' || made === null) return false
  const isMethod = (key: string) => key in made && typeof Reflect.get(made, key) === 'function'
  return 'name' in made && typeof made.name === 'string' && isMethod('selectAgent') && isMethod('selectContact')
}

function namesOf(given: unknown, path: string): ExchangeNames {
  if (given === undefined) return DEFAULT_NAMES
  const listOf = (key: keyof ExchangeNames): readonly string[] => {
    const list: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, key) : undefined
    if (list === undefined) return DEFAULT_NAMES[key]
    if (Array.isArray(list) && list.length > 0 && list.every((name) => typeof name === 'string')) return list
    throw new CommandLineMistake(`${path}: names.${key} is no list of names — write for example ['orders', 'sales']`)
  }
  return { types: listOf('types'), groups: listOf('groups'), skills: listOf('skills') }
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
