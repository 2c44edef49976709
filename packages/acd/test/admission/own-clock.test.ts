import { type AcdConfig, StrowgerError } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passTo, staffed, told } from './told.ts'

const timeZone = 'Europe/Berlin'
const config: AcdConfig = {
  timeZone,
  schedules: {
    office: { timeZone, weekly: { sun: [{ from: '01:30', to: '04:00' }], mon: [{ from: '00:00', to: '02:00' }] } },
  },
  types: [
    {
      name: 'orders',
      routing: { timeZone, default: 'orders', weekly: { sun: [{ from: '02:15', to: '03:15', value: 'night' }] } },
      overflow: [{ name: 'closing', when: 'not office and waiting >= 2', do: { divert: 'voicemail' } }],
      reserves: [{ name: 'late', groups: ['back'], opens: 'time in 03:00..05:00', closes: 'time in 05:00..03:00' }],
    },
    { name: 'night', admission: [{ name: 'weekday', when: 'weekday != sun', do: { refuse: 'closed' } }] },
  ],
  groups: [{ name: 'back' }],
}
/** Half an hour after midnight of the Sunday on which the clocks of Berlin are put back. */
const SUNDAY_MS = Date.parse('2026-10-25T00:30+02:00')
const HOUR_MS = 3_600_000

/** What is told of contacts at these times after the start, with every deadline on the way. */
function day(epochMs: number, startMs: number, atMs: readonly number[]): string[] {
  const engine = staffed({ ...config, epochMs })
  const lines: string[] = []
  const take = (some: readonly string[]) => {
    lines.push(
      ...some.map((line) => `${Number(line.slice(0, line.indexOf(' '))) - startMs}${line.slice(line.indexOf(' '))}`),
    )
  }
  const until = (toMs: number) => {
    for (let due = engine.nextDeadlineMs(); due <= toMs; due = engine.nextDeadlineMs()) take(passTo(engine, due))
  }
  engine.advance(startMs)
  told(engine)
  for (const each of atMs) {
    until(startMs + each)
    engine.offer({ type: 0 }, startMs + each)
    take(told(engine))
  }
  until(startMs + 26 * HOUR_MS)
  return lines
}

test('an engine whose time begins at 0 decides as one by the time of the day, where it knows when that is', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 25 * HOUR_MS }), { minLength: 1, maxLength: 12 }), (times) => {
      const atMs = times.toSorted((a, b) => a - b)
      const own = day(SUNDAY_MS, 0, atMs)
      expect(own).toEqual(day(0, SUNDAY_MS, atMs))
      for (const line of own) kinds.add(line.split(' ').slice(1, 2).join())
    }),
  )
  expect([...kinds].sort()).toEqual(expect.arrayContaining(['diverted', 'moved', 'overflowed', 'reserve']))
})

test('when time 0 is must be a number', () => {
  expect(() => staffed({ ...config, epochMs: Number.NaN })).toThrow(StrowgerError)
  expect(() => staffed({ ...config, epochMs: Number.NaN })).toThrow(/^epochMs: NaN/)
})
