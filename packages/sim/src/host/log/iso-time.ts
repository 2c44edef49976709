import { dateOf } from '../../scenario/calendar.ts'

const MS_PER_DAY = 86_400_000

/** A time as RFC 3339 writes it, in UTC. @param ms - since 1970 */
export function isoTime(ms: number): string {
  const day = Math.floor(ms / MS_PER_DAY)
  const rest = Math.floor(ms - day * MS_PER_DAY)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const clock = `${two(rest / 3_600_000)}:${two((rest / 60_000) % 60)}:${two((rest / 1000) % 60)}`
  return `${dateOf(day)}T${clock}.${String(rest % 1000).padStart(3, '0')}Z`
}

/**
 * What a recording is called, its file too: `call-20261126T221502123-c12`, by the millisecond (UTC) in which it begins and a number of its own. Nowhere thirteen digits in a row,
 * which a log would hide as those of a card.
 */
export function recordingId(what: string, ms: number, number: number): string {
  return `${what}-${isoTime(ms).slice(0, 23).replaceAll(/[-:.]/g, '')}-c${number}`
}
