import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type HoursConfig,
  RoutingTable,
  type SpecialDayConfig,
  StrowgerError,
  TimeZone,
  WeeklySchedule,
  type WeeklyScheduleConfig,
} from '../../src/index.ts'

const utc = Date.parse
const iso = (ms: number) => new Date(ms).toISOString()
const NINE_TO_SIX: readonly HoursConfig[] = [{ from: '09:00', to: '18:00' }]
const WORKDAYS = { mon: NINE_TO_SIX, tue: NINE_TO_SIX, wed: NINE_TO_SIX, thu: NINE_TO_SIX, fri: NINE_TO_SIX }

test("the public holidays of China in 2026, and the weekends worked for them, are 248 days' work", () => {
  const file = new URL('data/china-2026.json', import.meta.url)
  const days = JSON.parse(readFileSync(file, 'utf8')) as {
    holidays: SpecialDayConfig[]
    exceptions: SpecialDayConfig[]
  }
  const schedule = new WeeklySchedule({ timeZone: 'Asia/Shanghai', weekly: WORKDAYS, ...days })
  let worked = 0
  for (let atMs = utc('2026-01-01T04:00Z'); atMs < utc('2027-01-01T00:00Z'); atMs += 86_400_000) {
    if (schedule.isOpen(atMs)) worked += 1
  }
  expect(worked).toBe(248)
  // The last hour before the Golden Week, and the first after it: 18:00 on 30 September to 09:00 on 8 October.
  expect(iso(schedule.nextChangeMs(utc('2026-09-30T09:00Z')))).toBe('2026-09-30T10:00:00.000Z')
  expect(iso(schedule.nextChangeMs(utc('2026-09-30T10:00Z')))).toBe('2026-10-08T01:00:00.000Z')
  expect(schedule.isOpen(utc('2026-10-10T01:00Z'))).toBe(true)
})

test('hours over midnight belong to the day on which they begin, and end though the next day is closed', () => {
  const schedule = new WeeklySchedule({
    timeZone: 'Europe/Berlin',
    weekly: { fri: [{ from: '22:00', to: '06:00', name: 'night' }] },
    holidays: [{ date: '2026-07-04', closed: true }],
  })
  expect(schedule.hoursAt(utc('2026-07-04T02:00Z'))).toBe('night')
  expect(schedule.hoursAt(utc('2026-07-04T04:00Z'))).toBe('')
  expect(iso(schedule.nextChangeMs(utc('2026-07-03T20:00Z')))).toBe('2026-07-04T04:00:00.000Z')
  // The night in which clocks go back lasts an hour longer.
  const saturdays = new WeeklySchedule({ timeZone: 'Europe/Berlin', weekly: { sat: [{ from: '22:00', to: '06:00' }] } })
  const from = saturdays.nextChangeMs(utc('2026-10-24T12:00Z'))
  expect([iso(from), iso(saturdays.nextChangeMs(from))]).toEqual([
    '2026-10-24T20:00:00.000Z',
    '2026-10-25T05:00:00.000Z',
  ])
})

test('hours that meet are one opening, and change their name', () => {
  const weekly = {
    mon: [
      { from: '13:00', to: '17:00', name: 'late' },
      { from: '08:00', to: '13:00', name: 'early' },
    ],
  }
  const schedule = new WeeklySchedule({ timeZone: 'UTC', weekly })
  expect(iso(schedule.nextChangeMs(utc('2026-11-23T09:00Z')))).toBe('2026-11-23T17:00:00.000Z')
  expect(schedule.hoursAt(utc('2026-11-23T12:59:59.999Z'))).toBe('early')
  expect(schedule.hoursAt(utc('2026-11-23T13:00Z'))).toBe('late')
})

