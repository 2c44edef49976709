import type { Argv } from 'yargs'
import { jsonText } from '../../report/json.ts'
import { scenarioJsonSchema } from '../../scenario/json-schema.ts'
import type { Command } from '../command.ts'
import { writeTo } from '../files.ts'

/** `strowger schema` */
export const command: Command = {
  builder: (yargs: Argv): Argv =>
    yargs.example('$0 schema > scenario.schema.json', 'then name it in the first line of a scenario'),
  handler: () => {
    writeTo('-', jsonText(scenarioJsonSchema()))
  },
}
