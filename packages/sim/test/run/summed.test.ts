import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replicate } from '../../src/run/replications.ts'
import { summedObservation } from '../../src/run/summed-observation.ts'
import { summed } from '../../src/run/summed.ts'
import { scenarioOf } from '../support/scenario.ts'

const counts = fc.record({
  offered: fc.nat(1000),
  lists: fc.array(fc.nat(9), { minLength: 2, maxLength: 2 }),
  reasons: fc.dictionary(fc.constantFrom('busy', 'closed', 'partner'), fc.nat(50)),
  desks: fc.option(fc.dictionary(fc.constantFrom('0 0', '1 0'), fc.record({ asked: fc.nat(9) })), { nil: undefined }),
})

describe('counts', () => {
  it('add up by place and by name, what is missing in one being nothing', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 5 }), fc.constantFrom(1, 0.5), (all, factor) => {
        const given = all.map(({ desks, ...each }) => (desks === undefined ? each : { ...each, desks }))
        const sum = summed<(typeof given)[number]>(given, factor)
        const total = (of: (each: (typeof all)[number]) => number) =>
          factor * all.reduce((so, each) => so + of(each), 0)
        expect(sum.offered).toBe(total(({ offered }) => offered))
        for (const at of [0, 1]) expect(sum.lists[at]).toBe(total(({ lists }) => lists[at]!))
        for (const name of ['busy', 'closed', 'partner']) {
          expect(sum.reasons[name] ?? 0).toBe(total(({ reasons }) => reasons[name] ?? 0))
        }
        const asked = ('desks' in sum && sum.desks?.['1 0']?.asked) || 0
        expect(asked).toBe(total(({ desks }) => desks?.['1 0']?.asked ?? 0))
      }),
    )
  })
})

it('two replications together have the counts of both, their pair the mean, and the work of both', () => {
  const text = {
    run: { duration: '4h', seed: 2 },
    types: {
      call: {
        arrivals: { perHour: 60 },
        handlingTime: '3m',
        transfers: [{ to: 'help', probability: 0.3 }],
        rating: { ratings: { 1: 1, 2: 1 } },
      },
      help: { arrivals: { perHour: 6 }, handlingTime: '3m' },
    },
    groups: { g: { agents: 5 } },
  }
  const scenario = scenarioOf(text)
  const { observations } = replicate(scenario, { replications: 2 })
  const [first, second] = observations
  for (const factor of [1, 0.5]) {
    const sum = summedObservation(observations, factor)
    expect(sum.byType[0]!.offered).toBe(factor * (first!.byType[0]!.offered + second!.byType[0]!.offered))
    expect(sum.ratings!['0 0']!.sum).toBe(factor * (first!.ratings!['0 0']!.sum + second!.ratings!['0 0']!.sum))
    expect(sum.agentMs[0]!.talking).toBe(factor * (first!.agentMs[0]!.talking + second!.agentMs[0]!.talking))
    expect(sum.simulated).toBe(first!.simulated + second!.simulated)
  }
})
