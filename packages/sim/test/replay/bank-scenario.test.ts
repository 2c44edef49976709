import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import type { RecordedDay } from '../../src/replay/recorded-day.ts'
import { scenarioFiles } from '../../src/cli/files.ts'
import { afterCallQuantiles, fitPresence } from '../../src/fit/fit-presence.ts'
import { fittedShifts } from '../../src/fit/staffing-fit.ts'
import { presenceText } from '../../src/fit/yaml-text.ts'
import { skillsOfAgents } from '../../src/replay/agent-skills.ts'
import { loadPresence } from '../../src/replay/presence-model.ts'
import { formatClock } from '../../src/scenario/clock.ts'
import {
  bankDays,
  bankScenario,
  hasBankLog,
  needingBankLog,
  PRESENCE_FILE,
  SCENARIO_FOLDER,
  skillOf,
  TRAINING,
} from './bank-log.ts'

function timetableText(days: readonly RecordedDay[]): string {
  const shifts = fittedShifts(days, skillOf, fitPresence(days, skillOf)!, 30 * 60_000, 1)
  const lines = shifts.map(({ fromMs, toMs, agents, days: on = [] }) => {
    const [from, to] = [formatClock(fromMs), formatClock(toMs)]
    return `      - { from: '${from}', to: '${to}', agents: ${agents}, days: [${on.join(', ')}] }`
  })
  return `# Agents of bank.yaml by half-hour and weekday: the mean number who were there, January to March 1999, by the presence model
# beside this file. Fractions of an agent are carried over to the next half-hour. Made by
#   npx vitest run packages/sim/test/replay/bank-scenario.test.ts -u
groups:
  agents:
    label: { en: Agents, zh: 座席 }
    shifts:
${lines.join('\n')}
`
}

const PRESENCE_HEAD = `# How the agents who were at work are inferred from the bank's log: fitted to January to March 1999 by
#   npx vitest run packages/sim/test/replay/bank-scenario.test.ts -u
# How the break was chosen: packages/sim/test/replay/bank-tuning.study.ts. What it is good for: docs/real-log.md.
`

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe.skipIf(!hasBankLog)(needingBankLog("the bank's scenario says what its log of January to March says"), () => {
  const scenario = bankScenario()
  const trainingDays = bankDays(TRAINING)
  const calls = trainingDays.flatMap((day) => day.calls)

  it('the timetable (written anew with -u)', async () => {
    await expect(timetableText(trainingDays)).toMatchFileSnapshot(join(SCENARIO_FOLDER, 'timetable.yaml'))
  })

  it('the presence model (written anew with -u)', async () => {
    await expect(PRESENCE_HEAD + presenceText(fitPresence(trainingDays, skillOf)!)).toMatchFileSnapshot(
      join(SCENARIO_FOLDER, 'presence.yaml'),
    )
  })

  it('handling time: mean and coefficient of variation of the conversations that ask for one skill', () => {
    for (const { id, handlingTime } of scenario.types) {
      const own = calls.filter((call) => skillOf(call.type) === skillOf(id) && call.handlingMs >= 0)
      const seconds = own.map((call) => call.handlingMs / 1000)
      const mean = meanOf(seconds)
      const deviation = Math.sqrt(meanOf(seconds.map((value) => (value - mean) ** 2)))
      const cv = Number((deviation / mean).toFixed(2))
      expect({ id, ...handlingTime }).toEqual({ id, distribution: 'lognormal', meanMs: Math.round(mean) * 1000, cv })
    }
  })

  it('after-call work: the absences shorter than a break, in steps of 5 %', () => {
    const quantiles = afterCallQuantiles(loadPresence(PRESENCE_FILE, scenarioFiles), 20)
    const valuesMs = quantiles.map((ms) => Math.round(ms / 100) * 100)
    for (const { afterCallWork } of scenario.types)
      expect(afterCallWork).toEqual({ distribution: 'empirical', valuesMs })
  })

  it('patience: the exponential law of most likelihood, type by type', () => {
    for (const { id, patience } of scenario.types) {
      const own = calls.filter((call) => call.type === id)
      const waitedMs = own.reduce((sum, call) => sum + call.waitMs, 0)
      const abandoned = own.filter((call) => call.outcome === 'abandoned').length
      const meanMs = Math.round(waitedMs / abandoned / 1000) * 1000
      expect({ id, ...patience }).toEqual({ id, distribution: 'exponential', meanMs })
    }
  })

  it('credit: while a caller of the next lower class waits, who is answered first waited not much less than the credit', () => {
    const waits = waitsBeyond('NW', 'PS-1', bankDays(['march']))
    expect(waits.length).toBeGreaterThan(500)
    // The rest: clocks of whole seconds, and agents who seldom take the other type.
    expect(waits.toSorted((a, b) => a - b)[Math.floor(0.05 * waits.length)]).toBeGreaterThan(85)
  })
})

/** How much longer callers of one type had waited when they were answered than callers of another who went on waiting, s. */
function waitsBeyond(answered: string, waiting: string, days: readonly RecordedDay[]): number[] {
  const MARGIN_MS = 3000
  const skills = skillsOfAgents(days, skillOf, { days: 0, leastShare: 0.2 })
  return days.flatMap(({ calls, number }) => {
    const couldTake = (agent = '') => skills.get(number)!.get(agent)?.has(skillOf(waiting)) === true
    const others = calls.filter(({ type, waitMs }) => type === waiting && waitMs > 0)
    return calls
      .filter(({ type, agent, waitMs }) => type === answered && couldTake(agent) && waitMs > MARGIN_MS)
      .flatMap(({ timeMs, waitMs }) => {
        const nowMs = timeMs + waitMs
        return others
          .filter((other) => other.timeMs < nowMs - MARGIN_MS && other.timeMs + other.waitMs > nowMs + MARGIN_MS)
          .map((other) => (other.timeMs - timeMs) / 1000)
      })
  })
}
