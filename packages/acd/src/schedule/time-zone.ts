import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import { DAY_MS, dayNumber, weekdayOf } from './civil-date.ts'

/**
 * Windows of 32 days are examined as a whole, by one sample a day: the closest two changes that the zone data know lie
 * almost four days apart (Freetown, 1939).
 */
const WINDOW_MS = 32 * DAY_MS
/** Windows kept: over five years, in which a schedule's questions lie. The memory stays the same however long it runs. */
const WINDOWS = 64
const LAST_MS = 8.64e15 - WINDOW_MS

/** Offsets of one window: from `sinceMs[k]` until the next holds `offsetMs[k]`. */
interface Window {
  readonly sinceMs: readonly number[]
  readonly offsetMs: readonly number[]
}

/**
 * The wall clock of an IANA time zone, such as `Asia/Shanghai`, with its whole history of changes.
 *
 * The platform's zone data (`Intl`) is asked once per window of 32 days, about 40 times at some µs each; the answers of
 * 64 windows are kept. Schedules of one zone may share one object. All instants are epoch ms.
 */
export class TimeZone {
  /** The name it was made with. */
  readonly name: string
  readonly #format: Intl.DateTimeFormat
  readonly #key = new Float64Array(WINDOWS).fill(Number.NaN)
  readonly #window = new Array<Window>(WINDOWS)

  /**
   * @param path - where the name stands, for the error
   * @throws StrowgerError `unknown-time-zone`
   */
  constructor(name: string, path: string = 'timeZone') {
    // Without a name the platform would take the machine's own zone, and the same configuration mean two things.
    if (typeof name !== 'string') throw unknown(path, name, '')
    this.name = name
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
    } catch (cause) {
      throw unknown(path, name, suggest(name, Intl.supportedValuesOf('timeZone')), cause)
    }
  }

  /** Local clock reading minus UTC at an instant, ms. O(1) once the window is known. @throws StrowgerError `time` */
  offsetMs(atMs: number): number {
    const window = this.#windowAt(atMs)
    return window.offsetMs[indexIn(window, atMs)]!
  }

  /** The local clock reading at an instant, as ms since 1970-01-01 00:00 on that clock. @throws StrowgerError `time` */
  localMs(atMs: number): number {
    return atMs + this.offsetMs(atMs)
  }

  /** The time of day that the local clock reads, ms after midnight. @throws StrowgerError `time` */
  timeOfDayMs(atMs: number): number {
    const localMs = this.localMs(atMs)
    return localMs - Math.floor(localMs / DAY_MS) * DAY_MS
  }

  /** The weekday of the local date: 0 for Monday … 6 for Sunday. @throws StrowgerError `time` */
  weekday(atMs: number): number {
    return weekdayOf(Math.floor(this.localMs(atMs) / DAY_MS))
  }

  /**
   * An instant after `atMs` up to which the offset surely stays: the next change, or an earlier place where nothing
   * changes, at most 32 days away. O(1) once the window is known. @throws StrowgerError `time`
   */
  steadyUntilMs(atMs: number): number {
    const window = this.#windowAt(atMs)
    return window.sinceMs[indexIn(window, atMs) + 1] ?? (Math.floor(atMs / WINDOW_MS) + 1) * WINDOW_MS
  }

  #windowAt(atMs: number): Window {
    if (!(Math.abs(atMs) <= LAST_MS)) {
      throw new StrowgerError('time', 'nowMs', atMs, `epoch milliseconds, at most ${LAST_MS} from 1970`)
    }
    const number = Math.floor(atMs / WINDOW_MS)
    const place = ((number % WINDOWS) + WINDOWS) % WINDOWS
    if (this.#key[place] !== number) {
      this.#window[place] = this.#examine(number * WINDOW_MS)
      this.#key[place] = number
    }
    return this.#window[place]!
  }

  /** Finds the changes of a window: samples each day, then halves to the second. */
  #examine(startMs: number): Window {
    let offset = this.#ask(startMs)
    const window = { sinceMs: [startMs], offsetMs: [offset] }
    for (let dayMs = startMs; dayMs < startMs + WINDOW_MS; dayMs += DAY_MS) {
      const after = this.#ask(dayMs + DAY_MS)
      let knownMs = dayMs
      while (offset !== after) {
        let changedMs = dayMs + DAY_MS
        while (changedMs - knownMs > 1000) {
          const middleMs = knownMs + Math.floor((changedMs - knownMs) / 2000) * 1000
          if (this.#ask(middleMs) === offset) knownMs = middleMs
          else changedMs = middleMs
        }
        offset = this.#ask(changedMs)
        knownMs = changedMs
        // A change at the very end belongs to the next window.
        if (changedMs === startMs + WINDOW_MS) break
        window.sinceMs.push(changedMs)
        window.offsetMs.push(offset)
      }
    }
    return window
  }

  /** The offset at a whole second, from the platform's clock reading. */
  #ask(secondMs: number): number {
    let isBeforeChrist = false
    let [year, month, day, hour, minute, second] = [0, 0, 0, 0, 0, 0]
    for (const { type, value } of this.#format.formatToParts(secondMs)) {
      if (type === 'era') isBeforeChrist = value.startsWith('B')
      else if (type === 'year') year = Number(value)
      else if (type === 'month') month = Number(value)
      else if (type === 'day') day = Number(value)
      else if (type === 'hour') hour = Number(value)
      else if (type === 'minute') minute = Number(value)
      else if (type === 'second') second = Number(value)
    }
    const days = dayNumber(isBeforeChrist ? 1 - year : year, month, day)
    return days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 - secondMs
  }
}

function indexIn({ sinceMs }: Window, atMs: number): number {
  let index = sinceMs.length - 1
  while (sinceMs[index]! > atMs) index -= 1
  return index
}

function unknown(path: string, name: unknown, near: string, cause?: unknown): StrowgerError {
  const remedy = near.startsWith('did') ? near : 'an IANA name such as Asia/Shanghai'
  return new StrowgerError('unknown-time-zone', path, name, remedy, { cause })
}
