import { oneLine } from './mistake.ts'

const CHOICES = /^Invalid values:\s*Argument: (\S+), Given: (.+), Choices: (.+)$/s
const UNKNOWN = /^Unknown arguments?: (.+)$/
const NO_VALUE = /^Not enough arguments following: (\S+)$/

/** Whether an error is the parser's own, and not one that an option's check threw. */
export function isOfParser(message: string): boolean {
  return NO_VALUE.test(message)
}

/**
 * What the argument parser says, in words that name the option or word in question and what would be right.
 *
 * @param commands - names of the commands there are
 */
export function inPlainWords(message: string, args: readonly string[], commands: readonly string[]): string {
  const words = args.filter((word) => !word.startsWith('-'))
  const [first = ''] = words
  const isKnown = commands.includes(first)
  // The only command with commands of its own.
  const command = isKnown ? words.slice(0, first === 'theory' ? 2 : 1).join(' ') : ''
  const help = `strowger ${command === '' ? '' : `${command} `}--help shows how`
  if (message.startsWith('Did you mean')) {
    return `there is no command ${isKnown ? command : first} — ${message.toLowerCase()}`
  }
  if (first !== '' && !isKnown) return `there is no command ${first} — strowger --help lists them`
  if (message.startsWith('Not enough non-option')) return `${command}: a file or name is missing — ${help}`
  const [, option, given = '', choices = ''] = CHOICES.exec(message) ?? []
  if (option !== undefined) {
    return `--${option}: ${given.trim()} is none of its values — write one of ${choices.trim().replaceAll('"', '')}`
  }
  const [, valueless] = NO_VALUE.exec(message) ?? []
  if (valueless !== undefined) return `--${valueless}: its value is missing — ${help}`
  const [, unknown] = UNKNOWN.exec(message) ?? []
  if (unknown !== undefined) return `${command}: there is no ${named(unknown.split(', '), args)} — ${help}`
  return `${oneLine(message)} — ${help}`
}

/** As they were written: options with their dashes. */
function named(names: readonly string[], args: readonly string[]): string {
  const written = names.map((name) => args.find((word) => word.replace(/^-+/, '').replace(/=.*/, '') === name) ?? name)
  return [...new Set(written)].join(', ')
}
