import type { Argv, CommandModule } from 'yargs'
import { loadScenario } from '../../../scenario/load.ts'
import { skillBased } from '../../../theory/skill-based.ts'
import { designOfScenario } from '../../../theory/scenario-design.ts'
import { scenarioFiles } from '../../files.ts'
import { CommandLineMistake } from '../../mistake.ts'
import { type OutputOptions, withOutput } from '../../options.ts'
import { ABANDONED, count, MEAN_WAIT, OCCUPANCY, QUEUE, share, time, WAITED, writeAnswer } from './answer.ts'

interface SkillsOptions extends OutputOptions {
  readonly scenario: string
}

/** `strowger theory skills <scenario>` */
export const skillsCommand: CommandModule<object, SkillsOptions> = {
  command: 'skills <scenario>',
  describe: 'A small skill-based scenario with ranked routing, exactly, by its Markov chain',
  builder: (yargs: Argv): Argv<SkillsOptions> =>
    withOutput(yargs)
      .positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML or JSON)' })
      .example('$0 theory skills examples/scenarios/theory/n-model.yaml', 'exact figures by type and by group'),
  handler: (options) => {
    const scenario = loadScenario(options.scenario, scenarioFiles)
    const design = designOfScenario(scenario)
    if (typeof design === 'string') throw new CommandLineMistake(`${options.scenario}: ${design}`)
    const { types, occupancies, states } = skillBased(design)
    const truncation = Math.max(...types.map(({ pTruncated }) => pTruncated))
    writeAnswer('skills', options, {
      title: `${scenario.name}: ${states} states`,
      asked: { scenario: options.scenario, states, truncation },
      measures: [
        share('waitRate', WAITED),
        share('abandonRate', ABANDONED),
        time('meanWaitMs', MEAN_WAIT),
        count('meanQueueLength', QUEUE),
        share('occupancy', OCCUPANCY),
      ],
      columns: [
        ...types.map((type, at) => ({
          key: scenario.types[at]!.id,
          label: scenario.types[at]!.label,
          values: [type.pWait, type.pAbandon, type.meanWait, type.meanQueueLength, NaN],
        })),
        ...occupancies.map((occupancy, at) => ({
          key: scenario.groups[at]!.id,
          label: scenario.groups[at]!.label,
          values: [NaN, NaN, NaN, NaN, occupancy],
        })),
      ],
      notes: [
        {
          en: `Exact but for the bound on the queues, which turns away a share of ${truncation.toExponential(1)}.`,
          zh: `除队列上限外为精确解；上限所拒来话的比例为 ${truncation.toExponential(1)}。`,
        },
      ],
    })
  },
}
