import { parseClock } from '../clock.ts'
import { parseDuration } from '../duration.ts'
import type { RawDuration } from '../schema/value.ts'

/** Milliseconds of a duration that the schema has checked. */
export function durationMs(raw: RawDuration): number {
  // The schema's pattern is the parser's own.
  return raw === 0 ? 0 : (parseDuration(raw) ?? 0)
}

/** Milliseconds after midnight of a time of day that the schema has checked. */
export function clockMs(raw: string): number {
  return parseClock(raw) ?? 0
}