test('the next change is found however far, and never is Infinity', () => {
  const all = [{ from: '00:00', to: '24:00' }]
  const always = { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all, sun: all }
  const nowMs = utc('2026-11-23T12:00Z')
  const schedule = (config: Omit<WeeklyScheduleConfig, 'timeZone'>) =>
    new WeeklySchedule({ timeZone: 'America/New_York', ...config })
  expect(schedule({ weekly: always }).nextChangeMs(nowMs)).toBe(Infinity)
  expect(schedule({ weekly: {} }).nextChangeMs(nowMs)).toBe(Infinity)
  expect(schedule({ weekly: {}, holidays: [{ date: '02-29', closed: true }] }).nextChangeMs(nowMs)).toBe(Infinity)
  const leap = schedule({ weekly: always, holidays: [{ date: '02-29', closed: true }] })
  expect(iso(leap.nextChangeMs(nowMs))).toBe('2028-02-29T05:00:00.000Z')
  const far = schedule({ weekly: {}, exceptions: [{ date: '2039-07-01', hours: [{ from: '23:00', to: '02:00' }] }] })
  expect(iso(far.nextChangeMs(nowMs))).toBe('2039-07-02T03:00:00.000Z')
  expect(iso(far.nextChangeMs(utc('2039-07-02T03:00Z')))).toBe('2039-07-02T06:00:00.000Z')
  expect(far.nextChangeMs(utc('2039-07-02T06:00Z'))).toBe(Infinity)
  // A past date, and dates of each year that change nothing, do not lengthen the search.
  const past = schedule({
    weekly: {},
    holidays: [{ date: '12-25', closed: true }],
    exceptions: [{ date: '2026-11-22', hours: [{ from: '08:00', to: '20:00' }] }],
  })
  expect(past.nextChangeMs(nowMs)).toBe(Infinity)
  expect(iso(past.nextChangeMs(utc('2026-11-22T14:00Z')))).toBe('2026-11-23T01:00:00.000Z')
  // A Christmas that runs as a Monday closes a service of Sundays only when it is one, as in 2033.
  const asSunday = schedule({ weekly: { sun: NINE_TO_SIX }, holidays: [{ date: '12-25', as: 'mon' }] })
  expect(iso(asSunday.nextChangeMs(utc('2033-12-18T23:00Z')))).toBe('2034-01-01T14:00:00.000Z')
})

test('a routing table: exceptions before holidays before the week before the default', () => {
  const table = new RoutingTable({
    timeZone: 'Asia/Shanghai',
    default: 'voicemail',
    weekly: {
      thu: [
        { from: '08:00', to: '20:00', value: 'front' },
        { from: '20:00', to: '08:00', value: 'night' },
      ],
    },
    holidays: [{ date: '2026-10-01', until: '2026-10-07', value: 'holiday-desk' }],
    exceptions: [
      { date: '2026-10-04', hours: [{ from: '10:00', to: '12:00', value: 'front' }] },
      { date: '2026-10-06', as: 'thu' },
    ],
  })
  expect(table.values).toEqual(['voicemail', 'front', 'night', 'holiday-desk'])
  const seen: string[] = []
  for (let atMs = utc('2026-09-30T12:00Z'); atMs < utc('2026-10-08T12:00Z'); atMs = table.nextChangeMs(atMs)) {
    seen.push(`${iso(atMs + 8 * 3_600_000).slice(5, 16)} ${table.valueAt(atMs)}`)
  }
  expect(seen).toEqual([
    '09-30T20:00 voicemail',
    '10-01T00:00 holiday-desk',
    '10-04T00:00 voicemail',
    '10-04T10:00 front',
    '10-04T12:00 voicemail',
    '10-05T00:00 holiday-desk',
    '10-06T00:00 voicemail',
    '10-06T08:00 front',
    '10-06T20:00 night',
    '10-07T00:00 holiday-desk',
    '10-08T00:00 voicemail',
    '10-08T08:00 front',
  ])
})

test('the clock of a zone, to the second, through its history', () => {
  const berlin = new TimeZone('Europe/Berlin')
  expect(berlin.offsetMs(utc('1893-03-31T22:00Z'))).toBe((53 * 60 + 28) * 1000)
  expect(berlin.offsetMs(utc('2026-10-25T00:59:59.999Z'))).toBe(7_200_000)
  expect(berlin.offsetMs(utc('2026-10-25T01:00Z'))).toBe(3_600_000)
  expect(new TimeZone('Pacific/Apia').localMs(utc('2011-12-30T10:00Z'))).toBe(utc('2011-12-31T00:00Z'))
  // Windows that share a place in memory do not disturb each other.
  for (let year = 1900; year < 2100; year += 1) expect(berlin.offsetMs(utc(`${year}-01-15T12:00Z`)) % 3_600_000).toBe(0)
  expect(berlin.offsetMs(utc('2026-07-01T12:00Z'))).toBe(7_200_000)
  expect(() => berlin.offsetMs(Number.NaN)).toThrow('epoch milliseconds')
})

