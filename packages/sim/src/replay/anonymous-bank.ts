import { MS_PER_DAY } from '../scenario/clock.ts'
import { dateOf, dayNumber } from '../scenario/calendar.ts'
import type { LogFormat } from './log-format.ts'
import { type ReadLog, RemarkCounter, type RowRemark } from './read-log.ts'
import type { RecordedCall } from './recorded-call.ts'

const COLUMNS = 17
/** Regular, stock, internet support, prospective, other language, call-back. */
const TYPES: ReadonlySet<string> = new Set(['PS', 'NE', 'IN', 'NW', 'PE', 'TT'])
const MS_PER_SECOND = 1000
const CLOCK = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/
const DATE = /^(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/

/** Rows that become no call. */
const DROPPED = {
  columns: { reason: 'wrong-columns', label: { en: 'not 17 columns', zh: '不是 17 列' } },
  phantom: { reason: 'phantom', label: { en: 'phantom calls', zh: '虚假呼叫（PHANTOM）' } },
  date: { reason: 'faulty-date', label: { en: 'no date', zh: '日期错误' } },
  outcome: { reason: 'unknown-outcome', label: { en: 'unknown outcome', zh: '结果未知' } },
  type: { reason: 'undocumented-type', label: { en: 'a type that the log does not document', zh: '未说明的业务类型' } },
  times: { reason: 'faulty-times', label: { en: 'faulty times', zh: '时间错误' } },
  neverQueued: {
    reason: 'never-queued',
    label: { en: 'hung up in the voice response unit, never queued', zh: '在语音应答中挂机，未进入排队' },
  },
} as const satisfies Record<string, RowRemark>

/** Rows that become calls although something is wrong with them. */
const MENDED = {
  spaces: { reason: 'spaces-for-tab', label: { en: 'spaces in place of a tab', zh: '以空格代替制表符' } },
  noServer: { reason: 'unknown-agent', label: { en: 'answered by an unnamed agent', zh: '接听座席未署名' } },
  noService: {
    reason: 'unknown-handling-time',
    label: { en: 'answered, handling time not recorded', zh: '已接通，但无处理时长记录' },
  },
  hangWithService: {
    reason: 'abandoned-with-service',
    label: { en: 'abandoned, but with a time of service: taken as abandoned', zh: '放弃却有服务时间：按放弃计' },
  },
} as const satisfies Record<string, RowRemark>

/** The log of the Anonymous Bank's call centre of 1999 (Guedj & Mandelbaum, Technion): tab-separated, one header line. */
export const anonymousBank: LogFormat = {
  name: 'anonymous-bank',
  startsWith: '"vru+line<tab>call_id"',
  recognises: (firstLine) => /^vru\+line\s+call_id\s/.test(firstLine),
  read: readAnonymousBank,
}

function readAnonymousBank(text: string): ReadLog {
  const calls: RecordedCall[] = []
  const dropped = new RemarkCounter()
  const mended = new RemarkCounter()
  let rows = 0
  const lines = text.split(/\r\n|\n|\r/)
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at]!
    if (line.trim() === '') continue
    rows += 1
    const result = callOf(line, (remark) => {
      mended.add(remark, at + 1)
    })
    if ('reason' in result) dropped.add(result, at + 1)
    else calls.push(result)
  }
  return { format: anonymousBank.name, rows, calls, dropped: dropped.rows, mended: mended.rows }
}

