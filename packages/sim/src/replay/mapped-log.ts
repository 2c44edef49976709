import { parse } from 'csv-parse/sync'

import { MS_PER_DAY } from '../scenario/clock.ts'
import { suggest } from '../scenario/nearest.ts'
import { dateOf, dayNumber } from '../scenario/calendar.ts'
import { type ColumnMap, type LogMap, typeName } from './log-map.ts'
import { logMistake } from './mistake.ts'
import { type ReadLog, RemarkCounter, type RowRemark } from './read-log.ts'
import type { RecordedCall } from './recorded-call.ts'

const DROPPED = {
  columns: { reason: 'wrong-columns', label: { en: 'not as many columns as the first line', zh: '列数与首行不符' } },
  never: { reason: 'never-queued', label: { en: 'no time of entering the queue', zh: '无进入排队的时间' } },
  times: { reason: 'faulty-times', label: { en: 'faulty times', zh: '时间错误' } },
} as const satisfies Record<string, RowRemark>

const MENDED = {
  agent: { reason: 'unknown-agent', label: { en: 'answered by an unnamed agent', zh: '接听座席未署名' } },
  open: { reason: 'unknown-handling-time', label: { en: 'answered, end not recorded', zh: '已接通，但无结束时间' } },
} as const satisfies Record<string, RowRemark>

const DATE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?/
/** Seconds since 1970 of a caller's lifetime and beyond; larger numbers are milliseconds or microseconds. */
const LARGEST_SECONDS = 1e11

/**
 * Reads a table of calls by a map of its columns. Rows that make no sense are dropped and counted.
 *
 * @throws StrowgerError `unknown-column` when the first line lacks a column of the map.
 */
export function readMappedLog(text: string, map: LogMap, source: string): ReadLog {
  const table = rowsOf(text, map.delimiter)
  const names = (table[0] ?? []).map((cell) => cell.trim())
  const place = placesOf(map.columns, names, source)
  const calls: RecordedCall[] = []
  const dropped = new RemarkCounter()
  const mended = new RemarkCounter()
  for (const [at, row] of table.entries()) {
    if (at === 0) continue
    const cell = (name: keyof ColumnMap) => (row[place[name] ?? -1] ?? '').trim()
    const result = row.length === names.length ? callOf(cell, map.utcOffsetMs) : DROPPED.columns
    if ('reason' in result) {
      dropped.add(result, at + 1)
      continue
    }
    calls.push(result)
    if (result.outcome === 'answered' && result.agent === undefined) mended.add(MENDED.agent, at + 1)
    if (result.outcome === 'answered' && Number.isNaN(result.handlingMs)) mended.add(MENDED.open, at + 1)
  }
  return { format: map.name, rows: Math.max(0, table.length - 1), calls, dropped: dropped.rows, mended: mended.rows }
}

/** Rows of any length and stray quotes are data; with a quote that is never closed, no quote means anything. */
function rowsOf(text: string, delimiter: string): string[][] {
  const options = { delimiter, bom: true, relaxColumnCount: true, relaxQuotes: true, skipEmptyLines: true }
  try {
    return parse(text, options)
  } catch {
    return parse(text, { ...options, quote: false })
  }
}

function placesOf(
  columns: ColumnMap,
  names: readonly string[],
  source: string,
): Partial<Record<keyof ColumnMap, number>> {
  const entries = Object.entries(columns).filter(([, name]) => name !== undefined)
  return Object.fromEntries(
    entries.map(([key, name]) => {
      const at = names.indexOf(name)
      if (at >= 0) return [key, at]
      throw logMistake('unknown-column', source, name, `there is no such column for ${key}`, suggest(name, names))
    }),
  )
}

function callOf(cell: (name: keyof ColumnMap) => string, offsetMs: number): RecordedCall | RowRemark {
  const arrivedMs = momentMs(cell('arrived'), offsetMs)
  if (arrivedMs === undefined) return DROPPED.never
  const answeredMs = momentMs(cell('answered'), offsetMs)
  const endedMs = momentMs(cell('ended'), offsetMs)
  const waitMs = (answeredMs ?? endedMs ?? NaN) - arrivedMs
  if (Number.isNaN(arrivedMs) || !(waitMs >= 0 && waitMs < MS_PER_DAY)) return DROPPED.times
  const handlingMs = answeredMs === undefined ? NaN : (endedMs ?? NaN) - answeredMs
  if (handlingMs < 0 || handlingMs >= MS_PER_DAY) return DROPPED.times
  const agent = answeredMs === undefined ? '' : cell('agent')
  return {
    date: dateOf(Math.floor(arrivedMs / MS_PER_DAY)),
    arrivedMs: arrivedMs % MS_PER_DAY,
    type: typeName(cell('type')),
    priority: Number.parseInt(cell('priority'), 10) || 0,
    outcome: answeredMs === undefined ? 'abandoned' : 'answered',
    waitMs,
    handlingMs,
    agent: agent === '' ? undefined : agent,
    ...(cell('caller') === '' ? {} : { caller: cell('caller') }),
  }
}

/** Ms since 1970 on the call centre's clock; undefined for nothing (empty, 0), NaN for what is no time. */
function momentMs(text: string, offsetMs: number): number | undefined {
  if (text === '' || /^0+(\.0+)?$/.test(text)) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) {
    let value = Number(text)
    while (value > LARGEST_SECONDS) value /= 1000
    return Math.round(value * 1000) + offsetMs
  }
  const match = DATE.exec(text)
  if (match === null) return NaN
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  const isDate = month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31
  const isTime = hour! <= 23 && minute! <= 59 && second! < 61
  if (!isDate || !isTime) return NaN
  return dayNumber(year!, month!, day!) * MS_PER_DAY + Math.round((hour! * 3600 + minute! * 60 + second!) * 1000)
}
