import type { CommandModule } from 'yargs'

/** What a command takes and does; what --help lists of it stands in `commands.ts`. */
export type Command<Options = object> = Pick<CommandModule<object, Options>, 'builder' | 'handler'>
