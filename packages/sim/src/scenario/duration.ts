/** Milliseconds in a second. */
export const MS_PER_SECOND = 1000
/** Milliseconds in a minute. */
export const MS_PER_MINUTE = 60_000
/** Milliseconds in an hour. */
export const MS_PER_HOUR = 3_600_000

const UNITS_MS: Readonly<Record<string, number>> = {
  d: 24 * MS_PER_HOUR,
  h: MS_PER_HOUR,
  min: MS_PER_MINUTE,
  m: MS_PER_MINUTE,
  s: MS_PER_SECOND,
  ms: 1,
}

const COUNT = String.raw`\d{1,9}(?:\.\d{1,6})?`

/**
 * A duration with its units, the larger before the smaller: `180s`, `1.5h`, `1h30m`, `2d 4h`. Minutes are `m` or `min`.
 *
 * Every part ends in its own unit, so that a text is matched in linear time.
 */
export const DURATION_PATTERN: RegExp = new RegExp(
  `^(?=\\d)(?:${COUNT}d ?)?(?:${COUNT}h ?)?(?:${COUNT}(?:min|m(?!s)) ?)?(?:${COUNT}s ?)?(?:${COUNT}ms)?(?<! )$`,
)

const PART = /(\d+)(?:\.(\d+))?(ms|min|d|h|m|s)/g

/** Milliseconds of a duration as of {@link DURATION_PATTERN}; undefined for any other text, also for a bare number. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION_PATTERN.test(text)) return undefined
  let totalMs = 0
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(PART)) {
    // One division of whole numbers: 0.07 s is 70 ms, and not 70.00000000000001.
    totalMs += (Number(whole + fraction) * UNITS_MS[unit]!) / 10 ** fraction.length
  }
  return totalMs
}

/** The shortest text that {@link parseDuration} reads as `ms` (0 ≤ ms < 10⁹ days; below the microsecond cut off). */
export function formatDuration(ms: number): string {
  let rest = ms
  let text = ''
  for (const unit of ['d', 'h', 'm', 's']) {
    const count = Math.floor(rest / UNITS_MS[unit]!)
    if (count > 0) text += `${count}${unit}`
    rest -= count * UNITS_MS[unit]!
  }
  const tail = Number(rest.toFixed(3))
  if (tail > 0) return `${text}${tail}ms`
  return text === '' ? '0s' : text
}
