import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import type { Argv } from 'yargs'
import { LANGUAGES, type Language } from '../report/language.ts'
import { writeTo } from './files.ts'
import { CommandLineMistake } from './mistake.ts'

/** Options of every command that prints results. */
export interface OutputOptions {
  readonly json: string | undefined
  readonly csv: string | undefined
  readonly lang: Language
}

/** Options of every command that simulates. */
export interface SimulationOptions extends OutputOptions {
  readonly seed: number | undefined
  readonly replications: number | undefined
}

/** Options of every command that simulates on several threads. */
export interface RunnerOptions extends SimulationOptions {
  readonly workers: number | undefined
  readonly resume: string | undefined
}

/** Adds the options of results. */
export function withOutput<T>(yargs: Argv<T>): Argv<T & OutputOptions> {
  return yargs
    .option('json', { type: 'string', requiresArg: true, describe: 'Write the result as JSON to a file, - for stdout' })
    .option('csv', {
      type: 'string',
      requiresArg: true,
      describe: 'Write every estimate as CSV to a file, - for stdout',
    })
    .option('lang', { choices: LANGUAGES, default: LANGUAGES[0]!, describe: 'Language of the report' })
    .check(({ json, csv }) => {
      checkWritable('--json', json)
      checkWritable('--csv', csv)
      if (json === '-' && csv === '-') throw new CommandLineMistake('--json and --csv: only one of them can be -')
      return true
    })
}

/** Found before the work, not after it. */
export function checkWritable(option: string, path: string | undefined): void {
  if (path === undefined || path === '-') return
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch {
    throw new CommandLineMistake(`${option}: cannot write ${path} — give a file in a folder that exists and is yours`)
  }
}

/** Adds the options of a simulation. */
export function withSimulation<T>(yargs: Argv<T>): Argv<T & SimulationOptions> {
  return withOutput(yargs)
    .option('seed', {
      type: 'string',
      requiresArg: true,
      describe: 'Seed of all random numbers: the same seed gives the same callers, and the same bytes',
      coerce: (given: unknown) => wholeNumber('--seed', given, 0),
    })
    .option('replications', {
      type: 'string',
      requiresArg: true,
      describe: 'Independent replications; intervals need at least 2',
      coerce: (given: unknown) => wholeNumber('--replications', given, 1),
    })
}

/** Adds the options of a simulation on several threads. */
export function withRunnerOptions<T>(yargs: Argv<T>): Argv<T & RunnerOptions> {
  return withSimulation(yargs)
    .option('workers', {
      type: 'string',
      requiresArg: true,
      describe:
        'Threads that simulate; the results do not depend on it [default: one per core, where there is work for them]',
      coerce: (given: unknown) => wholeNumber('--workers', given, 1),
    })
    .option('resume', {
      type: 'string',
      requiresArg: true,
      describe: 'Keep finished replications in this file, and begin with those it has: a killed run goes on',
    })
    .check(({ resume }) => {
      if (Array.isArray(resume)) throw new CommandLineMistake('--resume: given more than once — give one file')
      checkWritable('--resume', resume)
      return true
    })
}

/** The command with the options that give the same figures again. */
export function againCommand(words: readonly string[], seed: number, replications?: number): string {
  const quoted = words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
  const often = replications === undefined ? '' : ` --replications ${replications}`
  return `npm start -- ${quoted.join(' ')} --seed ${seed}${often}`
}

/** Writes what was asked for: JSON, CSV, and the report unless one of them takes standard output. */
export function writeResults(
  { json, csv }: OutputOptions,
  results: { readonly json: () => string; readonly csv: () => string; readonly report: () => string },
): void {
  if (json !== undefined) writeTo(json, results.json())
  if (csv !== undefined) writeTo(csv, results.csv())
  if (json !== '-' && csv !== '-') writeTo('-', results.report())
}

/** A whole number from the command line, which may have been given twice or as text. */
export function wholeNumber(option: string, given: unknown, least: number): number | undefined {
  if (given === undefined) return undefined
  const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (Number.isSafeInteger(number) && number >= least) return number
  const shown = Array.isArray(given) ? 'given more than once' : JSON.stringify(given)
  throw new CommandLineMistake(`${option}: ${shown} — give one whole number, ${least} or more`)
}
