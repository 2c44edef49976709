import { z } from 'zod'

import type { Weekday } from '../clock.ts'
import { named, section, text, weekday } from './value.ts'

/** Hours of a day as written. */
export interface RawHours {
  readonly from: string
  readonly to: string
}

/** Hours with the type that contacts become in them, as written. */
export interface RawTypeHours extends RawHours {
  readonly type: string
}

/** Hours by weekday as written. */
export type RawWeek<Hours> = Readonly<Partial<Record<Weekday, readonly Hours[] | undefined>>>

/** Days that differ, as written; exactly one of closed, hours and as. */
export interface RawHoliday {
  readonly date: string
  readonly until?: string | undefined
  readonly closed?: true | undefined
  readonly hours?: readonly RawHours[] | undefined
  readonly as?: Weekday | undefined
}

/** Days that are routed differently, as written; exactly one of type, hours and as. */
export interface RawTypeDay {
  readonly date: string
  readonly until?: string | undefined
  readonly type?: string | undefined
  readonly hours?: readonly RawTypeHours[] | undefined
  readonly as?: Weekday | undefined
}

/** A schedule as written. */
export interface RawSchedule {
  readonly timeZone?: string | undefined
  readonly weekly: RawWeek<RawHours>
  readonly holidays?: readonly RawHoliday[] | undefined
  readonly exceptions?: readonly RawHoliday[] | undefined
}

/** Types by the clock, as written. */
export interface RawTypeRouting {
  readonly timeZone?: string | undefined
  readonly default?: string | undefined
  readonly weekly: RawWeek<RawTypeHours>
  readonly holidays?: readonly RawTypeDay[] | undefined
  readonly exceptions?: readonly RawTypeDay[] | undefined
}

const FROM = 'a time of day such as "09:00"'
const TO = 'a time of day such as "18:00", at most "24:00"'
const DATE = 'a date such as "2026-10-01", or "12-25" for each year'
const LAST = 'a date such as "2026-10-07"'
const OPEN = '{ from: "09:00", to: "18:00" }'
const HOURS = `hours, such as ${OPEN}`
const TYPED = '{ from: "09:00", to: "18:00", type: day }'
const TYPE_HOURS = `hours, such as ${TYPED}`
const TYPE = 'the name of a contact type'

/** A zone by its name. */
export const timeZone = (): z.ZodString => text('an IANA name, such as "Asia/Shanghai"')

const times = {
  from: text(FROM).describe('From then on.'),
  to: text(TO).describe('Up to then; a time that is not after from is on the next day.'),
}

const dates = {
  date: text(DATE).describe('The day: a date, or month and day for each year.'),
  until: text(LAST).optional().describe('The last of several days, as a full date. Default: only the one.'),
}

const AS = 'The day runs as if it were this day of the week.'

const openHours: z.ZodType<RawHours> = section(HOURS, times).meta({ id: 'hours' })

const typeHours: z.ZodType<RawTypeHours> = section(TYPE_HOURS, {
  ...times,
  type: text(TYPE).describe('The type that contacts become in these hours.'),
}).meta({ id: 'typeHours' })

function hoursOf<Hours>(hours: z.ZodType<Hours>, noun: string): z.ZodArray<z.ZodType<Hours>> {
  return z.array(hours, { error: `a list of ${noun}` })
}

function week<Hours>(hours: z.ZodType<Hours>, noun: string, example: string): z.ZodType<RawWeek<Hours>> {
  const day = hoursOf(hours, noun).optional().describe('Hours of the day. Default: none.')
  const byDay = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }
  return section(`hours by weekday, such as { mon: [${example}] }`, byDay)
}

const holiday: z.ZodType<RawHoliday> = section('a day that differs, such as { date: "2026-10-01", closed: true }', {
  ...dates,
  closed: z.literal(true, { error: 'true' }).optional().describe('Closed. One of these three keys.'),
  hours: hoursOf(openHours, HOURS).optional().describe('Hours in place of those of the week.'),
  as: weekday.optional().describe(AS),
}).meta({ id: 'holiday' })

const typeDay: z.ZodType<RawTypeDay> = section('a day that differs, such as { date: "2026-10-01", type: night }', {
  ...dates,
  type: text(TYPE).optional().describe('The type that contacts become all day. One of these three keys.'),
  hours: hoursOf(typeHours, TYPE_HOURS).optional().describe('Hours in place of those of the week.'),
  as: weekday.optional().describe(AS),
}).meta({ id: 'typeDay' })

function days<Day>(day: z.ZodType<Day>): z.ZodArray<z.ZodType<Day>> {
  return z.array(day, { error: 'a list of days that differ' })
}

const HOLIDAYS = 'Days that differ; their hours stand in place of those of the week. Default: none.'
const EXCEPTIONS = 'Days that differ, before holidays: a Saturday that is worked. Default: none.'

/** Schedules by name. */
export const schedules: z.ZodType<Readonly<Record<string, RawSchedule>>> = named(
  'a map of schedules, such as { office: { weekly: { mon: [{ from: "09:00", to: "18:00" }] } } }',
  section('a schedule, such as { weekly: { mon: [{ from: "09:00", to: "18:00" }] } }', {
    timeZone: timeZone().optional().describe("Whose clock it goes by. Default: the scenario's timeZone."),
    weekly: week(openHours, HOURS, OPEN).describe('Opening hours by weekday; a day that is not written has none.'),
    holidays: days(holiday).optional().describe(HOLIDAYS),
    exceptions: days(holiday).optional().describe(EXCEPTIONS),
  }).meta({ id: 'schedule' }),
)

/** Which type the contacts of a type become, by the clock. */
export const typeRouting: z.ZodType<RawTypeRouting> = section(
  'a table, such as { weekly: { sat: [{ from: "00:00", to: "24:00", type: weekend }] } }',
  {
    timeZone: timeZone().optional().describe("Whose clock it goes by. Default: the scenario's timeZone."),
    default: text(TYPE).optional().describe('The type that contacts become at other times. Default: their own.'),
    weekly: week(typeHours, TYPE_HOURS, TYPED).describe('Hours by weekday, each with a type.'),
    holidays: days(typeDay).optional().describe(HOLIDAYS),
    exceptions: days(typeDay).optional().describe(EXCEPTIONS),
  },
).meta({ id: 'typeRouting' })
