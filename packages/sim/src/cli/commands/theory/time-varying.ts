import type { Argv, CommandModule } from 'yargs'
import { duration } from '../../../report/figure.ts'
import { type PeriodResult, timeVarying } from '../../../theory/time-varying.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { type OutputOptions, withOutput } from '../../options.ts'
import { ABANDONED, count, finite, MEAN_WAIT, OCCUPANCY, QUEUE, share, time, WAITED, writeAnswer } from './answer.ts'
import { list, share as shareOption, text, time as timeOption, withHandlingTime, withPatience } from './options.ts'

interface TimeVaryingOptions extends OutputOptions {
  readonly aht: number
  readonly patience: number
  readonly interval: number
  readonly 'per-hour': number[]
  readonly agents: number[]
  readonly balking: number | undefined
}

/** `strowger theory time-varying` */
export const timeVaryingCommand: CommandModule<object, TimeVaryingOptions> = {
  command: 'time-varying',
  describe: 'A day with changing rates and staffing, exactly: M(t)/M/s(t)+M by uniformisation',
  builder: (yargs: Argv): Argv<TimeVaryingOptions> =>
    withPatience(withHandlingTime(withOutput(yargs)))
      .option('per-hour', {
        ...text,
        demandOption: true,
        describe: 'Calls an hour in each interval, with commas',
        coerce: list('--per-hour', 'any'),
      })
      .option('agents', {
        ...text,
        demandOption: true,
        describe: 'Agents in each interval, with commas; who leaves finishes the call first',
        coerce: list('--agents', 'whole'),
      })
      .option('interval', {
        ...text,
        default: '1h',
        describe: 'Length of an interval',
        coerce: timeOption('--interval', 'positive'),
      })
      .option('balking', {
        ...text,
        describe: 'Share of those who would have to wait that give up at once',
        coerce: shareOption('--balking'),
      })
      .example(
        '$0 theory time-varying --per-hour 100,150,120 --agents 4,6,5 --aht 100s --patience 1000s',
        'three hours',
      ),
  handler: (options) => {
    const { 'per-hour': perHour, agents, interval: durationMs, aht: meanHandlingMs, patience, balking = 0 } = options
    if (perHour.length !== agents.length) {
      throw new CommandLineMistake(
        `--agents: ${agents.length} intervals — give as many as --per-hour has, ${perHour.length}`,
      )
    }
    if (patience === Infinity && agents.at(-1) === 0) {
      throw new CommandLineMistake(
        '--agents: 0 in the last interval — callers who never give up need someone to end with',
      )
    }
    const periods = perHour.map((rate, at) => ({ durationMs, perHour: rate, agents: agents[at]! }))
    const day = timeVarying({ periods, meanHandlingMs, meanPatienceMs: patience, balking })
    writeAnswer('time-varying', options, {
      title: `M(t)/M/s(t)+M: ${perHour.length} × ${duration(durationMs)}, AHT ${duration(meanHandlingMs)}`,
      asked: {
        perHour,
        agents,
        intervalMs: durationMs,
        meanHandlingMs,
        meanPatienceMs: finite(patience),
        balking,
        truncation: day.pTruncated,
      },
      measures: [
        count('offered', { en: 'offered', zh: '呼入量' }),
        share('waitRate', WAITED),
        share('abandonRate', ABANDONED),
        time('meanWaitMs', MEAN_WAIT),
        share('occupancy', OCCUPANCY),
        count('meanQueueLength', QUEUE),
      ],
      columns: [
        ...day.periods.map((period, at) => ({
          key: String(at + 1),
          label: { en: String(at + 1), zh: String(at + 1) },
          values: valuesOf(period),
        })),
        { key: 'all', label: { en: 'all', zh: '合计' }, values: valuesOf(day) },
      ],
    })
  },
}

function valuesOf({ offered, pWait, pAbandon, meanWaitMs, occupancy, meanQueueLength }: PeriodResult): number[] {
  return [offered, pWait, pAbandon, meanWaitMs, occupancy, meanQueueLength]
}
