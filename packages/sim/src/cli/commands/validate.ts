import { readFileSync } from 'node:fs'
import type { Argv } from 'yargs'
import { jsonText } from '../../report/json.ts'
import { countVerdicts, validityCsv, validityDocument, validityReport } from '../../report/validity-report.ts'
import { measureCase } from '../../validity/measured.ts'
import { readCases, type ReferenceCase } from '../../validity/reference-case.ts'
import { EXACT_CASES } from '../../validity/tables/exact-cases.ts'
import { PUBLISHED_CASES } from '../../validity/tables/published-cases.ts'
import { judge } from '../../validity/verdict.ts'
import type { Command } from '../command.ts'
import { CheckFailed, CommandLineMistake } from '../mistake.ts'
import { type OutputOptions, wholeNumber, withOutput, writeResults } from '../options.ts'
import { withRunner } from '../runner.ts'
import { Progress, saySpeed } from '../progress.ts'

/** Counted calls of a case, of the whole suite and of the quick one. */
const CALLS = 4_000_000
const QUICK_CALLS = 100_000
const SEED = 1

interface ValidateOptions extends OutputOptions {
  readonly cases: string | undefined
  readonly only: string | undefined
  readonly quick: boolean
  readonly calls: number | undefined
  readonly seed: number
  readonly workers: number | undefined
}

/** `strowger validate` */
export const command: Command<ValidateOptions> = {
  builder: (yargs: Argv): Argv<ValidateOptions> =>
    withOutput(yargs)
      .option('cases', {
        type: 'string',
        requiresArg: true,
        describe: 'JSON file of cases; default: those that come with Strowger',
      })
      .option('only', { type: 'string', requiresArg: true, describe: 'Only cases whose id contains this text' })
      .option('quick', { type: 'boolean', default: false, describe: `${QUICK_CALLS} calls a case, within a minute` })
      .option('calls', {
        type: 'string',
        requiresArg: true,
        describe: `Counted calls of a case; default: ${CALLS}`,
        coerce: (given: unknown) => wholeNumber('--calls', given, 1000),
      })
      .option('seed', {
        type: 'string',
        requiresArg: true,
        default: String(SEED),
        describe: 'Seed of all random numbers',
        // Never undefined: there is a default.
        coerce: (given: unknown) => wholeNumber('--seed', given, 0)!,
      })
      .option('workers', {
        type: 'string',
        requiresArg: true,
        describe:
          'Threads that simulate; the results do not depend on it [default: one per core, where there is work for them]',
        coerce: (given: unknown) => wholeNumber('--workers', given, 1),
      })
      .example('$0 validate', 'every case; exit code 1 if a figure differs')
      .example('$0 validate --cases cases.json --json -', 'cases of your own, as JSON'),
  handler: async (options) => {
    const cases = casesOf(options)
    const calls = options.calls ?? (options.quick ? QUICK_CALLS : CALLS)
    const progress = new Progress('validate')
    const measured = await withRunner(
      { workers: options.workers, resume: undefined },
      options.seed,
      'validate',
      (runner) => {
        const shares = new Float64Array(cases.length)
        const told = (at: number) => (share: number) => {
          shares[at] = share
          const done = shares.reduce((sum, each) => sum + each, 0) / cases.length
          progress.at(Math.round(1000 * done) / 10, 100)
        }
        // All at once: while the last replications of a case run, those of the next begin.
        return Promise.all(
          cases.map((reference, at) => measureCase(reference, { calls, seed: options.seed }, runner, told(at))),
        )
      },
    )
    const seconds = progress.end()
    const judgement = judge(measured)
    const head = { again: againOf(options, calls), seed: options.seed, calls }
    writeResults(options, {
      json: () => jsonText(validityDocument(judgement, head)),
      csv: () => validityCsv(judgement),
      report: () => validityReport(judgement, head, options.lang),
    })
    saySpeed(judgement.simulated, seconds)
    if (countVerdicts(judgement.judged).differs > 0) throw new CheckFailed()
  },
}

function casesOf({ cases: file, only }: ValidateOptions): ReferenceCase[] {
  const text = file === undefined ? JSON.stringify([...EXACT_CASES, ...PUBLISHED_CASES]) : readFileSync(file, 'utf8')
  const all = readCases(text, file ?? 'the cases')
  const chosen = only === undefined ? all : all.filter(({ id }) => id.includes(only))
  if (chosen.length > 0) return chosen
  if (only === undefined) throw new CommandLineMistake(`${file ?? 'the cases'}: the list is empty — give a case`)
  throw new CommandLineMistake(`--only: no case has ${JSON.stringify(only)} in its id — there are ${idsOf(all)}`)
}

function idsOf(cases: readonly ReferenceCase[]): string {
  const shown = cases.slice(0, 6).map(({ id }) => id)
  return `${shown.join(', ')}${cases.length > shown.length ? `, and ${cases.length - shown.length} more` : ''}`
}

function againOf({ cases, only, seed }: ValidateOptions, calls: number): string {
  const words = [...(cases === undefined ? [] : ['--cases', cases]), ...(only === undefined ? [] : ['--only', only])]
  const quoted = words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
  return ['npm start -- validate', ...quoted, `--calls ${calls} --seed ${seed}`].join(' ')
}
