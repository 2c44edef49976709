import { type AcdConfig, type AcdEvent, TimeZone } from '@strowger/acd'
import { MS_PER_DAY } from '../scenario/clock.ts'
import { dateOf } from '../scenario/calendar.ts'
import type { ReadLog, RemarkCounter, RowRemark } from './read-log.ts'
import type { RecordedCall } from './recorded-call.ts'

/** Why lines of a journal made no call. */
type JournalRemark = 'no-configuration' | 'not-a-command' | 'refused-command' | 'turned-away' | 'unfinished'

const REMARKS: Readonly<Record<JournalRemark, RowRemark['label']>> = {
  'no-configuration': { en: 'the head has no configuration that can be used', zh: '首行没有可用的配置' },
  'not-a-command': { en: 'not a command', zh: '不是命令' },
  'refused-command': { en: 'a command that the engine refused', zh: '被引擎拒绝的命令' },
  'turned-away': {
    en: 'blocked, refused, diverted or called back: never answered, never given up',
    zh: '阻塞、拒接、分流或回呼',
  },
  unfinished: { en: 'still there at the end of the journal', zh: '日志结束时仍未完成' },
}

/** Why a line of a journal made no call. */
export function journalRemark(reason: JournalRemark): RowRemark {
  return { reason, label: REMARKS[reason] }
}

/** What a journal became. */
export function logOfJournal(
  format: string,
  rows: number,
  calls: readonly RecordedCall[],
  dropped: RemarkCounter,
): ReadLog {
  const lost = dropped.rows.reduce((sum, each) => sum + each.rows, 0)
  return { format, rows: Math.max(rows, calls.length + lost), calls, dropped: dropped.rows, mended: [] }
}

/** Makes calls of what an engine decided. */
export class JournalCalls {
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
        dropped.add(journalRemark('turned-away'), line)
        return
      default:
    }
  }

  finish(line: number, dropped: RemarkCounter): void {
    for (let left = this.#open.size; left > 0; left -= 1) dropped.add(journalRemark('unfinished'), line)
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
