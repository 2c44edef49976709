import { isoTime } from './iso-time.ts'

/** How much a line of the log matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Fields of a line: plain values. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** Where what happens is written down for people, as lines of JSON. */
export interface HostLog {
  say(level: LogLevel, event: string, fields?: LogFields): void
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
/** So many digits in a row may be those of a card; telephone numbers have fewer. ISO/IEC 7812-1: 13 to 19 are in use. */
const CARD = /\d(?:[ -]?\d){12,18}/g
const SHOWN = 4

/** Digits in a row that are as many as a card's, but for the last four, as `*`. PCI DSS 4.0 requirement 3.4.1 */
function masked(text: string): string {
  return text.replaceAll(CARD, (digits) => {
    const keep = digits.length - SHOWN
    return `${digits.slice(0, keep).replaceAll(/\d/g, '*')}${digits.slice(keep)}`
  })
}

/** Lines of JSON: `{"at":"2026-11-26T01:02:03.004Z","level":"info","event":"…",…}`. Keys that were pressed are never among them. */
export class JsonLog implements HostLog {
  readonly #write: (line: string) => void
  readonly #nowMs: () => number
  readonly #least: number
  readonly #mask: boolean

  constructor(write: (line: string) => void, nowMs: () => number, options: { level: LogLevel; mask: boolean }) {
    this.#write = write
    this.#nowMs = nowMs
    this.#least = LEVELS.indexOf(options.level)
    this.#mask = options.mask
  }

  say(level: LogLevel, event: string, fields: LogFields = {}): void {
    if (LEVELS.indexOf(level) < this.#least) return
    const shown = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' && this.#mask ? masked(value) : value,
      ]),
    )
    this.#write(JSON.stringify({ at: isoTime(this.#nowMs()), level, event, ...shown }))
  }
}
