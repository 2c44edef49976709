import { describe, expect, it } from 'vitest'
import { inThread } from '../../src/run/in-thread.ts'
import { replicate } from '../../src/run/replications.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf({
  run: { duration: '4h', seed: 2 },
  types: { call: { arrivals: { perHour: 60 }, handlingTime: { distribution: 'exponential', mean: '3m' } } },
  groups: { g: { agents: 5 } },
})

describe('antithetic replications', () => {
  it('2k is replication k, and 2k + 1 its mirror image; an observation is the mean of a pair', async () => {
    const all = await inThread.run({ scenario, seed: 2, replications: [0, 1, 2, 3, 4, 5], antithetic: true })
    const plain = replicate(scenario, { replications: 3 }).observations
    expect(plain).toEqual([all[0], all[2], all[4]])
    // Mirrored gaps: where callers come close together in one, they come far apart in the other.
    const offered = all.map(({ byType }) => byType[0]!.offered)
    const mean = 240
    const products = [0, 2, 4].map((at) => (offered[at]! - mean) * (offered[at + 1]! - mean))
    expect(Math.min(...products)).toBeLessThan(0)
    const { observations, perObservation } = replicate(scenario, { replications: 6, antithetic: true })
    expect(perObservation).toBe(2)
    expect(observations.map(({ byType }) => byType[0]!.offered)).toEqual(
      [0, 2, 4].map((at) => (offered[at]! + offered[at + 1]!) / 2),
    )
  })
})
