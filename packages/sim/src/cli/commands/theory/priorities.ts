import type { Argv, CommandModule } from 'yargs'
import { duration } from '../../../report/figure.ts'
import { priorities } from '../../../theory/priorities.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { type OutputOptions, withOutput } from '../../options.ts'
import { count, MEAN_WAIT, QUEUE, share, time, WAITED, writeAnswer } from './answer.ts'
import { list, text, withAgents, withHandlingTime } from './options.ts'

interface PrioritiesOptions extends OutputOptions {
  readonly aht: number
  readonly agents: number
  readonly erlangs: number[] | undefined
  readonly 'per-hour': number[] | undefined
}

/** `strowger theory priorities` */
export const prioritiesCommand: CommandModule<object, PrioritiesOptions> = {
  command: 'priorities',
  describe: 'Wait of each class when the first is always served first, and nobody gives up',
  builder: (yargs: Argv): Argv<PrioritiesOptions> =>
    withAgents(withHandlingTime(withOutput(yargs)))
      .option('per-hour', {
        ...text,
        describe: 'Calls an hour of each class, the first first, with commas',
        coerce: (given: unknown) => (given === undefined ? undefined : list('--per-hour', 'any')(given)),
      })
      .option('erlangs', {
        ...text,
        describe: 'Load of each class, instead of --per-hour',
        coerce: (given: unknown) => (given === undefined ? undefined : list('--erlangs', 'any')(given)),
        conflicts: 'per-hour',
      })
      .example('$0 theory priorities --erlangs 2,3,4 --agents 10', 'three classes'),
  handler: (options) => {
    const { agents, aht: meanHandlingMs, erlangs, 'per-hour': perHour } = options
    const offeredErlangs = erlangs ?? perHour?.map((rate) => (rate * meanHandlingMs) / 3_600_000)
    if (offeredErlangs === undefined) {
      throw new CommandLineMistake('theory: the load is missing — give --erlangs, or --per-hour with --aht')
    }
    const classes = priorities({ offeredErlangs, agents, meanHandlingMs })
    writeAnswer('priorities', options, {
      title: `M/M/n, non-preemptive: ${offeredErlangs.join(' + ')} Erl, ${agents}, AHT ${duration(meanHandlingMs)}`,
      asked: { offeredErlangs, agents, meanHandlingMs },
      measures: [share('waitRate', WAITED), time('meanWaitMs', MEAN_WAIT), count('meanQueueLength', QUEUE)],
      columns: classes.map(({ pWait, meanWaitMs, meanQueueLength }, at) => ({
        key: String(at + 1),
        label: { en: `class ${at + 1}`, zh: `第 ${at + 1} 级` },
        values: [pWait, meanWaitMs, meanQueueLength],
      })),
    })
  },
}
