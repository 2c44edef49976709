import type { Argv, CommandModule } from 'yargs'
import { csvNumber, csvText } from '../../report/csv.ts'
import { duration, figure } from '../../report/figure.ts'
import { jsonText } from '../../report/json.ts'
import { say } from '../../report/language.ts'
import { table } from '../../report/table.ts'
import type { Label } from '../../scenario/scenario.ts'
import { parseDuration } from '../../scenario/duration.ts'
import { erlangA } from '../../theory/erlang-a.ts'
import { erlangB } from '../../theory/erlang-b.ts'
import { erlangC } from '../../theory/erlang-c.ts'
import { version } from '../../version.ts'
import { CommandLineMistake } from '../mistake.ts'
import { type OutputOptions, wholeNumber, withOutput, writeResults } from '../options.ts'

type ModelName = 'erlang-b' | 'erlang-c' | 'erlang-a'

interface TheoryOptions extends OutputOptions {
  readonly model: ModelName
  readonly 'per-hour': number | undefined
  readonly aht: number
  readonly erlangs: number | undefined
  readonly agents: number
  readonly patience: number
  readonly lines: number | undefined
  readonly threshold: number
}

/** A figure of theory: as JSON by its name, for people with label and unit. */
interface Figure {
  readonly name: string
  readonly label: Label
  readonly unit: 'share' | 'ms' | 'contacts'
  readonly value: number
}

/** `strowger theory erlang-b|erlang-c|erlang-a` */
export const theoryCommand: CommandModule<object, TheoryOptions> = {
  command: 'theory <model>',
  describe: 'Exact figures of Erlang B (blocking), C (waiting) and A (waiting and giving up)',
  builder: (yargs: Argv): Argv<TheoryOptions> =>
    withOutput(yargs)
      .positional('model', { choices: ['erlang-b', 'erlang-c', 'erlang-a'] as const, demandOption: true })
      .option('per-hour', { ...number, describe: 'Calls an hour, with --aht', coerce: positive('--per-hour') })
      .option('aht', {
        ...number,
        default: '180s',
        describe: 'Mean handling time, e.g. 180s or 3m',
        coerce: time('--aht', 'positive'),
      })
      .option('erlangs', {
        ...number,
        describe: 'Offered load, instead of --per-hour',
        coerce: positive('--erlangs'),
        conflicts: 'per-hour',
      })
      .option('agents', {
        ...number,
        demandOption: true,
        describe: 'Agents (or lines, for Erlang B)',
        // Never undefined: the option is demanded.
        coerce: (given: unknown) => whole('--agents')(given)!,
      })
      .option('patience', {
        ...number,
        default: 'never',
        describe: 'Mean patience, exponential, or never (Erlang A)',
        coerce: time('--patience', 'never'),
      })
      .option('lines', {
        ...number,
        describe: 'Most callers inside, waiting and served (Erlang A); default: no limit',
        coerce: whole('--lines'),
      })
      .option('threshold', {
        ...number,
        default: '20s',
        describe: 'Threshold of the service level',
        coerce: time('--threshold', 'zero'),
      })
      .example('$0 theory erlang-a --per-hour 1900 --aht 180s --agents 100 --patience 360s', 'M/M/100 + M, 95 Erl')
      .example('$0 theory erlang-b --erlangs 84 --agents 100', 'how many calls find all lines busy'),
  handler: (options) => {
    const load = loadOf(options)
    const figures = solve(options, load)
    writeResults(options, {
      json: () => jsonText(document(options, load, figures)),
      csv: () =>
        csvText([
          ['measure', 'unit', 'value'],
          ...figures.map(({ name, unit, value }) => [name, unit, csvNumber(value)]),
        ]),
      report: () => report(options, load, figures),
    })
  },
}

const number = { type: 'string', requiresArg: true } as const

function loadOf({ erlangs, 'per-hour': perHour, aht }: TheoryOptions): number {
  if (erlangs !== undefined) return erlangs
  if (perHour !== undefined) return (perHour * aht) / 3_600_000
  throw new CommandLineMistake('theory: the load is missing — give --erlangs, or --per-hour with --aht')
}

