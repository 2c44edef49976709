import type { Argv, CommandModule } from 'yargs'
import type { Distribution } from '../../../random/distribution.ts'
import { Deterministic } from '../../../random/deterministic.ts'
import { Exponential } from '../../../random/exponential.ts'
import { Gamma } from '../../../random/gamma.ts'
import { Hyperexponential } from '../../../random/hyperexponential.ts'
import { Lognormal } from '../../../random/lognormal.ts'
import { Uniform } from '../../../random/uniform.ts'
import { Weibull } from '../../../random/weibull.ts'
import { duration } from '../../../report/figure.ts'
import { fluid } from '../../../theory/fluid.ts'
import { generalPatience } from '../../../theory/general-patience.ts'
import { stateDependentPatience } from '../../../theory/state-dependent-patience.ts'
import { CommandLineMistake } from '../../mistake.ts'
import {
  ABANDONED,
  ASA,
  count,
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
  positive,
  text,
  time as timeOption,
  withAgents,
  withLoad,
  withThreshold,
} from './options.ts'

const LAWS = ['exponential', 'deterministic', 'uniform', 'lognormal', 'gamma', 'weibull', 'hyperexponential'] as const

interface GeneralPatienceOptions extends LoadOptions {
  readonly agents: number
  readonly threshold: number
  readonly patience: number
  readonly law: (typeof LAWS)[number]
  readonly cv: number | undefined
  readonly shape: number | undefined
}

/** `strowger theory general-patience` */
export const generalPatienceCommand: CommandModule<object, GeneralPatienceOptions> = {
  command: 'general-patience',
  describe: 'Waiting and giving up after a patience of any law: M/M/n+G exactly, beside its approximations',
  builder: (yargs: Argv): Argv<GeneralPatienceOptions> =>
    withThreshold(withAgents(withLoad(yargs)))
      .option('patience', {
        ...text,
        demandOption: true,
        describe: 'Mean patience',
        coerce: timeOption('--patience', 'positive'),
      })
      .option('law', {
        choices: LAWS,
        default: LAWS[0],
        describe: 'Law of the patience; uniform is from 0 to twice the mean',
      })
      .option('cv', {
        ...text,
        describe: 'Standard deviation ÷ mean (lognormal, gamma, hyperexponential)',
        coerce: positive('--cv'),
      })
      .option('shape', { ...text, describe: 'Shape (weibull)', coerce: positive('--shape') })
      .example(
        '$0 theory general-patience --erlangs 105 --agents 100 --patience 6m --law lognormal --cv 2',
        'exact, M(n) and fluid in one table',
      ),
  handler: (options) => {
    const { agents, aht: meanHandlingMs, threshold: thresholdMs, law } = options
    const patience = lawOf(options)
    const offeredErlangs = loadOf(options)
    const model = { offeredErlangs, agents, meanHandlingMs, patience }
    const exact = generalPatience({ ...model, thresholdMs })
    const whitt = stateDependentPatience(model)
    const means = fluid(model)
    writeAnswer('general-patience', options, {
      title: `M/M/n+G: ${Number(offeredErlangs.toFixed(6))} Erl, ${agents}, AHT ${duration(meanHandlingMs)}, ${law}`,
      asked: { offeredErlangs, agents, meanHandlingMs, patience: patience.describe(), thresholdMs },
      measures: [
        share('waitRate', WAITED),
        share('abandonRate', ABANDONED),
        time('asaMs', ASA),
        time('meanWaitMs', MEAN_WAIT),
        share('serviceLevel', serviceLevelLabel(thresholdMs)),
        share('occupancy', OCCUPANCY),
        count('meanQueueLength', QUEUE),
      ],
      columns: [
        {
          key: 'exact',
          label: { en: 'exact', zh: '精确解' },
          values: [
            exact.pWait,
            exact.pAbandon,
            exact.asaMs,
            exact.meanWaitMs,
            exact.serviceLevels.servedOverOffered,
            exact.occupancy,
            exact.meanQueueLength,
          ],
        },
        {
          key: 'stateDependent',
          label: { en: 'M/M/s/r+M(n)', zh: 'M/M/s/r+M(n) 近似' },
          values: [whitt.pWait, whitt.pAbandon, NaN, whitt.meanWaitMs, NaN, whitt.occupancy, whitt.meanQueueLength],
        },
        {
          key: 'fluid',
          label: { en: 'fluid', zh: '流体近似' },
          values: [
            NaN,
            means.pAbandon,
            means.servedWaitMs,
            means.meanWaitMs,
            NaN,
            means.occupancy,
            means.meanQueueLength,
          ],
        },
      ],
    })
  },
}

function lawOf({ law, patience: mean, cv, shape }: GeneralPatienceOptions): Distribution {
  const needed = (value: number | undefined, option: string): number => {
    if (value === undefined)
      throw new CommandLineMistake(`${option} is missing — ${law} needs it, such as ${option} 1.5`)
    return value
  }
  switch (law) {
    case 'exponential':
      return new Exponential(mean)
    case 'deterministic':
      return new Deterministic(mean)
    case 'uniform':
      return new Uniform(0, 2 * mean)
    case 'lognormal':
      return Lognormal.ofMean(mean, needed(cv, '--cv'))
    case 'gamma':
      return new Gamma(mean, 1 / needed(cv, '--cv') ** 2)
    case 'weibull':
      return Weibull.ofMean(mean, needed(shape, '--shape'))
    case 'hyperexponential': {
      const spread = needed(cv, '--cv')
      if (spread < 1) throw new CommandLineMistake(`--cv: ${spread} — a hyperexponential law has 1 or more`)
      return new Hyperexponential(mean, spread * spread)
    }
  }
}
