import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJournalDay } from '../../src/counterfactual/journal-day.ts'
import { reroute } from '../../src/counterfactual/rerouted-day.ts'
import { Unrecorded } from '../../src/counterfactual/unrecorded.ts'
import { configFrom } from '../../src/model/policy-data.ts'
import type { Observation } from '../../src/run/observation.ts'
import { scenarios } from '../run/random-scenario.ts'
import { scenarioOf } from '../support/scenario.ts'
import { journalOf } from './journal.ts'

const THRESHOLD_MS = 20_000

/** Sums of times are formed in another order where the replay goes on after the last command. */
function rounded(observation: Observation): unknown {
  return JSON.parse(
    JSON.stringify(observation, (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value)),
  )
}

test('under the recorded policy every decision is the recorded one, whatever was drawn', () => {
  let contacts = 0
  fc.assert(
    fc.property(scenarios({ callers: true }), fc.nat(9), (text, draw) => {
      const day = readJournalDay(journalOf(scenarioOf(text)), 'day', THRESHOLD_MS, configFrom)
      const again = reroute(day, new Unrecorded(day), {
        policy: undefined,
        configOf: configFrom,
        thresholdMs: THRESHOLD_MS,
        seed: 1,
        draw,
      })
      expect(again.same).toBe(again.contacts)
      expect(rounded(again.observation)).toEqual(rounded(day.recorded))
      contacts += again.contacts
    }),
    { numRuns: 25 },
  )
  expect(contacts).toBeGreaterThan(500)
})
