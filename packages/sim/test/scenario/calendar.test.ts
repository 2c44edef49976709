import { expect, it } from 'vitest'

import { dateOf, dayNumber, dayNumberOf, weekdayOf } from '../../src/scenario/calendar.ts'
import { WEEKDAYS } from '../../src/scenario/clock.ts'

it('agrees with the platform on every third day of four centuries', () => {
  const first = dayNumber(1800, 1, 1)
  for (let number = first; number < first + 146_100; number += 3) {
    const date = new Date(number * 86_400_000)
    const text = date.toISOString().slice(0, 10)
    if (dateOf(number) !== text || dayNumberOf(text) !== number) throw new Error(`${number} is ${text}`)
    if (weekdayOf(number) !== WEEKDAYS[(date.getUTCDay() + 6) % 7]) throw new Error(`weekday of ${text}`)
  }
  expect(dateOf(0)).toBe('1970-01-01')
})
