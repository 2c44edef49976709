import {
  AcdEngine,
  type AcdConfig,
  type AcdEvent,
  journalConfig,
  journalEpochMs,
  perform,
  readJournal,
  StrowgerError,
  TimeZone,
} from '@strowger/acd'
import { configFrom } from '../model/policy-data.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'
import { dateOf } from '../scenario/calendar.ts'
import type { LogFormat } from './log-format.ts'
import { type ReadLog, RemarkCounter, type RowRemark } from './read-log.ts'
import type { RecordedCall } from './recorded-call.ts'

const NAME = 'strowger-journal'

const REMARKS = {
  'no-configuration': { en: 'the head has no configuration that can be used', zh: '首行没有可用的配置' },
  'not-a-command': { en: 'not a command', zh: '不是命令' },
  'refused-command': { en: 'a command that the engine refused', zh: '被引擎拒绝的命令' },
  'turned-away': {
    en: 'blocked, refused, diverted or called back: never answered, never given up',
    zh: '阻塞、拒接、分流或回呼',
  },
  unfinished: { en: 'still there at the end of the journal', zh: '日志结束时仍未完成' },
} satisfies Record<string, RowRemark['label']>

const remark = (reason: keyof typeof REMARKS): RowRemark => ({ reason, label: REMARKS[reason] })

/**
 * The engine's own journal, whose head names the configuration: its commands are done again, and the calls are read off
 * the events. So a day that was routed live can be routed again by another policy. Each call is a row.
 */
export const engineJournal: LogFormat = {
  name: NAME,
  startsWith: '{"strowgerJournal"',
  recognises: (firstLine) => firstLine.startsWith('{"strowgerJournal"'),
  read: (text) => {
    const dropped = new RemarkCounter()
    const config = configOf(text)
    if (config === undefined) {
      dropped.add(remark('no-configuration'), 1)
      return readLog(1, [], dropped)
    }
    const engine = engineOf(config)
    if (engine === undefined) {
      dropped.add(remark('no-configuration'), 1)
      return readLog(1, [], dropped)
    }
    const calls = new CallReader(config, journalEpochMs(text))
    let line = 1
    try {
      for (const command of readJournal(text)) {
        line += 1
        try {
          perform(engine, command, configFrom)
        } catch (error) {
          if (!(error instanceof StrowgerError)) throw error
          dropped.add(remark('refused-command'), line)
        }
        for (let event = engine.read(); event !== undefined; event = engine.read()) calls.see(event, line, dropped)
      }
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      dropped.add(remark('not-a-command'), line + 1)
    }
    calls.finish(line, dropped)
    return readLog(0, calls.done, dropped)
  },
}

function readLog(rows: number, calls: readonly RecordedCall[], dropped: RemarkCounter): ReadLog {
  const lost = dropped.rows.reduce((sum, each) => sum + each.rows, 0)
  return { format: NAME, rows: Math.max(rows, calls.length + lost), calls, dropped: dropped.rows, mended: [] }
}

/** The configuration of a journal's head; undefined when it has none, or one that describes what only its host can make. */
function configOf(text: string): AcdConfig | undefined {
  try {
    const data = journalConfig(text)
    return data === undefined ? undefined : configFrom(data)
  } catch (error) {
    if (error instanceof StrowgerError) return undefined
    throw error
  }
}

/** An engine under a configuration; undefined when it has a mistake. */
function engineOf(config: AcdConfig): AcdEngine | undefined {
  try {
    return new AcdEngine(config)
  } catch (error) {
    if (error instanceof StrowgerError) return undefined
    throw error
  }
}

/** Makes calls of events. */
class CallReader {
  readonly done: RecordedCall[] = []
  readonly #types: readonly string[]
  readonly #zone: TimeZone
  readonly #epochMs: number
  readonly #open = new Map<number, { type: string; arrivedMs: number; waitMs: number; agent: string | undefined }>()

  constructor({ types, timeZone = 'UTC' }: AcdConfig, epochMs: number) {
    this.#epochMs = epochMs
    this.#types = types.map(({ name }) => name)
    this.#zone = typeof timeZone === 'string' ? new TimeZone(timeZone) : timeZone
  }

  see(event: AcdEvent, line: number, dropped: RemarkCounter): void {
    if (event.kind === 'arrived') {
      const { type, arrivedMs } = event
      this.#open.set(event.contact, { type: this.#types[type]!, arrivedMs, waitMs: NaN, agent: undefined })
      return
    }
    if (event.kind === 'agent') return
    const call = this.#open.get(event.contact)
    if (call === undefined) return
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others neither answer nor end a call
    switch (event.kind) {
      case 'connected':
        if (!Number.isNaN(call.waitMs)) return
        call.waitMs = event.durationMs
        call.agent = `agent ${event.agent}`
        return
      case 'released':
      case 'transferred':
        this.#end(event.contact, 'answered', call.waitMs, event.durationMs)
        return
      case 'abandoned':
        this.#end(event.contact, 'abandoned', event.durationMs, NaN)
        return
      case 'blocked':
      case 'refused':
      case 'diverted':
      case 'callback-accepted':
        this.#open.delete(event.contact)
        dropped.add(remark('turned-away'), line)
        return
      default:
    }
  }

  finish(line: number, dropped: RemarkCounter): void {
    for (let left = this.#open.size; left > 0; left -= 1) dropped.add(remark('unfinished'), line)
  }

  #end(contact: number, outcome: RecordedCall['outcome'], waitMs: number, handlingMs: number): void {
    const { type, arrivedMs, agent } = this.#open.get(contact)!
    this.#open.delete(contact)
    const atMs = this.#epochMs + arrivedMs
    const timeMs = this.#zone.timeOfDayMs(atMs)
    const date = dateOf(Math.round((atMs - timeMs) / MS_PER_DAY))
    this.done.push({ date, arrivedMs: timeMs, type, priority: 0, outcome, waitMs, handlingMs, agent })
  }
}
