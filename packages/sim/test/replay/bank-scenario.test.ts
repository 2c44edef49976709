import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import type { DayCall, RecordedDay } from '../../src/replay/recorded-day.ts'
import { formatClock } from '../../src/scenario/clock.ts'
import { bankLog, bankScenario, hasBankLog, needingBankLog, SCENARIO_FOLDER, TRAINING } from './bank-log.ts'
import { daysOf, timetable, TIMETABLE_PAUSE_MIN } from './bank-timetable.ts'

function timetableText(days: readonly RecordedDay[]): string {
  const lines = timetable(days, TIMETABLE_PAUSE_MIN * 60_000).map(({ fromMs, toMs, agents, days: on = [] }) => {
    const [from, to] = [formatClock(fromMs), formatClock(toMs)]
    return `      - { from: '${from}', to: '${to}', agents: ${agents}, days: [${on.join(', ')}] }`
  })
  return `# Agents of bank.yaml by half-hour and weekday: the mean number who were there, January to March 1999. Made by
#   npx vitest run packages/sim/test/replay/bank-scenario.test.ts -u
# An agent counts as there from call to call unless more than ${TIMETABLE_PAUSE_MIN} minutes lie between them; fractions of an agent are
# carried over to the next half-hour. How the ${TIMETABLE_PAUSE_MIN} minutes were chosen: packages/sim/test/replay/bank-tuning.test.ts
groups:
  agents:
    label: { en: Agents, zh: 座席 }
    shifts:
${lines.join('\n')}
`
}

/** Pauses, s, of agents between two calls, where at least two callers wait when the first call ends. */
function pausesUnderPressure(day: RecordedDay): number[] {
  const came = Float64Array.from(day.calls, (call) => call.timeMs)
  const left = Float64Array.from(day.calls, (call) => call.timeMs + call.waitMs).sort()
  return [...servedByAgent(day).values()].flatMap((calls) =>
    calls.slice(1).flatMap((call, at) => {
      const before = calls[at]!
      const endMs = before.timeMs + before.waitMs + before.handlingMs
      const pauseMs = call.timeMs + call.waitMs - endMs
      return pauseMs >= 0 && countUpTo(came, endMs) - countUpTo(left, endMs) >= 2 ? [pauseMs / 1000] : []
    }),
  )
}

function servedByAgent(day: RecordedDay): Map<string, DayCall[]> {
  const byAgent = new Map<string, DayCall[]>()
  for (const call of day.calls) {
    if (call.agent !== undefined && call.handlingMs >= 0) {
      byAgent.set(call.agent, [...(byAgent.get(call.agent) ?? []), call])
    }
  }
  for (const calls of byAgent.values()) calls.sort((a, b) => a.timeMs + a.waitMs - b.timeMs - b.waitMs)
  return byAgent
}

/** How many of the ascending values are at most `limit`. */
function countUpTo(values: Float64Array, limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe.skipIf(!hasBankLog)(needingBankLog("the bank's scenario says what its log of January to March says"), () => {
  const scenario = bankScenario()
  const type = scenario.types[0]!

  it('the timetable (written anew with -u)', async () => {
    await expect(timetableText(daysOf(TRAINING))).toMatchFileSnapshot(join(SCENARIO_FOLDER, 'timetable.yaml'))
  })

  it('handling time: the lognormal law fitted to conversations over 10 s', () => {
    const logs = TRAINING.flatMap((month) => bankLog(month).calls)
      .filter((call) => call.handlingMs > 10_000)
      .map((call) => Math.log(call.handlingMs / 1000))
    const mu = meanOf(logs)
    const variance = meanOf(logs.map((value) => (value - mu) ** 2))
    expect([mu, Math.sqrt(variance)].map((value) => value.toFixed(3))).toEqual(['4.823', '0.938'])
    expect(type.handlingTime).toMatchObject({
      meanMs: Math.round(Math.exp(mu + variance / 2)) * 1000,
      cv: Number(Math.sqrt(Math.exp(variance) - 1).toFixed(2)),
    })
  })

  it('after-call work: the lognormal law through median and 90 % of the pauses while callers wait', () => {
    const pauses = Float64Array.from(daysOf(TRAINING).flatMap(pausesUnderPressure)).sort()
    const median = pauses[Math.floor(0.5 * pauses.length)]!
    const p90 = pauses[Math.floor(0.9 * pauses.length)]!
    expect([median, p90]).toEqual([6, 59])
    const sigma = Math.log(p90 / median) / 1.281_551_565_5
    expect(type.afterCallWork).toMatchObject({
      meanMs: Number((median * Math.exp(sigma ** 2 / 2)).toFixed(1)) * 1000,
      cv: Number(Math.sqrt(Math.exp(sigma ** 2) - 1).toFixed(1)),
    })
  })

  it('patience: the exponential law of most likelihood, type by type', () => {
    const calls = TRAINING.flatMap((month) => bankLog(month).calls)
    for (const { id, patience } of scenario.types) {
      const own = calls.filter((call) => call.type === id)
      const waitedMs = own.reduce((sum, call) => sum + call.waitMs, 0)
      const abandoned = own.filter((call) => call.outcome === 'abandoned').length
      const meanMs = Math.round(waitedMs / abandoned / 1000) * 1000
      expect({ id, ...patience }).toEqual({ id, distribution: 'exponential', meanMs })
    }
  })
})
