import { exp, ln } from '../random/elementary.ts'
import { lnGamma } from '../random/ln-gamma.ts'
import type { RecordedDay } from '../replay/recorded-day.ts'
import { MS_PER_DAY, type Weekday, WEEKDAYS } from '../scenario/clock.ts'
import { minimise } from './minimise.ts'

/** Arrivals of one contact type on one weekday. */
export interface WeekdayRates {
  readonly weekday: Weekday
  /** Days of the log. */
  readonly days: number
  /** Calls an hour in each interval from time zero of the day. */
  readonly perHour: readonly number[]
}

/** How days differ beyond chance. */
export interface BusyDays {
  /** Standard deviation of the factor that a day multiplies its weekday's rates by; 0 where Poisson variation is enough. */
  readonly cv: number
  /** Gain in ln likelihood over plain Poisson counts; above 2 or so, days do differ. */
  readonly gain: number
  /** Between the factors of the three thirds of the calls of a day (early, middle, late): 1–2, 2–3 and 1–3. */
  readonly correlations: readonly [number, number, number]
}

/** Mean rates by weekday; weekdays without days are missing. O(calls). */
export function ratesByWeekday(
  days: readonly RecordedDay[],
  types: readonly string[],
  intervalMs: number,
): ReadonlyMap<string, readonly WeekdayRates[]> {
  const slots = MS_PER_DAY / intervalMs
  const present = WEEKDAYS.filter((weekday) => days.some((day) => day.weekday === weekday))
  return new Map(
    types.map((type) => [
      type,
      present.map((weekday): WeekdayRates => {
        const same = days.filter((day) => day.weekday === weekday)
        const counts = new Float64Array(slots)
        for (const call of same.flatMap((day) => day.calls)) {
          if (call.type === type) counts[Math.min(slots - 1, Math.floor(call.timeMs / intervalMs))]! += 1
        }
        const hours = (same.length * intervalMs) / 3_600_000
        return { weekday, days: same.length, perHour: [...counts].map((count) => count / hours) }
      }),
    ]),
  )
}

/**
 * The gamma law of the busy-day factor by most likelihood (counts of days are then negative binomial around their weekday's
 * mean; G. Jongbloed & G. Koole 2001), and how the parts of a day go together.
 *
 * @returns undefined where no weekday has two days.
 */
export function busyDays(days: readonly RecordedDay[]): BusyDays | undefined {
  const repeated = days.filter((day) => days.some((other) => other !== day && other.weekday === day.weekday))
  if (repeated.length < 2) return undefined
  const thirds = partsOfDay(repeated)
  const counts = repeated.map(({ calls }) => calls.length)
  const means = expectedOf(repeated, counts)
  const lnLikelihood = (shape: number) => {
    let total = 0
    for (const [at, count] of counts.entries()) {
      const mean = means[at]!
      total +=
        lnGamma(shape + count) - lnGamma(shape) + shape * ln(shape / (shape + mean)) + count * ln(mean / (shape + mean))
    }
    return total
  }
  const poisson = counts.reduce((sum, count, at) => sum + count * ln(means[at]!) - means[at]!, 0)
  const shape = exp(Math.min(18, minimise(([x]) => -lnLikelihood(exp(Math.min(18, x!))), [3])[0]!))
  const gain = Math.max(0, lnLikelihood(shape) - poisson)
  return { cv: gain < 1e-3 ? 0 : 1 / Math.sqrt(shape), gain, correlations: correlationsOf(repeated, thirds) }
}

/** Mean count of the day's weekday. */
function expectedOf(days: readonly RecordedDay[], counts: readonly number[]): number[] {
  return days.map(({ weekday }) => {
    const same = counts.filter((_, at) => days[at]!.weekday === weekday)
    return same.reduce((sum, count) => sum + count, 0) / same.length
  })
}

/** The ends of the first and second third of all calls, ms of the day. */
function partsOfDay(days: readonly RecordedDay[]): readonly [number, number] {
  const times = Float64Array.from(days.flatMap(({ calls }) => calls.map(({ timeMs }) => timeMs))).sort()
  return [times[Math.floor(times.length / 3)]!, times[Math.floor((2 * times.length) / 3)]!]
}

/** Correlations of the factors, with the variance that counts have of themselves taken out. */
function correlationsOf(
  days: readonly RecordedDay[],
  [first, second]: readonly [number, number],
): BusyDays['correlations'] {
  const parts = [
    (timeMs: number) => timeMs < first,
    (timeMs: number) => timeMs >= first && timeMs < second,
    (timeMs: number) => timeMs >= second,
  ].map((isIn) => {
    const counts = days.map(({ calls }) => calls.filter(({ timeMs }) => isIn(timeMs)).length)
    const means = expectedOf(days, counts)
    const factors = counts.map((count, at) => (means[at]! > 0 ? count / means[at]! - 1 : 0))
    const own = means.reduce((sum, mean) => sum + (mean > 0 ? 1 / mean : 0), 0) / days.length
    return { factors, variance: Math.max(0, factors.reduce((sum, f) => sum + f * f, 0) / days.length - own) }
  })
  const between = (a: number, b: number) => {
    const [x, y] = [parts[a]!, parts[b]!]
    const covariance = x.factors.reduce((sum, f, at) => sum + f * y.factors[at]!, 0) / days.length
    return x.variance > 0 && y.variance > 0
      ? Math.max(-1, Math.min(1, covariance / Math.sqrt(x.variance * y.variance)))
      : NaN
  }
  return [between(0, 1), between(1, 2), between(0, 2)]
}
