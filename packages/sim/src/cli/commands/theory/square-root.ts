import type { Argv, CommandModule } from 'yargs'
import { duration } from '../../../report/figure.ts'
import { erlangA } from '../../../theory/erlang-a.ts'
import { squareRootQuality, squareRootStaffing } from '../../../theory/square-root.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { ABANDONED, count, finite, MEAN_WAIT, share, time, WAITED, writeAnswer } from './answer.ts'
import { type LoadOptions, loadOf, share as shareOption, text, withLoad, withPatience } from './options.ts'

interface SquareRootOptions extends LoadOptions {
  readonly patience: number
  readonly 'target-wait': number | undefined
  readonly 'target-abandonment': number | undefined
}

/** `strowger theory square-root` */
export const squareRootCommand: CommandModule<object, SquareRootOptions> = {
  command: 'square-root',
  describe: 'Agents by the square-root rule, R + β√R, beside the exact figures of so many',
  builder: (yargs: Argv): Argv<SquareRootOptions> =>
    withPatience(withLoad(yargs))
      .option('target-wait', {
        ...text,
        describe: 'Largest share that waits',
        coerce: shareOption('--target-wait'),
        conflicts: 'target-abandonment',
      })
      .option('target-abandonment', {
        ...text,
        describe: 'Largest share that abandons',
        coerce: shareOption('--target-abandonment'),
      })
      .example('$0 theory square-root --erlangs 95 --patience 360s --target-abandonment 0.02', 'agents for 2 %'),
  handler: (options) => {
    const { aht: meanHandlingMs, patience: meanPatienceMs } = options
    const { 'target-wait': targetWait, 'target-abandonment': targetAbandonment } = options
    const offeredErlangs = loadOf(options)
    const system = { offeredErlangs, meanHandlingMs, meanPatienceMs }
    const { beta, exact: unrounded, agents } = squareRootStaffing({ ...system, ...targetOf(options) })
    const rule = squareRootQuality({ ...system, agents })
    const exact = erlangA({ ...system, agents })
    writeAnswer('square-root', options, {
      title: `R + β√R: ${Number(offeredErlangs.toFixed(6))} Erl, AHT ${duration(meanHandlingMs)}, β ${beta.toFixed(4)}`,
      asked: {
        offeredErlangs,
        meanHandlingMs,
        meanPatienceMs: finite(meanPatienceMs),
        targetWait: targetWait ?? null,
        targetAbandonment: targetAbandonment ?? null,
        beta,
        agentsBeforeRounding: unrounded,
      },
      measures: [
        count('agents', { en: 'agents', zh: '座席数' }),
        share('waitRate', WAITED),
        share('abandonRate', ABANDONED),
        time('meanWaitMs', MEAN_WAIT),
      ],
      columns: [
        {
          key: 'rule',
          label: { en: 'rule', zh: '平方根法则' },
          values: [agents, rule.pWait, rule.pAbandon, rule.meanWaitMs],
        },
        {
          key: 'exact',
          label: { en: 'exact', zh: '精确解' },
          values: [agents, exact.pWait, exact.pAbandon, exact.meanWaitMs],
        },
      ],
    })
  },
}

function targetOf(options: SquareRootOptions): { targetWait: number } | { targetAbandonment: number } {
  const { 'target-wait': targetWait, 'target-abandonment': targetAbandonment, patience } = options
  for (const [option, value] of [
    ['--target-wait', targetWait],
    ['--target-abandonment', targetAbandonment],
  ] as const) {
    if (value === 0 || value === 1) throw new CommandLineMistake(`${option}: ${value} — give a share between 0 and 1`)
  }
  if (targetWait !== undefined) return { targetWait }
  if (targetAbandonment === undefined) {
    throw new CommandLineMistake('theory: the target is missing — give --target-wait or --target-abandonment')
  }
  if (patience === Infinity) {
    throw new CommandLineMistake('--target-abandonment: nobody abandons — give the mean patience with --patience')
  }
  return { targetAbandonment }
}
