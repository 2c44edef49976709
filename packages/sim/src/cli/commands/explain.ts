import type { Argv } from 'yargs'
import { diagram } from '../../explain/diagram.ts'
import { explanation } from '../../explain/words.ts'
import { type Language, LANGUAGES } from '../../report/language.ts'
import { wrapped } from '../../report/table.ts'
import { loadScenario } from '../../scenario/load.ts'
import type { Command } from '../command.ts'
import { scenarioFiles, writeTo } from '../files.ts'
import { CommandLineMistake } from '../mistake.ts'

interface ExplainOptions {
  readonly scenario: string
  readonly svg: string | undefined
  readonly lang: Language
}

/** `strowger explain <scenario>` */
export const command: Command<ExplainOptions> = {
  builder: (yargs: Argv): Argv<ExplainOptions> =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML or JSON)' })
      .option('svg', { type: 'string', requiresArg: true, describe: 'Write the drawing to a file, - for stdout alone' })
      .option('lang', { choices: LANGUAGES, default: LANGUAGES[0]!, describe: 'Language of words and drawing' })
      .example('$0 explain scenario.yaml', 'in words')
      .example('$0 explain scenario.yaml --svg model.svg --lang zh', 'and as a drawing, in Chinese'),
  handler: ({ scenario: file, svg, lang }) => {
    if (Array.isArray(svg)) throw new CommandLineMistake('--svg: given more than once — give one file')
    const scenario = loadScenario(file, scenarioFiles)
    if (svg !== undefined) writeTo(svg, diagram(scenario, lang))
    if (svg !== '-')
      writeTo(
        '-',
        `${explanation(scenario, lang)
          .map((line) => wrapped(line, 110, ''))
          .join('\n\n')}\n`,
      )
  },
}
