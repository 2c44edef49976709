import { type FlowsConfig, type FlowTableConfig, FlowMachine } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readings, valueAt } from '../schedule/oracle.ts'
import { tables } from '../schedule/random-schedules.ts'

const VALUES = ['default', 'day', 'night', 'desk', 'late', 'holiday']

test.each([
  ['Europe/Berlin', '2026-03-29', 'forward one hour'],
  ['Europe/Berlin', '2026-10-25', 'back one hour'],
  ['America/Sao_Paulo', '2018-11-04', 'no midnight'],
  ['Pacific/Apia', '2011-12-30', 'a day that was not'],
  ['Asia/Shanghai', '2026-10-01', 'a holiday'],
])('%s %s (%s): a flow routes as a clock on the wall says', (timeZone, date) => {
  const midnightMs = Date.parse(date)
  const clock = readings(timeZone, midnightMs - 20 * 3_600_000, midnightMs + 30 * 3_600_000)
  const dates = [-1, 0, 1].map((days) => new Date(midnightMs + days * 86_400_000).toISOString().slice(0, 10))
  const property = fc.property(tables(dates), fc.nat(6), (table, offset) => {
    const config: FlowTableConfig = { default: 'default', ...table } as unknown as FlowTableConfig
    const ends = VALUES.map((value) => [value, { do: 'hang-up', reason: value } as const] as const)
    const used = JSON.stringify(config)
    const flows: FlowsConfig = {
      timeZone,
      tables: { hours: config },
      holidays: [{ date }],
      flows: {
        main: {
          nodes: {
            open: { do: 'branch', cases: [{ when: 'holiday', next: 'route' }], otherwise: 'route' },
            route: {
              do: 'route',
              by: 'hours',
              to: Object.fromEntries(ends.filter(([value]) => used.includes(`"${value}"`))),
            },
          },
        },
      },
    }
    const machine = new FlowMachine(flows, { types: [] })
    for (let at = offset; at < clock.length; at += 7) {
      machine.enter({ flow: 'main' }, clock[at]!.atMs)
      let reason = ''
      for (let action = machine.read(); action !== undefined; action = machine.read()) {
        if (action.kind === 'ended') reason = action.reason
      }
      const expected = valueAt({ ...table }, clock[at]!, 'default')
      expect(`${clock[at]!.date} ${clock[at]!.minute} ${reason}`).toBe(
        `${clock[at]!.date} ${clock[at]!.minute} ${expected}`,
      )
    }
  })
  fc.assert(property, { numRuns: 15 })
})

test('holiday is true on the dates, by the clock of the zone, also where a day has 23 hours', () => {
  const flows: FlowsConfig = {
    timeZone: 'Europe/Berlin',
    holidays: [{ date: '2026-03-29' }],
    flows: {
      main: {
        nodes: {
          a: {
            do: 'branch',
            cases: [{ when: 'holiday', next: { do: 'hang-up', reason: 'yes' } }],
            otherwise: { do: 'hang-up', reason: 'no' },
          },
        },
      },
    },
  }
  const machine = new FlowMachine(flows, { types: [] })
  for (const at of [
    '2026-03-28T23:59+01:00',
    '2026-03-29T00:00+01:00',
    '2026-03-29T23:59+02:00',
    '2026-03-30T00:00+02:00',
  ]) {
    machine.enter({ flow: 'main' }, Date.parse(at))
  }
  const reasons: string[] = []
  for (let action = machine.read(); action !== undefined; action = machine.read())
    if (action.kind === 'ended') reasons.push(action.reason)
  expect(reasons).toEqual(['no', 'yes', 'yes', 'no'])
})
