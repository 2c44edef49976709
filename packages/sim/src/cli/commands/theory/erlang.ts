import type { Argv, CommandModule } from 'yargs'
import { duration } from '../../../report/figure.ts'
import { erlangA } from '../../../theory/erlang-a.ts'
import { erlangB } from '../../../theory/erlang-b.ts'
import { erlangC } from '../../../theory/erlang-c.ts'
import { extendedErlangB } from '../../../theory/extended-erlang-b.ts'
import { CommandLineMistake } from '../../mistake.ts'
import {
  ABANDONED,
  type Answer,
  ASA,
  BLOCKED,
  count,
  finite,
  MEAN_WAIT,
  OCCUPANCY,
  QUEUE,
  serviceLevelLabel,
  share,
  time,
  WAITED,
  writeAnswer,
} from './answer.ts'
import {
  type LoadOptions,
  loadOf,
  share as shareOption,
  text,
  whole,
  withAgents,
  withLoad,
  withPatience,
  withThreshold,
} from './options.ts'

interface ErlangOptions extends LoadOptions {
  readonly agents: number
}

interface ErlangBOptions extends ErlangOptions {
  readonly recall: number | undefined
}

interface ErlangCOptions extends ErlangOptions {
  readonly threshold: number
}

interface ErlangAOptions extends ErlangCOptions {
  readonly patience: number
  readonly lines: number | undefined
}

/** `strowger theory erlang-b` */
export const erlangBCommand: CommandModule<object, ErlangBOptions> = {
  command: 'erlang-b',
  describe: 'Blocking when nobody waits; with --recall, of callers who try again (extended Erlang B)',
  builder: (yargs: Argv): Argv<ErlangBOptions> =>
    withAgents(withLoad(yargs))
      .option('recall', {
        ...text,
        describe: 'Share of blocked attempts that are made again',
        coerce: shareOption('--recall'),
      })
      .example('$0 theory erlang-b --erlangs 84 --agents 100', 'how many calls find all lines busy'),
  handler: (options) => {
    const { agents, recall } = options
    const offeredErlangs = loadOf(options)
    const head = headOf('erlang-b', options, offeredErlangs)
    if (recall === undefined) {
      writeAnswer('erlang-b', options, {
        ...head,
        measures: [share('blockRate', BLOCKED)],
        columns: [only(erlangB({ offeredErlangs, agents }))],
      })
      return
    }
    const { pBlock, pLost, totalErlangs } = extendedErlangB({ offeredErlangs, agents, recall })
    writeAnswer('erlang-b', options, {
      ...head,
      asked: { ...head.asked, recall },
      measures: [
        share('blockRate', { en: 'blocked attempts', zh: '呼叫尝试呼损率' }),
        share('lostRate', { en: 'callers never served', zh: '最终未接通率' }),
        count('totalErlangs', { en: 'load of all attempts, Erl', zh: '总呼叫量（Erl）' }),
      ],
      columns: [only(pBlock, pLost, totalErlangs)],
    })
  },
}

/** `strowger theory erlang-c` */
export const erlangCCommand: CommandModule<object, ErlangCOptions> = {
  command: 'erlang-c',
  describe: 'Waiting when nobody gives up',
  builder: (yargs: Argv): Argv<ErlangCOptions> =>
    withThreshold(withAgents(withLoad(yargs))).example(
      '$0 theory erlang-c --per-hour 200 --aht 180s --agents 14',
      'answered within 20 s',
    ),
  handler: (options) => {
    const { agents, aht: meanHandlingMs, threshold: thresholdMs } = options
    const offeredErlangs = loadOf(options)
    const exact = erlangC({ offeredErlangs, agents, meanHandlingMs, thresholdMs })
    const head = headOf('erlang-c', options, offeredErlangs)
    writeAnswer('erlang-c', options, {
      ...head,
      asked: { ...head.asked, thresholdMs },
      measures: [
        share('waitRate', WAITED),
        time('meanWaitMs', MEAN_WAIT),
        share('serviceLevel', serviceLevelLabel(thresholdMs)),
        share('occupancy', OCCUPANCY),
        count('meanQueueLength', QUEUE),
      ],
      columns: [only(exact.pWait, exact.meanWaitMs, exact.serviceLevel, exact.occupancy, exact.meanQueueLength)],
    })
  },
}

/** `strowger theory erlang-a` */
export const erlangACommand: CommandModule<object, ErlangAOptions> = {
  command: 'erlang-a',
  describe: 'Waiting, giving up after an exponential patience, and blocking where lines are few (M/M/n/K+M)',
  builder: (yargs: Argv): Argv<ErlangAOptions> =>
    withPatience(withThreshold(withAgents(withLoad(yargs))))
      .option('lines', {
        ...text,
        describe: 'Most callers inside, waiting and served; default: no limit',
        coerce: whole('--lines'),
      })
      .example('$0 theory erlang-a --per-hour 1900 --aht 180s --agents 100 --patience 360s', 'M/M/100 + M, 95 Erl'),
  handler: (options) => {
    const { agents, aht: meanHandlingMs, threshold: thresholdMs, patience: meanPatienceMs } = options
    const { lines = Infinity } = options
    if (lines < agents) throw new CommandLineMistake(`--lines: ${lines} — give at least as many as agents, ${agents}`)
    const offeredErlangs = loadOf(options)
    const exact = erlangA({ offeredErlangs, agents, meanHandlingMs, meanPatienceMs, lines, thresholdMs })
    const head = headOf('erlang-a', options, offeredErlangs)
    writeAnswer('erlang-a', options, {
      ...head,
      asked: { ...head.asked, meanPatienceMs: finite(meanPatienceMs), lines: finite(lines), thresholdMs },
      measures: [
        share('waitRate', WAITED),
        share('abandonRate', ABANDONED),
        share('blockRate', BLOCKED),
        time('asaMs', ASA),
        time('meanWaitMs', MEAN_WAIT),
        share('serviceLevel', serviceLevelLabel(thresholdMs)),
        share('occupancy', OCCUPANCY),
        count('meanQueueLength', QUEUE),
      ],
      columns: [
        only(
          exact.pWait,
          exact.pAbandon,
          exact.pBlock,
          exact.asaMs,
          exact.meanWaitMs,
          exact.serviceLevels.servedOverOffered,
          exact.occupancy,
          exact.meanQueueLength,
        ),
      ],
    })
  },
}

function headOf(model: string, { agents, aht }: ErlangOptions, load: number): Pick<Answer, 'title' | 'asked'> {
  return {
    title: `${model}: ${Number(load.toFixed(6))} Erl, ${agents}, AHT ${duration(aht)}`,
    asked: { offeredErlangs: load, agents, meanHandlingMs: aht },
  }
}

function only(...values: number[]): Answer['columns'][number] {
  return { key: undefined, label: { en: '', zh: '' }, values }
}
