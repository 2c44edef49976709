import type { AcdCommand } from '../command/command.ts'
import { isCommand } from '../command/shape.ts'
import { checkData, type EngineConfigData, FOREVER_KEYS } from './config-data.ts'
import { StrowgerError } from '../errors/strowger-error.ts'

/** Version of the journal's format that is written. Version 1 is read as well: it had no configuration. */
export const JOURNAL_VERSION = 2

/** The first line of a journal that names no configuration. */
export const JOURNAL_HEAD: string = JSON.stringify({ strowgerJournal: JOURNAL_VERSION })

/**
 * The first line of a journal that can be read without knowing anything else: with the configuration that its engine
 * began with.
 *
 * @param epochMs - epoch milliseconds of time 0, where the times of the commands are not epoch milliseconds themselves
 * @throws StrowgerError `not-data` with the path of what cannot be written down
 */
export function journalHead(config: EngineConfigData, epochMs = 0): string {
  checkData(config, 'config')
  return written({ strowgerJournal: JOURNAL_VERSION, ...(epochMs !== 0 && { epochMs }), config })
}

/** The configuration in the head of a journal; undefined when it has none. @throws StrowgerError `journal` */
export function journalConfig(text: string): EngineConfigData | undefined {
  return headOf(firstLine(text)).config
}

/** Epoch milliseconds of a journal's time 0; 0 where its times are epoch milliseconds. @throws StrowgerError `journal` */
export function journalEpochMs(text: string): number {
  const { epochMs } = headOf(firstLine(text))
  return typeof epochMs === 'number' && Number.isFinite(epochMs) ? epochMs : 0
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!
}

/**
 * A command as one line of a journal: JSON, without a new line. Written before the command is done, a journal
 * holds everything that can have been decided: doing its commands again gives the same events.
 */
export function journalLine(command: AcdCommand): string {
  if (command.do === 'reconfigure') checkData(command.config, 'config')
  return written(command)
}

function written(value: unknown): string {
  return JSON.stringify(value, (key, each: unknown) => (FOREVER_KEYS.has(key) && each === Infinity ? 'forever' : each))
}

function read(line: string): unknown {
  try {
    return JSON.parse(line, (key, each: unknown) => (FOREVER_KEYS.has(key) && each === 'forever' ? Infinity : each))
  } catch {
    return undefined
  }
}

interface Head {
  readonly config?: EngineConfigData
  readonly epochMs?: unknown
}

function headOf(line: string): Head {
  const head = read(line)
  if (typeof head === 'object' && head !== null && 'strowgerJournal' in head) {
    const { strowgerJournal: version } = head
    // What the configuration is worth, the engine that is given it will say.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (version === 1 || version === JOURNAL_VERSION) return head as Head
  }
  throw new StrowgerError('journal', 'line 1', line, `${JOURNAL_HEAD}: a journal of this version, or of version 1`)
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
  headOf(lines[0]!)
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
  const value = read(line)
  return isCommand(value) ? value : undefined
}
