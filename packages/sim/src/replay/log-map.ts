import { z } from 'zod'

import { readMerged } from '../scenario/inherit.ts'
import { IssueList } from '../scenario/issue.ts'
import type { ScenarioIo } from '../scenario/load.ts'
import { section, text } from '../scenario/schema/value.ts'
import { validate } from '../scenario/validate.ts'

/** Which column of a table of calls says what; times may be dates (ISO 8601, or with a space) or seconds since 1970. */
export interface LogMap {
  readonly name: string
  /** One character between columns. */
  readonly delimiter: string
  /** Added to times that are seconds since 1970, ms: the clock of the call centre. */
  readonly utcOffsetMs: number
  readonly columns: ColumnMap
}

/** Names of columns, as in the first line of the table. */
export interface ColumnMap {
  /** When the caller entered the queue. */
  readonly arrived: string
  /** When an agent answered; empty or 0 where nobody did. */
  readonly answered: string
  /** When the caller left: gave up, or the conversation ended. */
  readonly ended: string
  readonly type?: string | undefined
  readonly agent?: string | undefined
  readonly caller?: string | undefined
  readonly priority?: string | undefined
}

interface RawMap {
  readonly 'strowger-map': 1
  readonly name?: string | undefined
  readonly delimiter?: string | undefined
  readonly utcOffset?: string | undefined
  readonly columns: ColumnMap
}

const COLUMN = 'the name of a column'
const column = (): z.ZodString => text(COLUMN)

const rawMap: z.ZodType<RawMap> = section('a map of columns', {
  'strowger-map': z.literal(1, { error: '1, the version of the format that this program reads' }),
  name: text('a name').optional(),
  delimiter: z.string({ error: 'one character' }).length(1, { error: 'one character' }).optional(),
  utcOffset: z
    .string({ error: 'an offset such as "+08:00"' })
    .regex(/^[+-]\d\d:\d\d$/, { error: 'an offset such as "+08:00"' })
    .optional(),
  columns: section('columns, such as { arrived: start, answered: answer, ended: end }', {
    arrived: column(),
    answered: column(),
    ended: column(),
    type: column().optional(),
    agent: column().optional(),
    caller: column().optional(),
    priority: column().optional(),
  }),
})

/** FreeSWITCH's CDR (mod_cdr_csv, with the channel variables of mod_callcenter as columns). */
const FREESWITCH_CALLCENTER: LogMap = {
  name: 'freeswitch-callcenter',
  delimiter: ',',
  utcOffsetMs: 0,
  columns: {
    arrived: 'cc_queue_joined_epoch',
    answered: 'cc_queue_answered_epoch',
    ended: 'end_epoch',
    type: 'cc_queue',
    agent: 'cc_agent',
    caller: 'caller_id_number',
  },
}

/** Maps that have a name instead of a file. */
export const READY_MAPS: readonly LogMap[] = [FREESWITCH_CALLCENTER]

/**
 * Reads a map of columns.
 *
 * @throws ScenarioError for every mistake in the file.
 */
export function loadLogMap(path: string, io: ScenarioIo): LogMap {
  const root = readMerged(path, io)
  const issues = new IssueList(root)
  const raw = validate(rawMap, root, issues)
  return {
    name: raw.name ?? path,
    delimiter: raw.delimiter ?? ',',
    utcOffsetMs: offsetMs(raw.utcOffset ?? '+00:00'),
    columns: raw.columns,
  }
}

function offsetMs(text: string): number {
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4))
  return (text.startsWith('-') ? -minutes : minutes) * 60_000
}

/** A text of a log as the name of a contact type: what names cannot hold (`@`, `/` …) becomes a hyphen. */
export function typeName(text: string): string {
  const name = text.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-').replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  return name === '' ? 'calls' : name.slice(0, 60)
}
