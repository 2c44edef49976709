import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readLog } from '../../src/replay/log-format.ts'
import { recordedDays } from '../../src/replay/recorded-day.ts'
import type { RecordedCall } from '../../src/replay/recorded-call.ts'
import { recordedFigures } from '../../src/replay/recorded-figures.ts'
import { replay } from '../../src/replay/replay.ts'
import { summarise } from '../../src/report/summary.ts'
import { BANK, logOf, row, smallBank } from './small-log.ts'

const HOUR = 3_600_000

const call = fc.record<RecordedCall>({
  date: fc.constantFrom('1999-01-29', '1999-01-30', '1999-02-01'),
  arrivedMs: fc.integer({ min: 0, max: 24 * HOUR - 1 }),
  type: fc.constantFrom('PS', 'NW'),
  priority: fc.nat(2),
  outcome: fc.constant('answered'),
  waitMs: fc.nat(100_000),
  handlingMs: fc.oneof(fc.constant(NaN), fc.nat(HOUR)),
  agent: fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined }),
})
const calls = fc.array(call, { minLength: 1, maxLength: 60 })
const options = fc.record({ longestPauseMs: fc.nat(HOUR) }, { requiredKeys: [] })

const CALL: RecordedCall = {
  date: '1999-02-01',
  arrivedMs: HOUR,
  type: 'PS',
  priority: 0,
  outcome: 'answered',
  waitMs: 0,
  handlingMs: NaN,
  agent: 'A',
}

describe('a replay', () => {
  it('loses nobody: offered = answered + abandoned + unfinished, on every day, and as many as were recorded', () => {
    const scenario = smallBank()
    fc.assert(
      fc.property(calls, options, (calls, options) => {
        const { days, observations: together, outsideWindow } = replay(calls, scenario, 'log', options)
        expect(outsideWindow).toBe(0)
        expect(days.reduce((sum, { day }) => sum + day.calls.length, 0)).toBe(calls.length)
        for (const { day, observations } of [...days, { day: { calls }, observations: together }]) {
          for (const seen of observations) {
            const sum = (field: 'offered' | 'answered' | 'abandoned') =>
              seen.byType.reduce((sum, tally) => sum + tally[field], 0)
            expect(sum('offered')).toBe(day.calls.length)
            expect(sum('answered') + sum('abandoned') + seen.unfinished).toBe(sum('offered'))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the same every time, another with another seed, and of a day the same whatever other days there are', () => {
    const scenario = smallBank()
    fc.assert(
      fc.property(calls, (calls) => {
        const once = replay(calls, scenario, 'log')
        expect(replay(calls, scenario, 'log')).toEqual(once)
        const { date } = once.days[0]!.day
        const alone = replay(
          calls.filter((call) => call.date === date),
          scenario,
          'log',
        )
        expect(alone.days).toEqual(once.days.slice(0, 1))
      }),
      { numRuns: 20 },
    )
  })

  it('takes handling times from the log, and draws them only where it has none', () => {
    const times = (handlingMs: number) => {
      const calls = [0, 1, 2].map((hour) => ({ ...CALL, arrivedMs: hour * HOUR, handlingMs }))
      return replay(calls, smallBank(), 'log').observations.map((seen) => seen.byType[0]!.talkMs)
    }
    expect(times(60_000)).toEqual([180_000, 180_000, 180_000])
    expect(new Set(times(NaN)).size).toBe(3)
  })

  it('has the shifts of the weekday at work, or the agents of the log', () => {
    const onDay = (date: string, options = {}) => {
      const one = { ...CALL, date, handlingMs: HOUR }
      const { ready, talking, wrapUp } = replay([one], smallBank(), 'log', options).observations[0]!.agentMs[0]!
      return (ready + talking + wrapUp) / HOUR
    }
    expect(onDay('1999-02-01')).toBe(48)
    expect(onDay('1999-01-30')).toBe(24)
    expect(onDay('1999-02-01', { longestPauseMs: 0 })).toBeCloseTo(1, 1)
  })

  it('cuts the log into windows, with the small hours in that of the day before', () => {
    const calls = readLog(
      logOf(
        row({ queue: ['3:00:00', '3:00:10', '10'], vru: ['3:00:00', '3:00:00', '0'] }),
        row({ queue: ['12:00:00', '12:00:10', '10'] }),
        row({ queue: ['23:00:00', '23:00:10', '10'] }),
      ),
      'log',
    ).calls
    const run = smallBank(
      BANK.replace('startsAt: 00:00, duration: 24h', 'startsAt: 20:00, duration: 10h').replaceAll(
        'from: 00:00, to: 24:00',
        'from: 20:00, to: 30:00',
      ),
    ).run
    const { days, outsideWindow } = recordedDays(calls, run)
    expect(outsideWindow).toBe(1)
    expect(days.map((day) => [day.date, day.weekday, day.calls.map((call) => call.timeMs / HOUR)])).toEqual([
      ['1998-12-31', 'thu', [7]],
      ['1999-01-01', 'fri', [3]],
    ])
  })

  it.each([
    ['unknown-type', row({ type: 'TT' }), BANK, /^log: 1 call is of a type .+ \("TT"\); add it to .+: PS, NW$/],
    ['no-calls', row({ outcome: 'PHANTOM' }), BANK, /^log: the log has no call that reached the queue; /],
    ['no-calls', row(), BANK.replace('duration: 24h', 'duration: 2h'), /^log: none of the 1 calls .+; give a log /],
    [
      'not-in-this-mode',
      row(),
      BANK.replace('duration: 24h', 'duration: 25h').replace(/shifts:[^]*/, 'agents: 2\n'),
      /25h|1d1h/,
    ],
  ])('is told in one line that log and scenario do not fit: %s', (code, text, scenario, message) => {
    const { calls } = readLog(logOf(text), 'log')
    const attempt = () => replay(calls, smallBank(scenario), 'log')
    expect(attempt).toThrow(expect.objectContaining({ code, path: 'log' }))
    expect(attempt).toThrow(message)
  })
})

it('the recorded figures come from the same formulas, without intervals and without what a log does not know', () => {
  const { calls } = readLog(
    logOf(
      row(),
      row({ queue: ['6:55:26', '6:56:26', '60'] }),
      row({ outcome: 'HANG', queue: ['6:55:26', '6:55:36', '10'], service: ['0:00:00', '0:00:00', '0'] }),
      row({ type: 'NW', service: ['0:00:00', '0:00:00', '0'] }),
    ),
    'log',
  )
  const { measures, byType } = recordedFigures(calls, ['PS', 'NW', 'TT'], 20_000)
  const mean = Object.fromEntries(Object.entries(measures).map(([name, each]) => [name, each.mean]))
  expect(mean).toEqual({
    offered: 4,
    answered: 3,
    abandoned: 1,
    blocked: 0,
    serviceLevel: 0.5,
    abandonRate: 0.25,
    occupancy: NaN,
    asaMs: 94_000 / 3,
    meanWaitMs: 26_000,
    ahtMs: 54_000,
  })
  expect(measures.abandonRate.ci95).toEqual([-Infinity, Infinity])
  expect([...byType].map(([type, { offered, ahtMs }]) => [type, offered.mean, ahtMs.mean])).toEqual([
    ['PS', 3, 54_000],
    ['NW', 1, NaN],
    ['TT', 0, NaN],
  ])
  expect(summarise(replay(calls, smallBank(), 'log'), 'bank.yaml').measures.offered.mean).toBe(4)
})
