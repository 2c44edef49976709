import { StrowgerError } from '../errors/strowger-error.ts'
import { isRecord } from './field-reader.ts'
import { JOURNAL_HEAD, journalLine, readJournal } from '../journal/journal.ts'
import type { DeskCommand } from './flow-desk.ts'
import type { FlowCommand } from './flow-input.ts'

/** The first line of a desk's journal. */
export const DESK_JOURNAL_HEAD: string = JSON.stringify({ strowgerDeskJournal: 1 })

type Check = (value: unknown) => boolean

const isNumber: Check = (value) => typeof value === 'number'
const isText: Check = (value) => typeof value === 'string'
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

/** Fields of each command of flows beside `do` and `atMs`. What their values may be is the machine's to say. */
const SHAPES: Readonly<Record<FlowCommand['do'], Readonly<Record<string, Check>>>> = {
  enter: {
    called: maybe(isText),
    flow: maybe(isText),
    caller: maybe(isText),
    region: maybe(isText),
    attributes: maybe(isRecord),
    preferredAgent: maybe(isNumber),
    ref: maybe(isNumber),
  },
  digit: { session: isNumber, digit: isText },
  played: { session: isNumber },
  'hang-up': { session: isNumber },
  answer: {
    session: isNumber,
    request: isNumber,
    outcome: isText,
    attributes: maybe(isRecord),
    preferredAgent: maybe(isNumber),
  },
}

/** A command of flow or engine as one line of a journal: JSON, without a new line. */
export function deskJournalLine(command: DeskCommand): string {
  return isFlowCommand(command) ? JSON.stringify(command) : journalLine(command)
}

/**
 * Reads a desk's journal line by line. A last line that was cut off by a crash is left out: its command was never done.
 *
 * @throws StrowgerError `journal` with the line's number, when the head is another, or a line before the last is not a
 *   command
 */
export function* readDeskJournal(text: string): Generator<DeskCommand> {
  const lines = text.split('\n')
  if (lines[0] !== DESK_JOURNAL_HEAD) {
    throw new StrowgerError('journal', 'line 1', lines[0], `${DESK_JOURNAL_HEAD}: a desk's journal of this version`)
  }
  // What follows the last new line is empty, or was cut off.
  for (let at = 1; at < lines.length - 1; at += 1) {
    const command = parsed(lines[at]!)
    if (command === undefined)
      throw new StrowgerError('journal', `line ${at + 1}`, lines[at], 'a command of this version')
    yield command
  }
}

function parsed(line: string): DeskCommand | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (isFlowCommand(value)) return value
    for (const command of readJournal(`${JOURNAL_HEAD}\n${line}\n`)) return command
  } catch {
    return undefined
  }
  return undefined
}

function isFlowCommand(value: unknown): value is FlowCommand {
  if (!isRecord(value) || !isNumber(value['atMs'])) return false
  const name = value['do']
  if (typeof name !== 'string' || !Object.hasOwn(SHAPES, name)) return false
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was just found to be one
  const shape = SHAPES[name as FlowCommand['do']]
  return Object.entries(shape).every(([field, check]) => check(value[field]))
}
