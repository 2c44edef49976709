import { expect, it, test } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { changed, loadText, mistakeOf, SMALL } from './small-scenario.ts'

const schedule = (keys: string) => `${SMALL}schedules:\n  office: { ${keys} }\n`
const WEEK = 'weekly: { mon: [{ from: "09:00", to: "18:00" }] }'
const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const routed = (keys: string) => changed(PLAIN, `${PLAIN}\n    routing: { ${keys} }`)
const ruled = (rule: string, name?: string) =>
  changed(PLAIN, `${PLAIN}\n    ${rule}`) + (name === undefined ? '' : `schedules:\n  ${name}: { ${WEEK} }\n`)
const SUNDAY = '{ from: "00:00", to: "24:00", type: vip }'

it.each([
  [
    `${SMALL}timeZone: Asia/Shanghay\n`,
    'day.yaml:21: timeZone: "Asia/Shanghay" cannot be; did you mean "Asia/Shanghai"?',
  ],
  [
    schedule(`timeZone: Mars, ${WEEK}`),
    'day.yaml:22: schedules.office.timeZone: "Mars" cannot be; write an IANA name such as Asia/Shanghai',
  ],
  [
    schedule(''),
    'day.yaml:22: schedules.office.weekly: is missing; write hours by weekday, such as { mon: [{ from: "09:00", to: "18:00" }] }',
  ],
  [schedule('weekly: { mno: [] }'), 'day.yaml:22: schedules.office.weekly.mno: unknown key; did you mean "mon"?'],
  [
    schedule('weekly: { mon: [{ from: "09:00", to: "25:00" }] }'),
    'day.yaml:22: schedules.office.weekly.mon[0].to: "25:00" cannot be; write a time of day such as 18:00, at most 24:00',
  ],
  [
    schedule('weekly: { mon: [{ from: "09:00", to: "18:00" }, { from: "12:00", to: "13:00" }] }'),
    'day.yaml:22: schedules.office.weekly.mon[1].from: "12:00" cannot be; write hours that do not overlap: weekly.mon[0] ends at 18:00',
  ],
  [
    schedule(`${WEEK}, holidays: [{ date: "2026-10-01", closed: true, as: sun }]`),
    'day.yaml:22: schedules.office.holidays[0]: the day is not one thing; write one of closed, hours, as',
  ],
  [
    schedule(`${WEEK}, exceptions: [{ date: "2026-02-30", closed: true }]`),
    'day.yaml:22: schedules.office.exceptions[0].date: "2026-02-30" cannot be; write a date such as 2026-10-01, or 12-25 for each year',
  ],
  [
    ruled('admission: [{ name: closed, when: not ofice, divert: mail }]', 'office'),
    'day.yaml:11: types.orders.admission[0].when: at character 5 "ofice" is not right; did you mean "office"?',
  ],
  [
    ruled('reserves: [{ name: late, groups: [front], opens: "time > 18:00", closes: "waiting < 1" }]'),
    'day.yaml:11: types.orders.reserves[0].opens: it asks for the time, and there is no clock; write timeZone: "Asia/Shanghai", say',
  ],
  [
    ruled('overflow: [{ name: late, when: ready, divert: mail }]', 'ready'),
    'day.yaml:23: schedules.ready: a fact of every queue has this name; write another',
  ],
  [
    routed('weekly: { sun: [{ from: "00:00", to: "24:00", type: vpi }] }'),
    'day.yaml:11: types.orders.routing.weekly.sun[0].type: there is no contact type "vpi"; did you mean "vip"?',
  ],
  [
    routed(`default: oders, weekly: { sun: [${SUNDAY}] }`),
    'day.yaml:11: types.orders.routing.default: there is no contact type "oders"; did you mean "orders"?',
  ],
  [
    routed(`weekly: {}, holidays: [{ date: "10-01", hours: [{ from: "08:00", to: "9", type: vip }] }]`),
    'day.yaml:11: types.orders.routing.holidays[0].hours[0].to: "9" cannot be; write a time of day such as 18:00, at most 24:00',
  ],
  [
    routed('weekly: {}, exceptions: [{ date: "10-01" }]'),
    'day.yaml:11: types.orders.routing.exceptions[0]: the day is not one thing; write one of type, hours, as',
  ],
  [
    changed(
      'requires: { vip: 1 }',
      'split: { by: city, shares: { a: 1, b: 1 } }',
      routed(`weekly: { sun: [${SUNDAY}] }`),
    ),
    'day.yaml:11: types.orders.routing.weekly.sun[0].type: "vip" is split, so that it is not one type; write one of its parts, such as "vip/a"',
  ],
])('%#', (text, message) => {
  expect(mistakeOf(text).message).toBe(message)
})

it('several of them are told together', () => {
  const wrong = (to: string) => `{ weekly: { mon: [{ from: "09:00", to: "${to}" }] } }`
  const text = `${SMALL}timeZone: Mars\nschedules:\n  a: ${wrong('25:00')}\n  b: ${wrong('9')}\n`
  expect(mistakeOf(text).issues.map(({ path }) => path)).toEqual([
    'timeZone',
    'schedules.a.weekly.mon[0].to',
    'schedules.b.weekly.mon[0].to',
  ])
})

const clockOf = (text: string) => {
  const { timeZone, epochMs } = compileModel(loadText(text)).acd
  return [timeZone, epochMs]
}

test('time zero is when the clock of the zone shows the start of the run', () => {
  const on = (run: string) => changed('startsAt: 08:00', `startsAt: 08:00, ${run}`, `${SMALL}timeZone: Asia/Shanghai\n`)
  expect(clockOf(on("date: '2026-10-01'"))).toEqual(['Asia/Shanghai', Date.UTC(2026, 9, 1, 0)])
  // Without a date, a day of the first full week of January 2026.
  expect(clockOf(on('weekday: wed'))).toEqual(['Asia/Shanghai', Date.UTC(2026, 0, 7, 0)])
  expect(clockOf(schedule(WEEK))).toEqual(['UTC', Date.UTC(2026, 0, 5, 8)])
  expect(clockOf(SMALL)).toEqual([undefined, undefined])
})

test('each part of a split stays what it is outside of the hours of its table', () => {
  const text = changed(
    PLAIN,
    `${PLAIN}\n    split: { by: city, shares: { a: 1, b: 1 } }\n    routing: { weekly: { sun: [${SUNDAY}] } }`,
  )
  const { types } = compileModel(loadText(text)).acd
  expect(types.slice(0, 2).map(({ routing }) => routing)).toMatchObject([
    { default: 'orders/a' },
    { default: 'orders/b' },
  ])
})

test('flows and engine have one time zero: the zone of the scenario, or else that of the flow file', () => {
  const flow =
    'timeZone: Asia/Shanghai\nnumbers: { "1": main }\nflows: { main: { nodes: { q: { do: queue, type: orders } } } }\n'
  const base = `${schedule(WEEK)}flows: { file: flow.yaml, calls: { orders: "1" }, callers: { reaction: 1s } }\n`
  for (const [zone, hour] of [
    ['', 0],
    ['timeZone: Europe/Berlin\n', 7],
  ] as const) {
    const { acd, flows } = compileModel(loadText(base + zone, { 'flow.yaml': flow }))
    expect([acd.epochMs, flows?.epochMs]).toEqual([Date.UTC(2026, 0, 5, hour), Date.UTC(2026, 0, 5, hour)])
  }
})
