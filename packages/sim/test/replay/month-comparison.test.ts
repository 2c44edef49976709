import { describe, expect, it } from 'vitest'

import { compareMonths } from '../../src/report/month-comparison.ts'
import { jsonMonths, monthCsv } from '../../src/report/month-json.ts'
import { monthReport } from '../../src/report/month-report.ts'
import { forecastHandling } from '../../src/replay/handling-forecast.ts'
import { recordedDays } from '../../src/replay/recorded-day.ts'
import { readLog } from '../../src/replay/log-format.ts'
import { type HandlingSource, replay } from '../../src/replay/replay.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { logOf, row, smallBank } from './small-log.ts'

/** Ten calls an hour from 08:00 to 12:00 on one day of January and one of February. */
function calls() {
  const rows = ['990104', '990201'].flatMap((date) =>
    Array.from({ length: 40 }, (_, at) => {
      const clock = `${8 + Math.floor(at / 10)}:${String(6 * (at % 10)).padStart(2, '0')}:00`
      return row({ date, vru: [clock, clock, '0'], queue: [clock, clock, '0'], service: [clock, clock, '180'] })
    }),
  )
  return readLog(logOf(...rows), 'log').calls
}

describe('months beside each other', () => {
  const scenario = smallBank()
  const played = (handling: HandlingSource) => replay(calls(), scenario, 'log', { handling })
  const replays = { recorded: played('recorded'), forecast: played('forecast'), scenario: played('scenario') }
  const comparison = compareMonths(replays, 'bank.yaml')

  it('has each month with its own calls, and one replay with the handling times of the log', () => {
    expect(comparison.months.map(({ month, days, recorded }) => [month, days, recorded.measures.offered.mean])).toEqual(
      [
        ['1999-01', 1, 40],
        ['1999-02', 1, 40],
      ],
    )
    for (const { withRecorded, withFitted } of comparison.months) {
      expect(withRecorded.measures.ahtMs.mean).not.toBe(withFitted.measures.ahtMs.mean)
      expect(withRecorded.measures.offered.mean).toBe(40)
    }
  })

  it('has Erlang A of every hour, with the mean handling time, after-call work and patience of the scenario', () => {
    const { pAbandon, meanWaitMs } = erlangA({
      offeredErlangs: (10 * 190) / 3600,
      agents: 2,
      meanHandlingMs: 190_000,
      meanPatienceMs: 300_000,
    })
    const { erlangA: theory, erlangC } = comparison.months[0]!.theory
    // Two agents from 00:00 to 24:00; the last of them may work a little beyond, which is counted to their hours.
    expect(theory.abandonRate).toBeCloseTo(pAbandon, 3)
    expect(theory.meanWaitMs / 1000).toBeCloseTo(meanWaitMs / 1000, 1)
    expect(erlangC.overloaded).toBe(0)
    expect(erlangC.meanWaitMs).toBeGreaterThan(theory.meanWaitMs)
  })

  it('is printed in both languages, as JSON without NaN and as CSV', () => {
    const english = monthReport(comparison, ['log'], 'AGAIN', 'en')
    expect(english).toMatch(/^Small bank\nlog\n3 replications, seed 7\n\n1999-01: 1 days, 40 calls\n/)
    expect(english).toMatch(/Erlang C by the hour +0\.00 % /)
    expect(english).toContain('Run again: AGAIN\n')
    expect(monthReport(comparison, ['log'], 'AGAIN', 'zh')).toContain('实际记录')
    const json = JSON.parse(JSON.stringify(jsonMonths(comparison)))
    expect(json.months[1]).toMatchObject({ month: '1999-02', days: 1, theory: { erlangC: { abandonRate: 0 } } })
    const lines = monthCsv(comparison).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 2 * 6 * 3)
    expect(lines.every((line) => line.split(',').length === 6)).toBe(true)
  })
})

describe('a forecast of handling times', () => {
  const scenario = smallBank()
  /** Days of one call each, that long in s; the scenario expects 180. */
  const factors = (...seconds: readonly number[]) => {
    const rows = seconds.map((long, at) =>
      row({ date: `99010${at + 1}`, service: ['6:55:43', '6:56:37', String(long)] }),
    )
    return forecastHandling(recordedDays(readLog(logOf(...rows), 'log').calls, scenario.run).days, scenario)
  }

  it('is the scenario’s on the first day, and looks at no day but those before', () => {
    expect(factors(180, 180, 180)).toEqual([1, 1, 1])
    expect(factors(360, 180, 180)[0]).toBe(1)
    expect(factors(180, 180, 360)).toEqual(factors(180, 180, 90))
  })

  it('follows the log, and forgets', () => {
    const [, second, third] = factors(360, 360, 360)
    expect(second).toBeCloseTo((0.7 + 2) / 1.7, 12)
    expect(third).toBeCloseTo((0.49 + 1.4 + 2) / (0.49 + 0.7 + 1), 12)
    const long = factors(...Array.from({ length: 9 }, () => 360))
    expect(long.at(-1)).toBeGreaterThan(1.95)
  })
})
