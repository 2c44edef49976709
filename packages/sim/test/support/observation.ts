import { emptyTally, type Tally } from '@strowger/acd'
import { emptyCallerTally } from '../../src/run/caller-tallies.ts'
import type { Observation } from '../../src/run/observation.ts'
import type { Replications } from '../../src/run/replications.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { scenarioOf } from './scenario.ts'

/** An observation of these contacts, by type; one group, whose agents were ready and talking for an hour each. */
export function observed(byType: readonly Partial<Tally>[]): Observation {
  const tallies = byType.map((tally) => ({ ...emptyTally(), ...tally }))
  const times = {
    signedOut: 0,
    notReady: 0,
    ready: 3_600_000,
    ringing: 0,
    talking: 3_600_000,
    wrapUp: 0,
    unreachable: 0,
  }
  return {
    byType: tallies,
    byGroup: [emptyTally()],
    agentMs: [times],
    callers: tallies.map(emptyCallerTally),
    unfinished: 0,
    simulated: 0,
  }
}

/** Replications that were not run but written down. */
export function written(scenario: Scenario, observations: readonly Observation[]): Replications {
  return { scenario, seed: 1, observations }
}

/** A scenario with types `a` and `b`, the second split into `b/x` and `b/y` by city. */
export function twoTypes(): Scenario {
  const type = { arrivals: { perHour: 10 }, handlingTime: '60s' }
  const split = { by: 'city', shares: { x: 1, y: 1 } }
  return scenarioOf({
    run: { duration: '1h' },
    types: { a: type, b: { ...type, split } },
    groups: { g: { agents: 2 } },
  })
}
