const UNITS_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
const PART = /(\d+(?:\.\d+)?)(ms|min|d|h|m|s)/gy
const CLOCK = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/

/** Milliseconds in a day of 24 hours. */
const MS_PER_DAY = 86_400_000

/** Whole ms of a duration such as `1h30m`, whose parts each have a unit (d, h, m or min, s, ms). NaN for other texts. */
export function durationMs(text: string): number {
  PART.lastIndex = 0
  let totalMs = 0
  let end = 0
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    totalMs += Number(part[1]) * UNITS_MS[part[2] === 'min' ? 'm' : part[2]!]!
    end = PART.lastIndex
  }
  return end === text.length && end > 0 ? Math.round(totalMs) : Number.NaN
}

/** The canonical text of a duration of whole ms: `90s` is `1m30s`. */
export function durationText(ms: number): string {
  let restMs = ms
  let text = ''
  for (const [unit, unitMs] of Object.entries(UNITS_MS)) {
    const count = Math.floor(restMs / unitMs)
    if (count > 0) text += `${count}${unit}`
    restMs -= count * unitMs
  }
  return text === '' ? '0s' : text
}

/** Ms after midnight of a time of day, `08:30` or `08:30:15`, up to `24:00`. NaN for other texts. */
export function timeOfDayMs(text: string): number {
  const [, hours, minutes, seconds] = CLOCK.exec(text) ?? []
  if (hours === undefined) return Number.NaN
  const ms = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000
  return ms <= MS_PER_DAY ? ms : Number.NaN
}

/** The canonical text of a time of day: `08:30`, with seconds when there are any. */
export function timeOfDayText(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const minutes = `${two(ms / 3_600_000)}:${two((ms % 3_600_000) / 60_000)}`
  return ms % 60_000 === 0 ? minutes : `${minutes}:${two((ms % 60_000) / 1000)}`
}
