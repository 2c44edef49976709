import { describe, expect, it } from 'vitest'
import type { ArrivalSpec } from '../../src/scenario/arrival-spec.ts'
import { changed, loadText, mistakeOf, SMALL } from './small-scenario.ts'

const ORDERS = 'arrivals: { perHour: 60 }'
const arrivals = (text: string, files: Readonly<Record<string, string>> = {}): ArrivalSpec =>
  loadText(text, files).types[0]!.arrivals
const written = (by: string, text: string = SMALL) => changed(ORDERS, `arrivals: ${by}`, text)
const top = (keys: string, text: string = SMALL) => changed('types:\n', `${keys}\ntypes:\n`, text)

describe('arrivals', () => {
  it('of batches count contacts: the rate of batches is less', () => {
    expect(arrivals(written('{ perHour: 60, batch: [{ size: 1, share: 3 }, { size: 5, share: 1 }] }'))).toEqual({
      kind: 'constant',
      perHour: 30,
      batch: [
        { size: 1, share: 0.75 },
        { size: 5, share: 0.25 },
      ],
    })
  })

  it('with straight lines, and in phases', () => {
    expect(arrivals(written('{ interval: 1h, perHourAt: [0, 10, 5] }'))).toEqual({
      kind: 'linear',
      intervalMs: 3_600_000,
      perHourAt: [0, 10, 5],
    })
    expect(arrivals(written('{ phases: [{ perHour: 10, mean: 1h }, { perHour: 90, mean: 5m }] }'))).toEqual({
      kind: 'modulated',
      phases: [
        { perHour: 10, meanMs: 3_600_000 },
        { perHour: 90, meanMs: 300_000 },
      ],
    })
  })

  it('of a file: clock times or seconds, with talk times or without, those outside the run dropped', () => {
    const text = changed(
      'handlingTime: { distribution: exponential, mean: 180s }',
      'handlingTime: recorded',
      written('{ trace: ./calls.csv, share: 0.5 }'),
    )
    const files = { 'calls.csv': 'time,talk\n09:00:01,12.5\n08:00,3\n7200,1\n60,7\n' }
    expect(arrivals(text, files)).toEqual({
      kind: 'trace',
      trace: { timesMs: [0, 60_000, 3_601_000], handlingMs: [3000, 7000, 12_500], share: 0.5, spreadMs: 300_000 },
    })
    const without = { 'calls.csv': '08:00\n08:01\n' }
    expect(arrivals(written('{ trace: calls.csv }'), without)).toMatchObject({ trace: { timesMs: [0, 60_000] } })
    expect(mistakeOf(text, without).code).toBe('conflicting-keys')
  })

  it('of a longer run repeat their day, with the factors and shapes of special days', () => {
    const week = changed('run: { duration: 2h, startsAt: 08:00 }', 'run: { duration: 3d, date: "2026-10-02" }')
      .replace('weights: [1, 2]', 'weights: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]')
      .replace('perHour: 60', 'interval: 6h, perHour: [0, 4, 8, 2]')
    const text = top(
      'specialDays: [{ on: [sat], factor: 0.5 }, { on: ["2026-10-04"], factor: 2, types: [orders] }]',
      week,
    )
    expect(arrivals(text)).toEqual({
      kind: 'piecewise',
      intervalMs: 21_600_000,
      perHour: [0, 4, 8, 2, 0, 2, 4, 1, 0, 8, 16, 4],
    })
    const scenario = loadText(text)
    expect(scenario.run.weekday).toBe('fri')
    const vip = scenario.types[1]!.arrivals
    expect(vip.kind === 'piecewise' && vip.perHour.slice(22, 27)).toEqual(
      [1, 2, 0.5, 1, 0.5].map((w) => (w * 100) / 36),
    )
    expect(scenario.groups[1]!.shifts.map(({ fromMs }) => fromMs / 3_600_000)).toEqual([8, 32, 56])
  })
})

