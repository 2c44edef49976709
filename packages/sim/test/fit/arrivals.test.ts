import { describe, expect, it } from 'vitest'

import { busyDays, ratesByWeekday } from '../../src/fit/arrivals-fit.ts'
import { callsAgain } from '../../src/fit/calls-again.ts'
import { doubts } from '../../src/fit/doubts.ts'
import { fitLog } from '../../src/fit/fit.ts'
import { minimise } from '../../src/fit/minimise.ts'
import { scenarioText } from '../../src/fit/scenario-text.ts'
import { ConstantArrivals } from '../../src/model/arrival-process.ts'
import { Gamma } from '../../src/random/gamma.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { dateOf, weekdayOf } from '../../src/scenario/calendar.ts'
import type { DayCall, RecordedDay } from '../../src/replay/recorded-day.ts'
import type { RecordedCall } from '../../src/replay/recorded-call.ts'
import { loadText } from '../scenario/small-scenario.ts'

const HOUR = 3_600_000
const DAYS = 200

/** Days of Poisson calls at 40 an hour, each day times a factor. */
function daysWith(factor: (stream: RandomStream) => number): RecordedDay[] {
  const stream = RandomStream.named(5, 0, 'factors')
  return Array.from({ length: DAYS }, (_, at): RecordedDay => {
    const number = 10_000 + at
    const process = new ConstantArrivals(40 * factor(stream), RandomStream.named(5, at, 'arrivals'))
    const calls: DayCall[] = []
    for (let timeMs = process.nextMs(); timeMs < 24 * HOUR; timeMs = process.nextMs()) {
      const rest = { outcome: 'answered', waitMs: 0, handlingMs: 1, agent: undefined, priority: 0 } as const
      calls.push({ date: dateOf(number), arrivedMs: timeMs, timeMs, type: 'a', ...rest })
    }
    return { date: dateOf(number), number, weekday: weekdayOf(number), calls }
  })
}

describe('arrivals', () => {
  it('rates by weekday and interval are the true one within 4.5 standard errors of a Poisson count', () => {
    const rates = ratesByWeekday(
      daysWith(() => 1),
      ['a', 'b'],
      HOUR,
    )
    for (const { perHour, days } of rates.get('a')!) {
      expect(perHour).toHaveLength(24)
      for (const rate of perHour) expect(Math.abs(rate - 40)).toBeLessThan(4.5 * Math.sqrt(40 / days))
    }
    expect(rates.get('b')!.every(({ perHour }) => perHour.every((rate) => rate === 0))).toBe(true)
  })

  it('busy days: the true deviation within 4 standard errors, and the parts of a day go together', () => {
    const cv = 0.2
    const law = new Gamma(1, 1 / cv ** 2)
    const found = busyDays(daysWith((stream) => law.quantile(stream.uniform())))!
    // Of a standard deviation of n values: cv ÷ √(2n), a little more with the weekdays' means estimated.
    expect(Math.abs(found.cv - cv)).toBeLessThan(4 * (cv / Math.sqrt(2 * (DAYS - 7))))
    expect(found.gain).toBeGreaterThan(100)
    for (const each of found.correlations) expect(each).toBeGreaterThan(0.9)
  })

  it('busy days: none where days are Poisson, and nothing is said of single days', () => {
    const found = busyDays(daysWith(() => 1))!
    expect(found.gain).toBeLessThan(4)
    expect(found.cv).toBeLessThan(0.03)
    expect(busyDays(daysWith(() => 1).slice(0, 7))).toBeUndefined()
  })
})

