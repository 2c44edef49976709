import { z } from 'zod'

import { dateOf, dayNumberOf } from '../calendar.ts'
import { WEEKDAYS } from '../clock.ts'
import { listOf, numberFrom, positiveDuration, section, text } from './value.ts'

/** Correlations between contact types as written: one for all, or by pairs. */
export type RawCorrelations = number | Readonly<Record<string, Readonly<Record<string, number>>>>

/** Busy days as written. */
export interface RawBusyDays {
  readonly cv?: number | undefined
  readonly cvByType?: Readonly<Record<string, number>> | undefined
  readonly law?: 'gamma' | 'lognormal' | undefined
  readonly betweenTypes?: RawCorrelations | undefined
  readonly interval?: string | undefined
  readonly betweenIntervals?: number | undefined
}

/** A special day as written. */
export interface RawSpecialDay {
  readonly on: readonly string[]
  readonly factor?: number | undefined
  readonly profile?: string | undefined
  readonly types?: readonly string[] | undefined
}

const CV = 'a coefficient of variation from 0 to 10'
const CORRELATION = 'a correlation from -1 to 1'
const DATE = 'a date, such as "2026-10-01"'
const DAY = `a date, such as "2026-10-01", or a weekday: ${WEEKDAYS.join(', ')}`
const DATE_PATTERN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const DAY_PATTERN = new RegExp(`${DATE_PATTERN.source}|^(?:${WEEKDAYS.join('|')})$`)

/** A date of the calendar. */
export const date: z.ZodType<string> = z
  .string({ error: DATE })
  .regex(DATE_PATTERN, { error: DATE })
  .refine((given) => dateOf(dayNumberOf(given)) === given, { error: DATE })

const CORRELATIONS = 'a correlation from 0 to 1, or pairs, such as { orders: { complaints: 0.6 } }'

/** Days that are busier than others. */
export const busyDays: z.ZodType<RawBusyDays> = section('busy days, such as { cv: 0.1 }', {
  cv: numberFrom(0, 10, CV)
    .optional()
    .describe('Coefficient of variation of the random factor on the rates, of mean 1. Default: 0.'),
  cvByType: z
    .record(z.string(), numberFrom(0, 10, CV), { error: 'a map from contact type to coefficient of variation' })
    .optional()
    .describe('The same for some contact types.'),
  law: z
    .enum(['gamma', 'lognormal'], { error: 'a law: gamma or lognormal' })
    .optional()
    .describe('Law of the factor. Default: gamma.'),
  betweenTypes: z
    .union(
      [
        numberFrom(0, 1, CORRELATIONS),
        z.record(z.string(), z.record(z.string(), numberFrom(-1, 1, CORRELATION), { error: CORRELATIONS }), {
          error: CORRELATIONS,
        }),
      ],
      { error: CORRELATIONS },
    )
    .optional()
    .describe(
      'Correlation between types, of the normals behind the factors: one for all pairs, or by pairs, others 0. ' +
        'Default: 1, a busy day is busy for all.',
    ),
  interval: positiveDuration
    .optional()
    .describe('Each interval of such length has a factor of its own. Default: one factor for the whole run.'),
  betweenIntervals: numberFrom(0, 1, 'a correlation from 0 to 1')
    .optional()
    .describe('Correlation from one interval to the next, of the normals. Default: 0.'),
})

/** A special day. */
export const specialDay: z.ZodType<RawSpecialDay> = section(
  'a special day, such as { on: ["2026-10-01"], factor: 2 }',
  {
    on: listOf('a list of dates and weekdays', z.string({ error: DAY }).regex(DAY_PATTERN, { error: DAY })).describe(
      'Dates, or weekdays. A date overrules a weekday, a later rule an earlier one.',
    ),
    factor: numberFrom(0, 1000, 'a factor, 0 or more').optional().describe('Multiplies the rates. Default: 1.'),
    profile: text('the name of a profile')
      .optional()
      .describe('Shape of these days for arrivals with perDay: a profile of one day. Default: the own one.'),
    types: listOf('a list of contact types', text('the name of a contact type'))
      .optional()
      .describe('Contact types for which it holds. Default: all.'),
  },
).meta({ id: 'specialDay' })