/** The call of a row, or why there is none. */
function callOf(line: string, mend: (remark: RowRemark) => void): RecordedCall | RowRemark {
  const cells = cellsOf(line)
  if (cells === undefined) return DROPPED.columns
  const outcome = cells[12]!
  // A row of the system's own making: the data's authors say to ignore it.
  if (outcome === 'PHANTOM') return DROPPED.phantom
  if (outcome !== 'AGENT' && outcome !== 'HANG') return DROPPED.outcome
  const date = DATE.exec(cells[5]!)
  if (date === null) return DROPPED.date
  const queueStartMs = clockMs(cells[9]!)
  // Zero in the queue's columns says that this stage did not happen.
  if (outcome === 'HANG' && queueStartMs === 0) return DROPPED.neverQueued
  const type = cells[4]!
  // A stray type must not stop the replay of a month (AA comes up, here only with callers who never queued).
  if (!TYPES.has(type)) return DROPPED.type
  const entryMs = clockMs(cells[6]!)
  const arrivedMs = arrivalMs(queueStartMs, clockMs(cells[7]!), entryMs)
  const waitMs = secondsMs(cells[11]!)
  if (!(arrivedMs >= 0 && waitMs >= 0)) return DROPPED.times
  const handlingMs = outcome === 'AGENT' ? serviceMs(cells[13]!, cells[15]!) : NaN
  if (handlingMs < 0) return DROPPED.times
  const agent = outcome === 'AGENT' ? agentOf(cells[16]!) : undefined

  if (line.split('\t').length !== COLUMNS) mend(MENDED.spaces)
  if (outcome === 'HANG' && cells[13] !== '0:00:00') mend(MENDED.hangWithService)
  if (outcome === 'AGENT' && agent === undefined) mend(MENDED.noServer)
  if (outcome === 'AGENT' && Number.isNaN(handlingMs)) mend(MENDED.noService)
  return {
    date: dateOf(dayNumber(yearOf(date[1]!), Number(date[2]), Number(date[3])) + Math.floor(arrivedMs / MS_PER_DAY)),
    arrivedMs: arrivedMs % MS_PER_DAY,
    type,
    priority: Number.parseInt(cells[3]!, 10) || 0,
    outcome: outcome === 'AGENT' ? 'answered' : 'abandoned',
    waitMs,
    handlingMs,
    agent,
    // 0: not identified; ids that a spreadsheet has rounded (6.02E+11) are of several customers.
    ...(/^[1-9]\d*$/.test(cells[2]!) ? { caller: cells[2]! } : {}),
  }
}

/** The columns, trimmed; where a tab was lost, columns are told apart by any white space, since none contains any. */
function cellsOf(line: string): string[] | undefined {
  const cells = line.split('\t').map((cell) => cell.trim())
  if (cells.length === COLUMNS) return cells
  const words = line.trim().split(/\s+/)
  return words.length === COLUMNS ? words : undefined
}

/**
 * When the call was ready for an agent: on entering the queue, or on leaving the voice response unit when an agent took
 * it at once. The row's date is that of entering the unit; a time far before that is on the next day. The time in the
 * unit itself is not needed, and is negative in some rows that are otherwise right.
 */
function arrivalMs(queueStartMs: number, vruExitMs: number, entryMs: number): number {
  const ms = queueStartMs === 0 ? vruExitMs : queueStartMs
  return ms < entryMs - MS_PER_DAY / 2 ? ms + MS_PER_DAY : ms
}

/**
 * The column of seconds is used, and not the difference of the times, which is wrong across midnight. Without a time of
 * start the length is unknown (NaN). Services over an hour are kept: their agents were taken that long, or did not
 * hang up, and in either case took no other call.
 */
function serviceMs(start: string, seconds: string): number {
  const ms = secondsMs(seconds)
  if (Number.isNaN(ms)) return -1
  return ms === 0 && clockMs(start) === 0 ? NaN : ms
}

/**
 * NO_SERVER: someone answered (such rows have a time of service, most of a few seconds), but the log does not know who.
 * They count as answered, as in the published figures of this log. NO_SERVER with letters run into it (NO_SERVERAMA in
 * May) is one person: 475 calls on 7 days, of usual length and one after the other.
 */
function agentOf(name: string): string | undefined {
  return name === '' || name === 'NO_SERVER' ? undefined : name
}

/** NaN for a text that is no time of day. */
function clockMs(text: string): number {
  const match = CLOCK.exec(text)
  if (match === null || Number(match[1]) > 23) return NaN
  return (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * MS_PER_SECOND
}

/** NaN for a text that is no number of seconds inside a day: nobody waited or talked longer. */
function secondsMs(text: string): number {
  const ms = /^-?\d{1,9}$/.test(text) ? Number(text) * MS_PER_SECOND : NaN
  return ms < MS_PER_DAY ? ms : NaN
}

/** The log has years of two digits, and there was no call centre before 1970. */
function yearOf(twoDigits: string): number {
  const year = Number(twoDigits)
  return year < 70 ? 2000 + year : 1900 + year
}