const base: WeeklyScheduleConfig = { timeZone: 'UTC', weekly: {} }
const wrong = (part: object) => () => new WeeklySchedule({ ...base, ...part })
const hours = (from: unknown, to: unknown) => ({ from, to }) as HoursConfig

test.each<[string, string, () => unknown]>([
  ['weekly.mon[1].to', 'time-of-day', wrong({ weekly: { mon: [hours('08:00', '12:00'), hours('13:00', '25:00')] } })],
  ['weekly.mon[0].from', 'time-of-day', wrong({ weekly: { mon: [hours(8, '12:00')] } })],
  ['weekly.mon[0].from', 'time-of-day', wrong({ weekly: { mon: [hours('24:00', '12:00')] } })],
  ['weekly.tue[0].to', 'empty-hours', wrong({ weekly: { tue: [hours('08:00', '08:00')] } })],
  ['weekly.sat[1].from', 'overlap', wrong({ weekly: { sat: [hours('08:00', '12:00'), hours('11:59', '13:00')] } })],
  ['weekly', 'hours', wrong({ weekly: undefined })],
  ['weekly.mon[0]', 'hours', wrong({ weekly: { mon: [null] } })],
  ['timeZone', 'unknown-time-zone', wrong({ timeZone: 5 })],
  ['timeZone', 'unknown-time-zone', wrong({ timeZone: undefined })],
  ['weekly.monday', 'unknown-weekday', wrong({ weekly: { monday: [] } })],
  ['weekly.mon', 'hours', wrong({ weekly: { mon: '08:00-12:00' } })],
  [
    'holidays[1].date',
    'date',
    wrong({
      holidays: [
        { date: '02-29', closed: true },
        { date: '2026-02-29', closed: true },
      ],
    }),
  ],
  ['holidays[0].date', 'date', wrong({ holidays: [{ date: '13-01', closed: true }] })],
  ['holidays[0].until', 'date', wrong({ holidays: [{ date: '2026-10-01', until: '10-07', closed: true }] })],
  ['holidays[0].until', 'date-range', wrong({ holidays: [{ date: '2026-10-01', until: '2026-09-07', closed: true }] })],
  [
    'holidays[1].date',
    'duplicate-date',
    wrong({
      holidays: [
        { date: '12-25', closed: true },
        { date: '12-25', as: 'sun' },
      ],
    }),
  ],
  ['exceptions[0]', 'special-day', wrong({ exceptions: [{ date: '2026-10-01', value: 'x' }] })],
  ['exceptions[0].as', 'unknown-weekday', wrong({ exceptions: [{ date: '2026-10-01', as: 'Sunday' }] })],
  [
    'exceptions[0].hours[0].to',
    'time-of-day',
    wrong({ exceptions: [{ date: '2026-10-01', hours: [hours('08:00', undefined)] }] }),
  ],
  ['timeZone', 'unknown-time-zone', wrong({ timeZone: 'Europe/Berlni' })],
  [
    'weekly.mon[0].value',
    'value',
    () =>
      new RoutingTable({ timeZone: 'UTC', default: 'a', weekly: { mon: [{ from: '08:00', to: '09:00', value: '' }] } }),
  ],
])('%s: %s', (path, code, make) => {
  let thrown: unknown
  try {
    make()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(StrowgerError)
  expect(thrown).toMatchObject({ path, code })
  expect((thrown as StrowgerError).remedy).not.toBe('')
})

test('a mistyped zone or weekday is told with the one that was meant', () => {
  expect(wrong({ timeZone: 'Europe/Berlni' })).toThrow('timeZone: "Europe/Berlni" — did you mean "Europe/Berlin"?')
  expect(wrong({ weekly: { tues: [] } })).toThrow('weekly.tues: "tues" — did you mean "tue"?')
})
