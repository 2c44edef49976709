import { describe, expect, it } from 'vitest'
import { counterfactual } from '../../src/counterfactual/counterfactual.ts'
import { differencesOf, drawnOf, populationsOf } from '../../src/counterfactual/figures.ts'
import { readJournalDay } from '../../src/counterfactual/journal-day.ts'
import { differences } from '../../src/measure/estimates.ts'
import type { MeasureName } from '../../src/measure/measure.ts'
import { ofTypes, overall } from '../../src/measure/population.ts'
import { configFrom } from '../../src/model/policy-data.ts'
import { policyOf } from '../../src/model/routing.ts'
import { replicate } from '../../src/run/replications.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { scenarioOf } from '../support/scenario.ts'
import { journalOf } from './journal.ts'

const THRESHOLD_MS = 20_000
const DAYS = 30
const MEASURES: readonly MeasureName[] = ['abandonRate', 'meanWaitMs', 'serviceLevel', 'answered']

const type = {
  arrivals: { perHour: 100 },
  handlingTime: { distribution: 'lognormal', mean: '120s', cv: 1 },
  patience: { distribution: 'exponential', mean: '150s' },
}
const groups = { a: { agents: 4 }, b: { agents: 3 } }

function underPolicy(routing: object): Scenario {
  return scenarioOf({
    run: { startsAt: '08:00', duration: '4h', seed: 7 },
    types: { billing: type, orders: { ...type, arrivals: { perHour: 90 } } },
    groups,
    routing,
  })
}

describe('what another policy would have made of a day is known of simulated days: the callers are the same', () => {
  const recorded = underPolicy({})
  const other = underPolicy({ policy: 'longest-weighted-wait', weights: { billing: 8, orders: 1 } })
  const was = replicate(recorded, { replications: DAYS }).observations
  const is = replicate(other, { replications: DAYS }).observations
  const days = was.map((_, replication) =>
    readJournalDay(journalOf(recorded, replication), `day ${replication}`, THRESHOLD_MS, configFrom),
  )
  const options = { configOf: configFrom, thresholdMs: THRESHOLD_MS, seed: 1, draws: 8 }
  const contender = [{ name: 'weighted', policy: policyOf(other) }]

  it('the recorded figures are those of the simulation', () => {
    expect(days.map((day) => overall([day.recorded])[0]!.tally)).toEqual(was.map((day) => overall([day])[0]!.tally))
  })

  it('the interval of a day holds the truth of that day as often as it says, within what the estimate of patience costs', () => {
    let held = 0
    let asked = 0
    for (const [at, day] of days.slice(0, 16).entries()) {
      const result = counterfactual([day], contender, options)
      expect(result.strayed).toEqual([0])
      for (const [type, name] of ['billing', 'orders'].entries()) {
        const population = populationsOf(result).find((each) => each.name === name)!
        const found = differencesOf(drawnOf(result, population, 0), drawnOf(result, population))
        const truth = differences(ofTypes([is[at]!], [type]), ofTypes([was[at]!], [type]))
        for (const measure of MEASURES) {
          const [low, high] = found[measure].onTheseDays
          asked += 1
          if (low <= truth[measure].mean && truth[measure].mean <= high) held += 1
        }
      }
    }
    // Of 30 such days with 20 draws each, 92.9 % of the intervals did: patience is known of a few hundred waits only.
    expect(held / asked).toBeGreaterThan(0.85)
  })

  it('over many days the difference is that of the simulations, and it is not small', () => {
    const result = counterfactual(days, contender, { ...options, draws: 4 })
    for (const [type, name] of ['billing', 'orders'].entries()) {
      const population = populationsOf(result).find((each) => each.name === name)!
      const found = differencesOf(drawnOf(result, population, 0), drawnOf(result, population))
      const truth = differences(ofTypes(is, [type]), ofTypes(was, [type]))
      for (const measure of MEASURES) {
        expect(Math.abs(found[measure].mean - truth[measure].mean), `${name} ${measure}`).toBeLessThan(
          0.2 * Math.abs(truth[measure].mean),
        )
      }
    }
  })
})
