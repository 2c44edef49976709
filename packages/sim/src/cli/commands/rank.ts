import type { Argv } from 'yargs'
import { sizeOf } from '../../experiment/compare.ts'
import { rank, type RankOptions } from '../../experiment/rank.ts'
import { type MeasureName, measureNamed, MEASURES } from '../../measure/measure.ts'
import { typesNamed } from '../../measure/population.ts'
import { jsonHead, jsonLeftOut, jsonText } from '../../report/json.ts'
import { jsonRanking, rankCsv, rankReport } from '../../report/rank-report.ts'
import { parseDuration } from '../../scenario/duration.ts'
import { suggest } from '../../scenario/nearest.ts'
import type { Command } from '../command.ts'
import { experimentOf } from '../contenders.ts'
import { share } from '../experiment-options.ts'
import { CommandLineMistake } from '../mistake.ts'
import { againCommand, type RunnerOptions, wholeNumber, withRunnerOptions, writeResults } from '../options.ts'
import { Progress } from '../progress.ts'
import { withRunner } from '../runner.ts'

interface RankCommandOptions extends RunnerOptions {
  readonly files: readonly string[]
  readonly measure: MeasureName
  readonly type: string | undefined
  readonly indifference: string | undefined
  readonly confidence: number
  readonly most: number
}

const RANKABLE = MEASURES.filter(({ better }) => better !== undefined).map(({ name }) => name)
const CONFIDENCE = 0.95
const MOST = 2000
const FIRST = 10
/** The smallest difference that a planner acts on, unless another is given. */
const INDIFFERENCE = { share: 0.005, ms: 1000, contacts: 1 } as const

/** `strowger rank <files…>` */
export const command: Command<RankCommandOptions> = {
  builder: (yargs: Argv): Argv<RankCommandOptions> =>
    withRunnerOptions(
      yargs.positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Two scenario files or more, or one experiment file',
      }),
    )
      .option('measure', { choices: RANKABLE, default: 'serviceLevel' as const, describe: 'What decides' })
      .option('type', { type: 'string', requiresArg: true, describe: 'Only contacts of this type' })
      .option('indifference', {
        type: 'string',
        requiresArg: true,
        describe: 'Smallest difference worth detecting, such as 0.5% or 2s [default: 0.5% or 1s]',
      })
      .option('confidence', {
        type: 'string',
        requiresArg: true,
        default: CONFIDENCE,
        describe: 'Probability, at least, that the best is selected',
        coerce: (given: unknown) => (typeof given === 'number' ? given : share('--confidence', given)!),
      })
      .option('most', {
        type: 'string',
        requiresArg: true,
        default: MOST,
        describe: 'Replications of each scenario after which it gives up',
        coerce: (given: unknown) => (typeof given === 'number' ? given : wholeNumber('--most', given, 2)!),
      })
      .example('$0 rank mode1.yaml mode2.yaml mode3.yaml', 'which has the highest service level')
      .example('$0 rank a.yaml b.yaml --measure asaMs --indifference 2s', 'which answers faster, to two seconds'),
  handler: async (options) => {
    const experiment = experimentOf('rank', options.files)
    const { seed } = sizeOf(experiment, options)
    const progress = new Progress(experiment.name)
    const asked = rankOptions(options, seed, progress)
    for (const { id, scenario } of experiment.contenders) {
      if (asked.type === undefined || typesNamed(scenario, asked.type).length > 0) continue
      const known = [...new Set(scenario.types.flatMap((type) => [type.base, type.id]))]
      throw new CommandLineMistake(`--type: there is no ${asked.type} in ${id} — ${suggest(asked.type, known)}`)
    }
    const purpose = experiment.contenders.map(({ scenario }) => scenario)
    const ranking = await withRunner(options, seed, purpose, (runner) => rank(runner, experiment.contenders, asked))
    progress.end()
    writeResults(options, {
      json: () => {
        const { measure, direction, indifference, confidence, type } = asked
        const told = { measure, type: type ?? null, direction, indifference, confidence }
        const head = jsonHead('rank', seed, ranking.replications)
        return jsonText({ ...head, ...told, ...jsonRanking(ranking), leftOut: jsonLeftOut(...purpose) })
      },
      csv: () => rankCsv(ranking, asked),
      report: () => rankReport(ranking, asked, againCommand(wordsOf(options), seed), options.lang),
    })
  },
}

function rankOptions(options: RankCommandOptions, seed: number, progress: Progress): RankOptions {
  const { measure, type, confidence, most, replications: first = FIRST } = options
  const { unit, better } = measureNamed(measure)
  if (confidence < 0.5) throw new CommandLineMistake(`--confidence: ${confidence} — give 0.5 or more`)
  if (first < 2 || first > most) {
    throw new CommandLineMistake(`--replications: ${first} — give 2 or more, and no more than --most (${most})`)
  }
  const indifference = given(options.indifference, unit)
  const direction = better ?? 'higher'
  return {
    measure,
    ...(type === undefined ? {} : { type }),
    direction,
    indifference,
    confidence,
    seed,
    first,
    most,
    onProgress: progress.at,
  }
}

function given(text: string | undefined, unit: keyof typeof INDIFFERENCE): number {
  if (text === undefined) return INDIFFERENCE[unit]
  if (unit === 'share') return share('--indifference', text)!
  const value = unit === 'ms' && typeof text === 'string' ? parseDuration(text) : Number(text)
  if (value !== undefined && value > 0) return value
  const right = unit === 'ms' ? 'a duration, such as 2s' : 'a number above 0'
  throw new CommandLineMistake(`--indifference: ${JSON.stringify(text)} — give ${right}`)
}

function wordsOf({ files, measure, type, indifference, confidence, most, replications }: RankCommandOptions): string[] {
  return [
    'rank',
    ...files,
    '--measure',
    measure,
    ...(type === undefined ? [] : ['--type', type]),
    ...(indifference === undefined ? [] : ['--indifference', indifference]),
    ...(confidence === CONFIDENCE ? [] : ['--confidence', String(confidence)]),
    ...(most === MOST ? [] : ['--most', String(most)]),
    ...(replications === undefined ? [] : ['--replications', String(replications)]),
  ]
}
