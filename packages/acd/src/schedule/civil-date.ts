/** Milliseconds in a day of a local calendar, whose clock readings run from 00:00 to 24:00 whatever the zone did. */
export const DAY_MS = 86_400_000

/** Days of the week, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number]

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a leap year of the Gregorian calendar. */
function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days of a month (1 … 12) of a year. */
export function daysOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1]!
}

/**
 * Number of a date of the Gregorian calendar, 0 for 1970-01-01. Any year; the day may lie outside its month. O(1).
 *
 * Years begin in March here, so that the leap day is the last of its year and months need no table.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const marchMonth = (month + 9) % 12
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  // 153 days in every five months from March; 719 468 days from 0000-03-01 to 1970-01-01.
  return 365 * marchYear + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - 719_468
}

/** Weekday of a day number: 0 for Monday … 6 for Sunday. */
export function weekdayOf(day: number): number {
  // Day 0 was a Thursday.
  return (((day + 3) % 7) + 7) % 7
}

/** The year in which a day number lies. O(1). */
export function yearOf(day: number): number {
  // The mean length of a year is at most a few days off its start: the guess is right or one too large or small.
  const year = 1970 + Math.floor(day / 365.2425)
  if (day < dayNumber(year, 1, 1)) return year - 1
  return day >= dayNumber(year + 1, 1, 1) ? year + 1 : year
}
