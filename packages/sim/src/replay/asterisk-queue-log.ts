import { MS_PER_DAY } from '../scenario/clock.ts'
import { dateOf } from '../scenario/calendar.ts'
import { typeName } from './log-map.ts'
import type { LogFormat } from './log-format.ts'
import { type ReadLog, RemarkCounter, type RowRemark } from './read-log.ts'
import type { RecordedCall } from './recorded-call.ts'

/** `epoch|unique id|queue|agent|event|data…` */
const FIRST_LINE = /^\d{9,10}(\.\d+)?\|[^|]*\|[^|]*\|[^|]*\|[A-Z]/

const DROPPED = {
  fields: { reason: 'faulty-row', label: { en: 'not a row of this log', zh: '不是本日志的行' } },
  orphan: {
    reason: 'never-queued',
    label: { en: 'an event of a call that never entered', zh: '未见进入排队的来话事件' },
  },
  open: { reason: 'unfinished', label: { en: 'calls without an end', zh: '没有结束的来话' } },
} as const satisfies Record<string, RowRemark>

const MENDED = {
  left: {
    reason: 'left-otherwise',
    label: {
      en: 'left by a key, a timeout or an empty queue: taken as abandoned',
      zh: '按键、超时或空队列离开：按放弃计',
    },
  },
  noEnd: { reason: 'unknown-handling-time', label: { en: 'answered, end not recorded', zh: '已接通，但无结束时间' } },
} as const satisfies Record<string, RowRemark>

const LEFT: ReadonlySet<string> = new Set(['ABANDON', 'EXITWITHTIMEOUT', 'EXITWITHKEY', 'EXITEMPTY'])
const ENDED: ReadonlySet<string> = new Set([
  'COMPLETEAGENT',
  'COMPLETECALLER',
  'TRANSFER',
  'BLINDTRANSFER',
  'ATTENDEDTRANSFER',
])

/**
 * Asterisk's queue_log (app_queue): one event a line. Several calls are told together by their unique id; times are
 * seconds since 1970, read as the clock of Greenwich. Events of agents and of the queue itself are no calls and are not counted.
 */
export const asteriskQueueLog: LogFormat = {
  name: 'asterisk-queue-log',
  startsWith: '"<seconds since 1970>|<call>|<queue>|<agent>|<EVENT>"',
  recognises: (firstLine) => FIRST_LINE.test(firstLine),
  read: readQueueLog,
}

interface OpenCall {
  readonly enteredMs: number
  readonly queue: string
  readonly caller: string
  readonly line: number
  answeredMs?: number
  agent?: string
}

function readQueueLog(text: string): ReadLog {
  const open = new Map<string, OpenCall>()
  const calls: RecordedCall[] = []
  const dropped = new RemarkCounter()
  const mended = new RemarkCounter()
  let rows = 0
  const finish = (call: OpenCall, endedMs: number) => calls.push(recorded(call, endedMs))
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const [time = '', id = '', queue = '', agent = '', event = '', ...data] = line.split('|')
    const nowMs = /^\d{9,10}(\.\d+)?$/.test(time) ? Math.round(Number(time) * 1000) : NaN
    const isOfCall = event === 'ENTERQUEUE' || event === 'CONNECT' || LEFT.has(event) || ENDED.has(event)
    if (!Number.isNaN(nowMs) && event !== '' && !isOfCall) continue
    rows += 1
    if (Number.isNaN(nowMs) || event === '') {
      dropped.add(DROPPED.fields, at + 1)
      continue
    }
    // The same call in a second queue is a new call, as a caller who was sent on is.
    const call = open.get(id)
    if (event === 'ENTERQUEUE') {
      if (call !== undefined) dropped.add(DROPPED.open, call.line)
      open.set(id, { enteredMs: nowMs, queue, caller: data[1] ?? '', line: at + 1 })
    } else if (call === undefined || nowMs < call.enteredMs) dropped.add(DROPPED.orphan, at + 1)
    else if (event === 'CONNECT') Object.assign(call, { answeredMs: nowMs, agent })
    else {
      open.delete(id)
      if (event !== 'ABANDON' && LEFT.has(event)) mended.add(MENDED.left, at + 1)
      finish(call, nowMs)
    }
  }
  for (const call of open.values()) {
    if (call.answeredMs === undefined) dropped.add(DROPPED.open, call.line)
    else {
      mended.add(MENDED.noEnd, call.line)
      finish(call, NaN)
    }
  }
  calls.sort((a, b) => (a.date === b.date ? a.arrivedMs - b.arrivedMs : a.date < b.date ? -1 : 1))
  return { format: asteriskQueueLog.name, rows, calls, dropped: dropped.rows, mended: mended.rows }
}

function recorded({ enteredMs, queue, caller, answeredMs, agent }: OpenCall, endedMs: number): RecordedCall {
  const isNamed = agent !== undefined && agent !== '' && agent !== 'NONE'
  return {
    date: dateOf(Math.floor(enteredMs / MS_PER_DAY)),
    arrivedMs: enteredMs % MS_PER_DAY,
    type: queue === 'NONE' ? 'calls' : typeName(queue),
    priority: 0,
    outcome: answeredMs === undefined ? 'abandoned' : 'answered',
    waitMs: (answeredMs ?? endedMs) - enteredMs,
    handlingMs: answeredMs === undefined ? NaN : endedMs - answeredMs,
    agent: isNamed ? agent : undefined,
    ...(caller === '' ? {} : { caller }),
  }
}
