import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replicate } from '../../src/run/replications.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { scenarios } from './random-scenario.ts'
import { type Counts, ReferenceSimulation } from './reference-simulation.ts'

const COUNTS = ['offered', 'blocked', 'answered', 'abandoned', 'answeredWithin'] as const
const SUMS = ['answeredWaitMs', 'abandonedWaitMs', 'talkMs', 'wrapUpMs'] as const

function expectClose(actual: number, expected: number, what: string): void {
  const slack = 1e-9 * Math.max(1, Math.abs(expected))
  if (!(Math.abs(actual - expected) <= slack)) expect(actual, what).toBe(expected)
}

/** Compares every figure of two replications; returns the contacts of the first. */
function compareWithReference(text: ScenarioText): Counts {
  const scenario = scenarioOf(text)
  const { observations } = replicate(scenario, { replications: 2 })
  for (const [replication, seen] of observations.entries()) {
    const reference = new ReferenceSimulation(scenario, replication).run()
    for (const [type, tally] of seen.byType.entries()) {
      const expected = reference.byType[type]!
      for (const field of COUNTS) {
        if (tally[field] !== expected[field]) expect(tally[field], `type ${type}: ${field}`).toBe(expected[field])
      }
      for (const field of SUMS) expectClose(tally[field], expected[field], `type ${type}: ${field}`)
      const { balked, again, resolvedAtOnce } = seen.callers[type]!
      const calledAgain = again.abandoned + again.blocked + again.served + again.unresolved
      const { resolution = 1 } = scenario.types[type]!
      const callers = { balked, again: calledAgain, ...(resolution < 1 && { resolvedAtOnce }) }
      expect(callers, `type ${type}: callers`).toEqual({
        balked: expected.balked,
        again: expected.again,
        ...(resolution < 1 && { resolvedAtOnce: expected.resolvedAtOnce }),
      })
    }
    for (const [group, tally] of seen.byGroup.entries()) {
      const expected = reference.byGroup[group]!
      for (const field of ['answered', 'answeredWithin'] as const) {
        if (tally[field] !== expected[field]) expect(tally[field], `group ${group}: ${field}`).toBe(expected[field])
      }
      expectClose(tally.answeredWaitMs, expected.answeredWaitMs, `group ${group}: waits`)
      expectClose(tally.talkMs, expected.talkMs, `group ${group}: talk`)
      if (seen.unfinished === 0) {
        expectClose(seen.agentMs[group]!.talking, reference.talkingMs[group]!, `group ${group}: talking`)
      }
    }
  }
  const sum: Partial<Counts> = {}
  for (const field of COUNTS) {
    sum[field] = observations[0]!.byType.reduce((total, tally) => total + tally[field], 0)
  }
  return sum as Counts
}

describe('the simulator does what a simulation that looks at everyone does', () => {
  it('on random days and steady runs: skills, shifts, trunks, priorities, tiers, impatience, after-call work', () => {
    let contacts = 0
    const happened = { blocked: 0, abandoned: 0, late: 0 }
    fc.assert(
      fc.property(scenarios({ ringing: false, overflow: false }), (text) => {
        const { offered, blocked, abandoned, answered, answeredWithin } = compareWithReference(text)
        contacts += offered
        happened.blocked += blocked
        happened.abandoned += abandoned
        happened.late += answered - answeredWithin
      }),
      { numRuns: 150 },
    )
    // A comparison of empty floors would show nothing.
    expect(contacts).toBeGreaterThan(2000)
    expect(Math.min(happened.blocked, happened.abandoned, happened.late)).toBeGreaterThan(100)
  })

  it('with callers who balk, listen, call again, and whose matters stay open', () => {
    let again = 0
    fc.assert(
      fc.property(scenarios({ ringing: false, overflow: false, never: false, callers: true }), (text) => {
        const scenario = scenarioOf(text)
        compareWithReference(text)
        const [seen] = replicate(scenario, { replications: 1 }).observations
        again += seen!.callers.reduce((sum, tally) => sum + tally.again.abandoned + tally.again.unresolved, 0)
      }),
      { numRuns: 60 },
    )
    expect(again).toBeGreaterThan(100)
  })

  it('on a busy single-skill floor', () => {
    const { offered, abandoned } = compareWithReference({
      run: { mode: 'steady', warmUp: '1h', duration: '4h', seed: 3 },
      types: {
        call: {
          arrivals: { perHour: 200 },
          handlingTime: { distribution: 'lognormal', mean: '180s', cv: 1.2 },
          patience: { distribution: 'exponential', mean: '120s' },
        },
      },
      groups: { agents: { agents: 10 } },
    })
    expect(offered).toBeGreaterThan(700)
    expect(abandoned).toBeGreaterThan(20)
  })
})
