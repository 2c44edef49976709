import { existsSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Argv } from 'yargs'
import { type AnswerKey, type Answers, PROPOSED, QUESTIONS, type Template, TEMPLATES } from '../../init/templates.ts'
import type { Command } from '../command.ts'
import { CommandLineMistake } from '../mistake.ts'
import { writeTo } from '../files.ts'

interface InitOptions {
  readonly file: string
  readonly template: string | undefined
  readonly force: boolean | undefined
}

const NAMES = TEMPLATES.map(({ name }) => name)

/** `strowger init [file]` */
export const command: Command<InitOptions> = {
  builder: (yargs: Argv): Argv<InitOptions> =>
    yargs
      .positional('file', { type: 'string', default: 'scenario.yaml', describe: 'Where to' })
      .option('template', {
        choices: NAMES,
        requiresArg: true,
        describe: `Ask nothing, and write: ${TEMPLATES.map(({ name, describe }) => `${name} (${describe})`).join('; ')}`,
      })
      .option('force', { type: 'boolean', describe: 'Overwrite a file that is there' })
      .example('$0 init', 'a few questions, then scenario.yaml')
      .example('$0 init office.yaml --template day', 'a day with shifts, to be changed by hand'),
  handler: async ({ file, template, force }) => {
    if (Array.isArray(template)) throw new CommandLineMistake('--template: given more than once — give one name')
    if (force !== true && existsSync(file)) {
      throw new CommandLineMistake(`${file}: is there already — give another name, or --force to overwrite it`)
    }
    const chosen = TEMPLATES.find(({ name }) => name === template)
    const text = chosen === undefined ? await asked() : chosen.text(PROPOSED)
    writeFileSync(file, text)
    writeTo('-', `Written: ${file}\nNext:\nnpm start -- explain ${file}\nnpm start -- run ${file}\n`)
  },
}

/** Asks on the terminal; an empty line, or the end of input, takes what is proposed. */
async function asked(): Promise<string> {
  const input = createInterface({ input: process.stdin })
  const lines = input[Symbol.asyncIterator]()
  const ask = async (text: string, proposal: string, isRight: (answer: string) => boolean, remedy: string) => {
    for (;;) {
      writeTo('-', `${text} [${proposal}] `)
      const next = await lines.next()
      if (!process.stdin.isTTY) writeTo('-', '\n')
      const answer = next.done === true ? '' : next.value.trim()
      if (answer === '') return proposal
      if (isRight(answer)) return answer
      writeTo('-', `${JSON.stringify(answer)} — give ${remedy}\n`)
    }
  }
  const kinds = TEMPLATES.map(({ name, describe }) => `  ${name}: ${describe}`).join('\n')
  writeTo('-', `${kinds}\n`)
  const kind = await ask('Which of these is it like?', NAMES[0]!, (answer) => NAMES.includes(answer), NAMES.join(', '))
  const template: Template = TEMPLATES.find(({ name }) => name === kind)!
  const answers: Record<AnswerKey, string> = { ...PROPOSED }
  for (const { key, text, proposal, pattern, remedy } of QUESTIONS) {
    answers[key] = await ask(text, proposal, (answer) => pattern.test(answer), remedy)
  }
  input.close()
  const all: Answers = answers
  return template.text(all)
}