it('who calls again is counted within the hour, after giving up and after a conversation', () => {
  const call = (caller: string | undefined, hour: number, outcome: 'answered' | 'abandoned'): RecordedCall => ({
    date: '2024-01-01',
    arrivedMs: hour * HOUR,
    type: 'a',
    priority: 0,
    outcome,
    waitMs: 60_000,
    handlingMs: outcome === 'answered' ? 60_000 : NaN,
    agent: undefined,
    ...(caller === undefined ? {} : { caller }),
  })
  const calls = [
    call('x', 9, 'abandoned'),
    call('x', 9.5, 'abandoned'),
    call('x', 10, 'answered'),
    call('x', 12, 'answered'),
    call('y', 10, 'abandoned'),
    call(undefined, 10, 'abandoned'),
  ]
  expect(callsAgain(calls)).toEqual({
    afterAbandoning: {
      calls: 3,
      again: 2,
      medianMs: 0.5 * HOUR - 60_000,
      gapsMs: [0.5 * HOUR - 60_000, 0.5 * HOUR - 60_000],
    },
    afterService: { calls: 2, again: 0, medianMs: NaN, gapsMs: [] },
    known: 5 / 6,
    returning: new Map([['a', 2 / 5]]),
  })
  expect(callsAgain([call(undefined, 10, 'answered')])).toBeUndefined()
})

it('the scenario says who calls again as the log does, and its callers come as often as those of the log', () => {
  const stream = RandomStream.named(9, 0, 'again')
  const [giveUp, afterGivingUp, afterService] = [0.4, 0.5, 0.1]
  const calls: RecordedCall[] = []
  for (let day = 0; day < 20; day += 1) {
    for (let caller = 0; caller < 300; caller += 1) {
      let arrivedMs = (8 + 8 * stream.uniform()) * HOUR
      for (;;) {
        const gaveUp = stream.uniform() < giveUp
        calls.push({
          date: dateOf(20_000 + day),
          arrivedMs,
          type: 'a',
          priority: 0,
          outcome: gaveUp ? 'abandoned' : 'answered',
          waitMs: 60_000 * stream.uniform(),
          handlingMs: gaveUp ? NaN : 180_000 * stream.uniform(),
          agent: undefined,
          caller: `${day} ${caller}`,
        })
        if (stream.uniform() >= (gaveUp ? afterGivingUp : afterService)) break
        arrivedMs += 300_000 + 1_000_000 * stream.uniform()
      }
    }
  }
  const log = { format: 'test', rows: calls.length, calls, dropped: [], mended: [] }
  const fit = fitLog(log, 'calls', 1)
  const { afterAbandoning, afterService: served, returning } = fit.callsAgain!
  const within = (share: number, of: number, truth: number) =>
    expect(Math.abs(share - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / of))
  within(afterAbandoning.again / afterAbandoning.calls, afterAbandoning.calls, afterGivingUp)
  within(served.again / served.calls, served.calls, afterService)
  // Of all calls, those of 6,000 callers who come first.
  expect(returning.get('a')).toBeCloseTo(1 - 6000 / calls.length, 12)
  const text = scenarioText(fit, ['calls'], 'mon')
  const [type] = loadText(text).types
  expect(type!.callsAgain!.abandoned!.probability).toBeCloseTo(afterAbandoning.again / afterAbandoning.calls, 3)
  expect(type!.callsAgain!.served!.probability).toBeCloseTo(served.again / served.calls, 3)
  const rate = (perHour: readonly number[]) => perHour.reduce((sum, each) => sum + each / 2, 0)
  const arrivals = type!.arrivals
  const inLog = rate(fit.types[0]!.rates.find(({ weekday }) => weekday === 'mon')!.perHour)
  expect(arrivals.kind === 'piecewise' && rate(arrivals.perHour)).toBeCloseTo((inLog * 6000) / calls.length, 0)
  expect(doubts(fit).some(({ en }) => en.includes('taken for a call again'))).toBe(true)
})

it('the minimum of a function of two variables is found', () => {
  const [x, y] = minimise(([a, b]) => (a! - 3) ** 2 + 10 * (b! + 1) ** 2 + a! * b!, [0, 0])
  // Where both derivatives are 0: 2(x − 3) + y = 0, 20(y + 1) + x = 0.
  expect(x).toBeCloseTo(140 / 39, 3)
  expect(y).toBeCloseTo(-46 / 39, 3)
})
