import { closeSync, openSync, writeSync } from 'node:fs'
import type { Argv } from 'yargs'
import { MS_PER_MINUTE, parseDuration } from '../scenario/duration.ts'
import { share } from './experiment-options.ts'
import { writeTo } from './files.ts'
import { DAY_TARGET } from '../report/summary.ts'
import { CommandLineMistake } from './mistake.ts'
import { checkWritable } from './options.ts'

/** Options of a run that is also counted by interval. */
export interface DetailOptions {
  readonly html: string | undefined
  readonly details: string | undefined
  readonly records: string | undefined
  readonly journal: string | undefined
  readonly agents: boolean
  readonly interval: number | undefined
  readonly target: number
}

/** Adds the options of pages and tables by interval. */
export function withDetail<T>(yargs: Argv<T>): Argv<T & DetailOptions> {
  return yargs
    .option('html', {
      type: 'string',
      requiresArg: true,
      describe: 'Write a page with charts by interval to a file: one file, nothing fetched',
    })
    .option('details', {
      type: 'string',
      requiresArg: true,
      describe:
        'Write every key figure by interval, type, tenant, group and agent to a file, - for stdout: JSON if it ends in .json, CSV otherwise',
    })
    .option('records', {
      type: 'string',
      requiresArg: true,
      describe: 'Write a record of each contact to a file: Parquet if it ends in .parquet, CSV otherwise',
    })
    .option('journal', {
      type: 'string',
      requiresArg: true,
      describe:
        "Write the engine's journal to a file, which replay reads; of several replications one file each, numbered",
    })
    .option('agents', {
      type: 'boolean',
      default: false,
      describe: "Also print the agents' figures of replication 0: the relative performance model, with its warnings",
    })
    .option('interval', {
      type: 'string',
      requiresArg: true,
      describe: 'Length of the intervals of --html and --details, such as 30m [default: at most 48 of them]',
      coerce: intervalMs,
    })
    .option('target', {
      type: 'string',
      requiresArg: true,
      default: DAY_TARGET,
      describe: 'Service level that a day or an interval should reach',
      coerce: (given: unknown) => (typeof given === 'number' ? given : share('--target', given)!),
    })
    .check(({ html, details, records, journal }) => {
      for (const [option, path] of [
        ['--html', html],
        ['--details', details],
        ['--records', records],
        ['--journal', journal],
      ] as const) {
        if (Array.isArray(path)) throw new CommandLineMistake(`${option}: given more than once — give one file`)
        checkWritable(option, path)
      }
      if (records === '-') throw new CommandLineMistake('--records: "-" — give a file')
      if (journal === '-') throw new CommandLineMistake('--journal: "-" — give a file')
      if (html === '-') throw new CommandLineMistake('--html: "-" — give a file; a page is not for a terminal')
      return true
    })
}

/** Writes a text that comes in pieces: it need not fit into memory. */
export function writePieces(path: string, pieces: Iterable<string>): void {
  if (path === '-') {
    for (const piece of pieces) writeTo('-', piece)
    return
  }
  const file = openSync(path, 'w')
  try {
    for (const piece of pieces) writeSync(file, piece)
  } finally {
    closeSync(file)
  }
}

function intervalMs(given: unknown): number | undefined {
  if (given === undefined) return undefined
  const ms = typeof given === 'string' ? parseDuration(given) : undefined
  if (ms !== undefined && ms >= MS_PER_MINUTE) return ms
  const shown = Array.isArray(given) ? 'given more than once' : JSON.stringify(given)
  throw new CommandLineMistake(`--interval: ${shown} — give one duration of a minute or more, such as 30m`)
}
