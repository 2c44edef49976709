import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from './duration.ts'

/** The days of a week, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number]

/** A day has 24 h: scenarios know no change of daylight saving. */
export const MS_PER_DAY: number = 24 * MS_PER_HOUR

/** A time of day, `08:00` or `08:00:30`; up to `48:00`, so that the next day's small hours can be named. */
export const CLOCK_PATTERN: RegExp = /^(?:(?:[0-3]?\d|4[0-7]):[0-5]\d(?::[0-5]\d)?|48:00(?::00)?)$/

/** Milliseconds after midnight of a time of day as of {@link CLOCK_PATTERN}; undefined for any other text. */
export function parseClock(text: string): number | undefined {
  if (!CLOCK_PATTERN.test(text)) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return hours * MS_PER_HOUR + minutes * MS_PER_MINUTE + seconds * MS_PER_SECOND
}

/** The time of day, as `08:00` or `08:00:30`, of so many ms after midnight, cut off to the second. */
export function formatClock(ms: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const text = `${part(ms / MS_PER_HOUR)}:${part((ms % MS_PER_HOUR) / MS_PER_MINUTE)}`
  const seconds = (ms % MS_PER_MINUTE) / MS_PER_SECOND
  return seconds >= 1 ? `${text}:${part(seconds)}` : text
}
