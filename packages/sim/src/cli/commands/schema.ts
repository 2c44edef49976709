import type { Argv, CommandModule } from 'yargs'
import { jsonText } from '../../report/json.ts'
import { scenarioJsonSchema } from '../../scenario/json-schema.ts'
import { writeTo } from '../files.ts'

/** `strowger schema` */
export const schemaCommand: CommandModule = {
  command: 'schema',
  describe: 'Print the JSON Schema of scenario files, for editors',
  builder: (yargs: Argv): Argv =>
    yargs.example('$0 schema > scenario.schema.json', 'then name it in the first line of a scenario'),
  handler: () => {
    writeTo('-', jsonText(scenarioJsonSchema()))
  },
}
