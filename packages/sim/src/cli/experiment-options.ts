import type { Argv } from 'yargs'
import { type MeasureName, MEASURES } from '../measure/measure.ts'
import { CommandLineMistake } from './mistake.ts'
import { type RunnerOptions, wholeNumber, withRunnerOptions } from './options.ts'

/** Options of a simulation that goes on until it is exact enough, or gets there with less work. */
export interface ExperimentOptions extends RunnerOptions {
  readonly precision: number | undefined
  readonly of: readonly MeasureName[]
  readonly most: number
  readonly antithetic: boolean
  readonly control: boolean
}

const NAMES = MEASURES.map(({ name }) => name)
const FIRST_MEASURES: readonly MeasureName[] = ['serviceLevel']
const MOST = 10_000

/** Adds the options of an experiment on one scenario. */
export function withExperiment<T>(yargs: Argv<T>): Argv<T & ExperimentOptions> {
  return withRunnerOptions(yargs)
    .option('precision', {
      type: 'string',
      requiresArg: true,
      describe: 'Replicate until the measures of --of are known to so many % of themselves, such as 1%',
      coerce: (given: unknown) => share('--precision', given),
    })
    .option('of', {
      choices: NAMES,
      array: true,
      default: FIRST_MEASURES,
      describe: 'Measures that --precision is about',
    })
    .option('most', {
      type: 'string',
      requiresArg: true,
      default: MOST,
      describe: 'Replications after which --precision gives up',
      coerce: (given: unknown) => (typeof given === 'number' ? given : wholeNumber('--most', given, 2)!),
    })
    .option('antithetic', {
      type: 'boolean',
      default: false,
      describe: 'Replicate in pairs with mirrored random numbers',
    })
    .option('control', {
      type: 'boolean',
      default: false,
      describe: 'Adjust the estimates by an Erlang A system on the same callers (mode: steady)',
    })
}

/** A share in (0, 1) from the command line: 1%, 0.5% or 0.01; undefined when it is not given. */
export function share(option: string, given: unknown): number | undefined {
  if (given === undefined) return undefined
  const text = typeof given === 'string' ? given : ''
  const match = /^(\d+(?:\.\d+)?)(\s*%)?$/.exec(text)
  const value = match === null ? NaN : Number(match[1]) / (match[2] === undefined ? 1 : 100)
  if (value > 0 && value < 1) return value
  const shown = Array.isArray(given) ? 'given more than once' : JSON.stringify(given)
  throw new CommandLineMistake(`${option}: ${shown} — give one share above 0 and below 100%, such as 1%`)
}

/** The flags of an experiment as they are written, for the command that does it again. */
export function experimentWords({ antithetic, control }: Pick<ExperimentOptions, 'antithetic' | 'control'>): string[] {
  return [...(antithetic ? ['--antithetic'] : []), ...(control ? ['--control'] : [])]
}