function solve(options: TheoryOptions, offeredErlangs: number): Figure[] {
  const { model, agents, aht, threshold: thresholdMs } = options
  if (model === 'erlang-b') {
    return [shareFigure('blockRate', { en: 'blocked', zh: '呼损率' }, erlangB({ offeredErlangs, agents }))]
  }
  if (model === 'erlang-c') {
    const exact = erlangC({ offeredErlangs, agents, meanHandlingMs: aht, thresholdMs })
    return [
      shareFigure('waitRate', WAITED, exact.pWait),
      timeFigure('meanWaitMs', MEAN_WAIT, exact.meanWaitMs),
      shareFigure('serviceLevel', serviceLevel(thresholdMs), exact.serviceLevel),
      shareFigure('occupancy', OCCUPANCY, exact.occupancy),
      { name: 'meanQueueLength', label: QUEUE, unit: 'contacts', value: exact.meanQueueLength },
    ]
  }
  const { patience: meanPatienceMs, lines = Infinity } = options
  if (lines < agents) throw new CommandLineMistake(`--lines: ${lines} — give at least as many as agents, ${agents}`)
  const exact = erlangA({ offeredErlangs, agents, meanHandlingMs: aht, meanPatienceMs, lines, thresholdMs })
  return [
    shareFigure('waitRate', WAITED, exact.pWait),
    shareFigure('abandonRate', { en: 'abandoned', zh: '放弃率' }, exact.pAbandon),
    shareFigure('blockRate', { en: 'blocked', zh: '呼损率' }, exact.pBlock),
    timeFigure('asaMs', { en: 'speed of answer (ASA), of the served', zh: '平均应答速度' }, exact.asaMs),
    timeFigure('meanWaitMs', MEAN_WAIT, exact.meanWaitMs),
    shareFigure('serviceLevel', serviceLevel(thresholdMs), exact.serviceLevels.servedOverOffered),
    shareFigure('occupancy', OCCUPANCY, exact.occupancy),
    { name: 'meanQueueLength', label: QUEUE, unit: 'contacts', value: exact.meanQueueLength },
  ]
}

const WAITED: Label = { en: 'waited', zh: '需等待' }
const MEAN_WAIT: Label = { en: 'mean wait', zh: '平均等待时间' }
const OCCUPANCY: Label = { en: 'occupancy', zh: '员工占用率' }
const QUEUE: Label = { en: 'mean number waiting', zh: '平均排队数' }

function serviceLevel(thresholdMs: number): Label {
  const within = duration(thresholdMs)
  return { en: `answered within ${within} ÷ offered`, zh: `${within} 内接通量 ÷ 呼入量` }
}

function shareFigure(name: string, label: Label, value: number): Figure {
  return { name, label, unit: 'share', value }
}

function timeFigure(name: string, label: Label, value: number): Figure {
  return { name, label, unit: 'ms', value }
}

function report({ model, agents, aht, lang }: TheoryOptions, load: number, figures: readonly Figure[]): string {
  const title = `${model}: ${Number(load.toFixed(6))} Erl, ${agents}, AHT ${duration(aht)}`
  const rows = figures.map(({ label, unit, value }) => [say(label, lang), figure(value, unit), exactText(value)])
  return `${title}\n${table(rows)}\n`
}

/** The figure as it was computed, for those who check it against a table. */
function exactText(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(8) : String(value)
}

function document(options: TheoryOptions, load: number, figures: readonly Figure[]): unknown {
  const { model, agents, aht, patience, lines = Infinity, threshold } = options
  return {
    command: `theory ${model}`,
    version,
    offeredErlangs: load,
    agents,
    meanHandlingMs: aht,
    ...(model === 'erlang-a' ? { meanPatienceMs: finite(patience), lines: finite(lines) } : {}),
    ...(model === 'erlang-b' ? {} : { thresholdMs: threshold }),
    measures: Object.fromEntries(figures.map(({ name, value }) => [name, finite(value)])),
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function whole(option: string): (given: unknown) => number | undefined {
  return (given) => wholeNumber(option, given, 1)
}

function positive(option: string): (given: unknown) => number | undefined {
  return (given) => {
    if (given === undefined) return undefined
    const value = typeof given === 'string' ? Number(given) : Number.NaN
    if (value > 0 && value < Infinity) return value
    throw new CommandLineMistake(`${option}: ${JSON.stringify(given)} — give one number above 0`)
  }
}

function time(option: string, least: 'positive' | 'zero' | 'never'): (given: unknown) => number {
  return (given) => {
    if (least === 'never' && given === 'never') return Infinity
    const ms = typeof given === 'string' ? parseDuration(given) : undefined
    if (ms !== undefined && (ms > 0 || least === 'zero')) return ms
    throw new CommandLineMistake(`${option}: ${JSON.stringify(given)} — give a time with its unit, such as 180s or 3m`)
  }
}