describe('mistakes in arrivals', () => {
  it.each([
    [
      written('{ interval: 1h, perHourAt: [1, 2] }'),
      'does-not-cover-run',
      'day.yaml:9: types.orders.arrivals.perHourAt: intervals between rates for 1 × 1h = 1h, and the run lasts 2h; write 2 intervals between rates',
    ],
    [
      written('{ phases: [{ perHour: 1, mean: 1h }] }'),
      'wrong-type',
      'day.yaml:9: types.orders.arrivals.phases: holds a list; write a list of two phases or more',
    ],
    [
      written('{ perHour: 1, batch: 0 }'),
      'out-of-range',
      'day.yaml:9: types.orders.arrivals.batch: 0 is out of range; write a whole number from 1 to 10000, or a list such as [{ size: 1, share: 9 }, { size: 20, share: 1 }]',
    ],
    [
      written('{ trace: none.csv }'),
      'unreadable',
      'day.yaml:9: types.orders.arrivals.trace: cannot read "none.csv" (no such file); write a path relative to this file',
    ],
    [
      top('busyDays: { cv: 11 }'),
      'out-of-range',
      'day.yaml:7: busyDays.cv: 11 is out of range; write a coefficient of variation from 0 to 10',
    ],
    [
      top('busyDays: { cvByType: { ordres: 0.1 } }'),
      'unknown-name',
      'day.yaml:7: busyDays.cvByType.ordres: there is no contact type "ordres"; did you mean "orders"?',
    ],
    [
      top('busyDays: { cv: 0.1, betweenIntervals: 0.5 }'),
      'conflicting-keys',
      'day.yaml:7: busyDays.betweenIntervals: a correlation between intervals has no meaning with one factor for the whole run; write an interval, such as "30m"',
    ],
    [
      top('busyDays: { cv: 0.1, betweenTypes: { orders: { vip: -1.2 } } }'),
      'out-of-range',
      'day.yaml:7: busyDays.betweenTypes.orders.vip: -1.2 is out of range; write a correlation from -1 to 1',
    ],
    [
      top('specialDays: [{ on: ["2026-02-30"] }]'),
      'missing-key',
      'day.yaml:7: specialDays[0].on[0]: the run has no date to compare it with; write run.date, such as "2026-10-01"',
    ],
    [
      top('specialDays: [{ on: [sunday] }]'),
      'wrong-value',
      'day.yaml:7: specialDays[0].on[0]: "sunday" is not understood; write a date, such as "2026-10-01", or a weekday: mon, tue, wed, thu, fri, sat, sun',
    ],
    [
      changed('startsAt: 08:00 }', 'startsAt: 08:00, date: "2026-10-01", weekday: mon }'),
      'conflicting-keys',
      'day.yaml:3: run.weekday: 2026-10-01 is a thu, not a mon; write thu, or leave it out',
    ],
    [
      changed('startsAt: 08:00 }', 'startsAt: 08:00, date: "2026-02-29" }'),
      'out-of-range',
      'day.yaml:3: run.date: "2026-02-29" is out of range; write a date, such as "2026-10-01"',
    ],
  ])('%#', (text, code, message) => {
    const mistake = mistakeOf(text)
    expect(mistake.issues.map((issue) => issue.message)).toEqual([message])
    expect(mistake.code).toBe(code)
  })

  it('correlations that cannot be together', () => {
    const text = top(
      'busyDays: { cv: 0.1, betweenTypes: { orders: { vip: 0.9, more: -0.9 }, vip: { more: 0.9 } } }',
    ).replace('  vip:\n', '  more: { arrivals: { perHour: 1 }, handlingTime: 1s }\n  vip:\n')
    expect(mistakeOf(text).message).toContain(
      'busyDays.betweenTypes: no numbers have these correlations with each other',
    )
  })

  it('a line of a file that is no contact', () => {
    const text = written('{ trace: calls.csv }')
    expect(mistakeOf(text, { 'calls.csv': 'time\n08:00\nlater\n' }).message).toBe(
      'day.yaml:9: types.orders.arrivals.trace: line 3 of "calls.csv" is not understood: "later"; write a time ("08:15:02", or seconds), and after a comma seconds of talk, or nothing',
    )
  })
})
