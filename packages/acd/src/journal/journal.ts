import type { AcdCommand } from '../command/command.ts'
import { isCommand } from '../command/shape.ts'
import { StrowgerError } from '../errors/strowger-error.ts'

/** Version of the journal's format; a reader refuses any other. */
export const JOURNAL_VERSION = 1

/** Infinity has no JSON; the only place it can stand is how long to wait for a preferred agent. */
const FOREVER_KEY = 'forMs'

/** The first line of a journal. */
export const JOURNAL_HEAD: string = JSON.stringify({ strowgerJournal: JOURNAL_VERSION })

/**
 * A command as one line of a journal: JSON, without a new line. Written before the command is done, a journal
 * holds everything that can have been decided: doing its commands again gives the same events.
 */
export function journalLine(command: AcdCommand): string {
  return JSON.stringify(command, (key, value: unknown) =>
    key === FOREVER_KEY && value === Infinity ? 'forever' : value,
  )
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
    const value: unknown = JSON.parse(line, (key, each: unknown) =>
      key === FOREVER_KEY && each === 'forever' ? Infinity : each,
    )
    return isCommand(value) ? value : undefined
  } catch {
    return undefined
  }
}
