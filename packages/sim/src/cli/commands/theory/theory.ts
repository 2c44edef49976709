import type { Argv } from 'yargs'
import { erlangACommand, erlangBCommand, erlangCCommand } from './erlang.ts'
import { generalPatienceCommand } from './general-patience.ts'
import { prioritiesCommand } from './priorities.ts'
import { skillsCommand } from './skills.ts'
import { squareRootCommand } from './square-root.ts'
import { timeVaryingCommand } from './time-varying.ts'
import type { Command } from '../../command.ts'

/** `strowger theory <model>` */
export const command: Command = {
  builder: (yargs: Argv): Argv =>
    yargs
      .command(erlangBCommand)
      .command(erlangCCommand)
      .command(erlangACommand)
      .command(generalPatienceCommand)
      .command(squareRootCommand)
      .command(prioritiesCommand)
      .command(timeVaryingCommand)
      .command(skillsCommand)
      .demandCommand(1, 'give a model (--help lists them)')
      .example('$0 theory erlang-a --per-hour 1900 --aht 180s --agents 100 --patience 360s', 'M/M/100 + M, 95 Erl'),
  // Never called: a model is demanded.
  handler: () => {},
}
