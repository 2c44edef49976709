import type { AcdCommand } from '../command/command.ts'
import { StrowgerError } from '../errors/strowger-error.ts'

/** Version of the journal's format; a reader refuses any other. */
export const JOURNAL_VERSION = 1

/** The first line of a journal. */
export const JOURNAL_HEAD: string = JSON.stringify({ strowgerJournal: JOURNAL_VERSION })

/**
 * A command as one line of a journal: JSON, without a new line. Written before the command is done, a journal
 * holds everything that can have been decided: doing its commands again gives the same events.
 */
export function journalLine(command: AcdCommand): string {
  // Infinity has no JSON; the only place it can stand is how long to wait for a preferred agent.
  return JSON.stringify(command, (_, value: unknown) => (value === Infinity ? 'forever' : value))
}

/**
 * Reads a journal line by line. A last line that was cut off by a crash is left out: its command was never done.
 *
 * @throws StrowgerError `journal` with the line's number, when the head is not that of this version, or a line before
 *   the last is not a command
 */
export function* readJournal(text: string): Generator<AcdCommand> {
  const lines = text.split('\n')
  const isWhole = text.endsWith('\n')
  if (lines[0] !== JOURNAL_HEAD) {
    throw new StrowgerError('journal', 'line 1', lines[0], `${JOURNAL_HEAD}: a journal of this version`)
  }
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at]!
    if (line === '' && at === lines.length - 1) return
    if (at === lines.length - 1 && !isWhole) return
    const command = parsed(line)
    if (command === undefined) throw new StrowgerError('journal', `line ${at + 1}`, line, 'a command of this version')
    yield command
  }
}

function parsed(line: string): AcdCommand | undefined {
  try {
    const value: unknown = JSON.parse(line, (_, each: unknown) => (each === 'forever' ? Infinity : each))
    if (typeof value !== 'object' || value === null || !('do' in value) || !('atMs' in value)) return undefined
    // The fields of each command are checked by the engine's methods, as those of any caller are.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return COMMANDS.has(String(value.do)) ? (value as AcdCommand) : undefined
  } catch {
    return undefined
  }
}

const NAMES: Readonly<Record<AcdCommand['do'], true>> = {
  offer: true,
  abandon: true,
  accept: true,
  decline: true,
  release: true,
  hold: true,
  resume: true,
  transfer: true,
  'transfer-to-agent': true,
  'transfer-out': true,
  divert: true,
  move: true,
  exclude: true,
  'extend-wrap-up': true,
  'add-agent': true,
  'sign-in': true,
  'sign-out': true,
  ready: true,
  'not-ready': true,
  'end-wrap-up': true,
  'force-sign-out': true,
  'force-not-ready': true,
  'force-ready': true,
  'force-release': true,
  intercept: true,
  advance: true,
}
const COMMANDS: ReadonlySet<string> = new Set(Object.keys(NAMES))
