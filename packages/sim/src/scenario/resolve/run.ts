import { dayNumberOf, weekdayOf } from '../calendar.ts'
import { formatClock, MS_PER_DAY } from '../clock.ts'
import { show } from '../issue.ts'
import type { IssueList } from '../issue.ts'
import type { RunSpec } from '../scenario.ts'
import type { OfferSpec } from '../routing-spec.ts'
import type { RawOffers, RawRun } from '../schema/run.ts'
import { clockMs, durationMs } from './time.ts'

/** The experiment with its defaults. */
export function resolveRun(raw: RawRun, issues: IssueList): RunSpec {
  const mode = raw.mode ?? 'day'
  const startsAtMs = clockMs(raw.startsAt ?? '00:00')
  const warmUpMs = durationMs(raw.warmUp ?? 0)
  if (startsAtMs >= MS_PER_DAY) {
    const remedy = `write ${show(formatClock(startsAtMs - MS_PER_DAY))}, and the next day as run.weekday`
    issues.add('out-of-range', ['run', 'startsAt'], `${show(raw.startsAt)} is on the next day`, remedy)
  }
  if (mode === 'day' && warmUpMs > 0) {
    const problem = `a warm-up of ${show(raw.warmUp)} has no meaning in mode day`
    issues.add('not-in-this-mode', ['run', 'warmUp'], problem, 'remove it, or write mode: steady')
  }
  if (raw.date !== undefined && raw.weekday !== undefined && raw.weekday !== weekdayOf(dayNumberOf(raw.date))) {
    const weekday = weekdayOf(dayNumberOf(raw.date))
    const problem = `${raw.date} is a ${weekday}, not a ${raw.weekday}`
    issues.add('conflicting-keys', ['run', 'weekday'], problem, `write ${weekday}, or leave it out`)
  }
  return {
    mode,
    startsAtMs,
    durationMs: durationMs(raw.duration),
    warmUpMs,
    replications: raw.replications ?? 20,
    seed: raw.seed ?? 1,
    weekday: raw.weekday ?? (raw.date === undefined ? 'mon' : weekdayOf(dayNumberOf(raw.date))),
    ...(raw.date !== undefined && { date: raw.date }),
  }
}

/** Offers with their defaults. */
export function resolveOffers(raw: RawOffers | undefined, usual: RawOffers = {}): OfferSpec {
  const { timeout = '20s', afterNoAnswer = 'not-ready', notReadyFor = '60s' } = { ...usual, ...raw }
  return { timeoutMs: durationMs(timeout), afterNoAnswer, notReadyForMs: durationMs(notReadyFor) }
}
