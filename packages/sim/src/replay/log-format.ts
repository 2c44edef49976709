import { anonymousBank } from './anonymous-bank.ts'
import { asteriskQueueLog } from './asterisk-queue-log.ts'
import { engineJournal } from './engine-journal.ts'
import { hostJournal } from './host-journal.ts'
import { logMistake } from './mistake.ts'
import type { ReadLog } from './read-log.ts'

/** A form in which telephone systems write down their calls. */
export interface LogFormat {
  /** Name for people and for JSON, in kebab-case. */
  readonly name: string
  /** What a file in this format starts with, for the remedy of a mistake. */
  readonly startsWith: string
  /** Whether a file that starts with this line is in this format. */
  readonly recognises: (firstLine: string) => boolean
  /** Reads a file that was recognised. Never throws: rows that make no sense are dropped and counted. O(text). */
  readonly read: (text: string) => ReadLog
}

/** The formats that are told apart by the first line, in the order in which they are tried. */
const LOG_FORMATS: readonly LogFormat[] = [anonymousBank, asteriskQueueLog, engineJournal, hostJournal]

/**
 * Reads a log in whichever of the formats its first line shows.
 *
 * @param source - the file it came from, for messages
 * @throws StrowgerError `unknown-log-format` when it is in none of them.
 */
export function readLog(text: string, source: string, formats: readonly LogFormat[] = LOG_FORMATS): ReadLog {
  const end = text.search(/[\r\n]/)
  const firstLine = (end === -1 ? text : text.slice(0, end)).replace(/^\uFEFF/, '')
  const format = formats.find((each) => each.recognises(firstLine))
  if (format !== undefined) return format.read(text)
  const known = formats.map(({ name, startsWith }) => `${name}, whose first line starts with ${startsWith}`)
  const problem = firstLine.trim() === '' ? 'its first line is empty' : 'its first line is that of no known call log'
  throw logMistake(
    'unknown-log-format',
    source,
    firstLine,
    problem,
    `give a log in a known format: ${known.join('; ')}; or name the columns of a table with --map`,
  )
}
