import { StrowgerError } from '../errors/strowger-error.ts'
import { dayNumber, daysOfMonth, yearOf } from './civil-date.ts'
import type { DayPlan } from './day-plan.ts'
import type { DatesConfig } from './schedule-config.ts'

const FULL_DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const YEARLY_DATE = /^(\d\d)-(\d\d)$/
/** A rule over more days than ten years is a mistake in a year. */
const MOST_DAYS = 3660

/** Plans of dates that differ from the week: dates of a year go before dates of each year. */
export class SpecialDays {
  readonly #byDay = new Map<number, DayPlan>()
  /** By month × 32 + day. */
  readonly #byDate = new Map<number, DayPlan>()
  #sorted: Int32Array | undefined

  /** Adds a rule. @throws StrowgerError `date`, `date-range`, `duplicate-date` */
  add(dates: DatesConfig, plan: DayPlan, path: string): void {
    this.#sorted = undefined
    if (dates.until === undefined) {
      const yearly = YEARLY_DATE.exec(dates.date)
      if (yearly !== null) {
        const [month, day] = [Number(yearly[1]), Number(yearly[2])]
        // 2024 had a 29 February.
        if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(2024, month))
          throw noDate(dates.date, `${path}.date`)
        if (this.#byDate.has(month * 32 + day)) throw twice(dates.date, path)
        this.#byDate.set(month * 32 + day, plan)
        return
      }
    }
    const first = fullDate(dates.date, `${path}.date`)
    const last = dates.until === undefined ? first : fullDate(dates.until, `${path}.until`)
    if (last < first || last - first >= MOST_DAYS) {
      throw new StrowgerError(
        'date-range',
        `${path}.until`,
        dates.until,
        `a date after ${dates.date}, within ten years`,
      )
    }
    for (let day = first; day <= last; day += 1) {
      if (this.#byDay.has(day)) throw twice(dates.date, path)
      this.#byDay.set(day, plan)
    }
  }

  /** The plan of a day number; undefined when the day is an ordinary one. O(1). */
  planOf(day: number): DayPlan | undefined {
    const plan = this.#byDay.get(day)
    if (plan !== undefined || this.#byDate.size === 0) return plan
    const year = yearOf(day)
    const dayOfYear = day - dayNumber(year, 1, 1)
    // The month is the one guessed from 31-day months, or the next.
    let month = Math.floor(dayOfYear / 31) + 1
    if (month < 12 && day >= dayNumber(year, month + 1, 1)) month += 1
    return this.#byDate.get(month * 32 + day - dayNumber(year, month, 1) + 1)
  }

  /** The last day that a rule for a full date is about; −Infinity when there is none. O(1). */
  get lastDated(): number {
    return this.#days.at(-1) ?? -Infinity
  }

  /** The plans of the dates of each year. */
  get yearlyPlans(): Iterable<DayPlan> {
    return this.#byDate.values()
  }

  /** Days of full dates, ascending; sorted when first asked for after a rule was added. */
  get #days(): Int32Array {
    return (this.#sorted ??= Int32Array.from(this.#byDay.keys()).sort())
  }

  /** The first day from `day` on that has a plan; Infinity when there is none. O(log dates + yearly dates). */
  nextFrom(day: number): number {
    const sorted = this.#days
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sorted[middle]! < day) low = middle + 1
      else high = middle
    }
    let next = sorted[low] ?? Infinity
    for (const date of this.#byDate.keys()) next = Math.min(next, nextYearly(date >>> 5, date & 31, day))
    return next
  }
}

/** The first day number from `from` on with this month and day; a 29 February is at most eight years away. */
function nextYearly(month: number, day: number, from: number): number {
  for (let year = yearOf(from); ; year += 1) {
    if (day > daysOfMonth(year, month)) continue
    const number = dayNumber(year, month, day)
    if (number >= from) return number
  }
}

function fullDate(text: string, path: string): number {
  const [, year, month, day] = (typeof text === 'string' ? FULL_DATE.exec(text) : null)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) throw noDate(text, path)
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) throw noDate(text, path)
  return dayNumber(year, month, day)
}

function noDate(text: unknown, path: string): StrowgerError {
  const remedy = path.endsWith('until')
    ? 'a date such as 2026-10-07'
    : 'a date such as 2026-10-01, or 12-25 for each year'
  return new StrowgerError('date', path, text, remedy)
}

function twice(date: string, path: string): StrowgerError {
  const remedy = 'one rule for each date; what goes before a holiday stands in exceptions'
  return new StrowgerError('duplicate-date', `${path}.date`, date, remedy)
}
