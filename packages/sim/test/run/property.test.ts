import type { AgentActivity, Tally } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import type { Observation } from '../../src/run/observation.ts'
import { replicate } from '../../src/run/replications.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { scenarios } from './random-scenario.ts'

const RUNS = 100

function observe(text: ScenarioText): { scenario: Scenario; seen: Observation } {
  const scenario = scenarioOf(text)
  const { observations } = replicate(scenario, { replications: 1 })
  return { scenario, seen: observations[0]! }
}

function total(tallies: readonly Readonly<Tally>[], field: keyof Tally): number {
  return tallies.reduce((sum, tally) => sum + tally[field], 0)
}

/** Equal up to the order in which the same numbers were added. */
function expectSameSum(actual: number, expected: number, what: string): void {
  const slack = 1e-9 * Math.max(1, Math.abs(expected))
  if (!(Math.abs(actual - expected) <= slack)) expect(actual, what).toBe(expected)
}

describe('contacts are conserved', () => {
  it('every contact that arrived was answered, gave up, was blocked, or is still waiting', () => {
    let ended = 0
    fc.assert(
      fc.property(scenarios(), (text) => {
        const { seen } = observe(text)
        for (const tally of seen.byType) {
          const { offered, answered, abandoned, blocked, handled } = tally
          expect(offered - answered - abandoned - blocked).toBeGreaterThanOrEqual(0)
          expect(answered).toBeGreaterThanOrEqual(handled)
        }
        const left = total(seen.byType, 'offered') - total(seen.byType, 'answered') - total(seen.byType, 'abandoned')
        const waiting = left - total(seen.byType, 'blocked')
        if (seen.unfinished === 0) {
          ended += 1
          expect(waiting).toBe(0)
          expect(total(seen.byType, 'answered')).toBe(total(seen.byType, 'handled'))
        } else expect(seen.unfinished).toBeGreaterThanOrEqual(waiting)
      }),
      { numRuns: RUNS },
    )
    // Otherwise the first half of the sentence was not tested.
    expect(ended).toBeGreaterThan(RUNS / 2)
  })

  it('what types answered, groups answered: numbers, waits, talk and after-call work', () => {
    fc.assert(
      fc.property(scenarios(), (text) => {
        const { seen } = observe(text)
        for (const field of ['answered', 'answeredWithin', 'handled'] as const) {
          expect(total(seen.byGroup, field), field).toBe(total(seen.byType, field))
        }
        for (const field of ['answeredWaitMs', 'talkMs', 'wrapUpMs'] as const) {
          expectSameSum(total(seen.byGroup, field), total(seen.byType, field), field)
        }
        for (const tally of seen.byGroup) expect(tally.offered).toBe(tally.answered + tally.abandoned)
        expect(total(seen.byGroup, 'abandoned')).toBeLessThanOrEqual(total(seen.byType, 'abandoned'))
      }),
      { numRuns: RUNS },
    )
  })

  it('no wait is negative, and none is counted in time that was not', () => {
    fc.assert(
      fc.property(scenarios(), (text) => {
        const { scenario, seen } = observe(text)
        const { thresholdMs } = scenario.serviceLevel
        for (const tally of [...seen.byType, ...seen.byGroup]) {
          const late = tally.answered - tally.answeredWithin
          expect(tally.answeredWithin).toBeLessThanOrEqual(tally.answered)
          expect(tally.abandonedWithin).toBeLessThanOrEqual(tally.abandoned)
          expect(tally.waited).toBeLessThanOrEqual(tally.answered + tally.abandoned)
          expect(tally.answeredWaitMs).toBeGreaterThanOrEqual(late * thresholdMs)
          expect(tally.abandonedWaitMs).toBeGreaterThanOrEqual((tally.abandoned - tally.abandonedWithin) * thresholdMs)
          if (late === 0) expect(tally.answeredWaitMs).toBeLessThanOrEqual(tally.answered * thresholdMs + 1e-6)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('in mode day nobody arrives after the day', () => {
    fc.assert(
      fc.property(scenarios({ mode: 'day' }), (text) => {
        const { seen } = observe(text)
        expect(seen.simulated).toBe(total(seen.byType, 'offered'))
      }),
      { numRuns: RUNS },
    )
  })
})

describe("agents' time adds up", () => {
  const activities = [
    'signedOut',
    'notReady',
    'ready',
    'ringing',
    'talking',
    'wrapUp',
  ] as const satisfies AgentActivity[]

  it('every moment of every agent in the window is in exactly one activity', () => {
    fc.assert(
      fc.property(scenarios(), (text) => {
        const { scenario, seen } = observe(text)
        const { warmUpMs, durationMs } = scenario.run
        const endMs = warmUpMs + durationMs
        for (const [group, times] of seen.agentMs.entries()) {
          const roster = compileModel(scenario).roster.filter((presence) => presence.group === group)
          // An agent is known from when it first signs in.
          const known = roster.reduce((sum, { fromMs }) => sum + Math.max(0, endMs - Math.max(fromMs, warmUpMs)), 0)
          const spent = activities.reduce((sum, activity) => sum + times[activity], 0)
          expectSameSum(spent, known, `group ${group}`)
          const rostered = roster.reduce(
            (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, warmUpMs)),
            0,
          )
          const signedIn = spent - times.signedOut
          if (roster.every(({ toMs }) => toMs >= endMs)) expectSameSum(signedIn, rostered, `group ${group}`)
          // Who talks when the shift ends stays to the end of the call: longer, never shorter.
          else expect(signedIn - rostered).toBeGreaterThan(-1e-3)
          for (const activity of activities) expect(times[activity]).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('an agent without a call in hand leaves when the shift ends', () => {
    const text: ScenarioText = {
      run: { startsAt: '08:00', duration: '2h' },
      types: { a: { arrivals: { interval: '1h', perHour: [0, 0] }, handlingTime: '60s' } },
      groups: {
        g: {
          shifts: [
            { from: '07:00', to: '08:30', agents: 3 },
            { from: '09:00', to: '11:00', agents: 2 },
          ],
        },
      },
    }
    const { seen } = observe(text)
    const minutes = { ready: (3 * 30 + 2 * 60) * 60_000, signedOut: 3 * 90 * 60_000 }
    expect(seen.agentMs[0]).toEqual({ notReady: 0, ringing: 0, talking: 0, wrapUp: 0, unreachable: 0, ...minutes })
  })

  it('time before an agent first signs in is no time of any group', () => {
    const text: ScenarioText = {
      run: { startsAt: '08:00', duration: '1h' },
      types: { a: { arrivals: { interval: '1h', perHour: [0] }, handlingTime: '60s' } },
      groups: {
        early: { agents: 1 },
        late: { shifts: [{ from: '08:15', to: '08:30', agents: 1 }] },
        last: { agents: 1 },
      },
    }
    const { seen } = observe(text)
    expect(seen.agentMs.map(({ signedOut }) => signedOut)).toEqual([0, 30 * 60_000, 0])
    expect(seen.agentMs.map(({ ready }) => ready)).toEqual([60, 15, 60].map((minutes) => minutes * 60_000))
  })

  it('talk and after-call work of the contacts are those of the agents, when the window covers all', () => {
    const rest = fc.constant({ interval: '15m', perHour: [60, 90, 0, 30, ...Array<number>(44).fill(0)] })
    fc.assert(
      fc.property(scenarios({ mode: 'day', never: false }), rest, (text, arrivals) => {
        const types = Object.fromEntries(Object.entries(text.types).map(([id, type]) => [id, { ...type, arrivals }]))
        const { seen } = observe({ ...text, run: { ...text.run, duration: '12h' }, types })
        expect(seen.unfinished).toBe(0)
        for (const [group, times] of seen.agentMs.entries()) {
          expectSameSum(times.talking, seen.byGroup[group]!.talkMs, 'talk')
          expectSameSum(times.wrapUp, seen.byGroup[group]!.wrapUpMs, 'after-call work')
        }
      }),
      { numRuns: 60 },
    )
  })
})
