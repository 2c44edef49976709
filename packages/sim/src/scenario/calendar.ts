import { type Weekday, WEEKDAYS } from './clock.ts'

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar (H. Hinnant 2013, days_from_civil). O(1). */
export function dayNumber(year: number, month: number, day: number): number {
  // Years from March on, so that the leap day is the last of its year.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a day number, as `1999-01-31` (H. Hinnant 2013, civil_from_days). O(1). */
export function dateOf(number: number): string {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The day number of a date as {@link dateOf} writes it. */
export function dayNumberOf(date: string): number {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number)
  return dayNumber(year, month, day)
}

/** The weekday of a day number: 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): Weekday {
  return WEEKDAYS[(((number + 3) % 7) + 7) % 7]!
}
