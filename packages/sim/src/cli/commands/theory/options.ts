import type { Argv } from 'yargs'
import { parseDuration } from '../../../scenario/duration.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { type OutputOptions, wholeNumber, withOutput } from '../../options.ts'

/** An option that is read as text and checked here, so that mistakes are told in one style. */
export const text = { type: 'string', requiresArg: true } as const

/** Options of the models whose load is one number. */
export interface LoadOptions extends OutputOptions {
  readonly 'per-hour': number | undefined
  readonly aht: number
  readonly erlangs: number | undefined
}

/** Adds the load: calls an hour with their handling time, or erlangs. */
export function withLoad<T>(yargs: Argv<T>): Argv<T & LoadOptions> {
  return withHandlingTime(withOutput(yargs))
    .option('per-hour', { ...text, describe: 'Calls an hour, with --aht', coerce: positive('--per-hour') })
    .option('erlangs', {
      ...text,
      describe: 'Offered load, instead of --per-hour',
      coerce: positive('--erlangs'),
      conflicts: 'per-hour',
    })
}

/** Adds the mean handling time. */
export function withHandlingTime<T>(yargs: Argv<T>): Argv<T & { readonly aht: number }> {
  return yargs.option('aht', {
    ...text,
    default: '180s',
    describe: 'Mean handling time, e.g. 180s or 3m',
    coerce: time('--aht', 'positive'),
  })
}

/** Adds the number of agents. */
export function withAgents<T>(yargs: Argv<T>): Argv<T & { readonly agents: number }> {
  return yargs.option('agents', {
    ...text,
    demandOption: true,
    describe: 'Agents (or lines, for Erlang B)',
    // Never undefined: the option is demanded.
    coerce: (given: unknown) => whole('--agents')(given)!,
  })
}

/** Adds the mean patience, with `never`. */
export function withPatience<T>(yargs: Argv<T>): Argv<T & { readonly patience: number }> {
  return yargs.option('patience', {
    ...text,
    default: 'never',
    describe: 'Mean patience, exponential, or never',
    coerce: time('--patience', 'never'),
  })
}

/** Adds the threshold of the service level. */
export function withThreshold<T>(yargs: Argv<T>): Argv<T & { readonly threshold: number }> {
  return yargs.option('threshold', {
    ...text,
    default: '20s',
    describe: 'Threshold of the service level',
    coerce: time('--threshold', 'zero'),
  })
}

/** Offered load in erlangs. */
export function loadOf({ erlangs, 'per-hour': perHour, aht }: LoadOptions): number {
  if (erlangs !== undefined) return erlangs
  if (perHour !== undefined) return (perHour * aht) / 3_600_000
  throw new CommandLineMistake('theory: the load is missing — give --erlangs, or --per-hour with --aht')
}

/** A whole number above 0. */
export function whole(option: string): (given: unknown) => number | undefined {
  return (given) => wholeNumber(option, given, 1)
}

/** A number above 0. */
export function positive(option: string): (given: unknown) => number | undefined {
  return (given) => {
    if (given === undefined) return undefined
    const value = typeof given === 'string' ? Number(given) : Number.NaN
    if (value > 0 && value < Infinity) return value
    throw new CommandLineMistake(`${option}: ${JSON.stringify(given)} — give one number above 0`)
  }
}

/** A probability; `least` and `most` may be given. */
export function share(option: string): (given: unknown) => number | undefined {
  return (given) => {
    if (given === undefined) return undefined
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN
    if (value >= 0 && value <= 1) return value
    throw new CommandLineMistake(`${option}: ${JSON.stringify(given)} — give a share from 0 to 1, such as 0.05`)
  }
}

/** Numbers of at least 0, separated by commas. */
export function list(option: string, kind: 'whole' | 'any'): (given: unknown) => number[] {
  return (given) => {
    const parts = typeof given === 'string' ? given.split(',') : []
    const values = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    const right = (value: number) => value >= 0 && value < Infinity && (kind === 'any' || Number.isInteger(value))
    if (values.length > 0 && values.every(right)) return values
    const example = kind === 'whole' ? '4,6,8' : '100,150,150'
    throw new CommandLineMistake(`${option}: ${JSON.stringify(given)} — give numbers with commas, such as ${example}`)
  }
}

/** A time with its unit. */
export function time(option: string, least: 'positive' | 'zero' | 'never'): (given: unknown) => number {
  return (given) => {
    if (least === 'never' && given === 'never') return Infinity
    const ms = typeof given === 'string' ? parseDuration(given) : undefined
    if (ms !== undefined && (ms > 0 || least === 'zero')) return ms
    throw new CommandLineMistake(`${option}: ${JSON.stringify(given)} — give a time with its unit, such as 180s or 3m`)
  }
}
