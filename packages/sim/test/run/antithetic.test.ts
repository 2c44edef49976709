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
  it('2k is replication k, and 2k + 1 its mirror image', async () => {
    const pairs = replicate(scenario, { replications: 6, antithetic: true }).observations
    const plain = replicate(scenario, { replications: 3 }).observations
    expect(plain).toEqual([pairs[0], pairs[2], pairs[4]])
    const odd = await inThread.run({ scenario, seed: 2, replications: [3], antithetic: true })
    expect(odd[0]).toEqual(pairs[3])
    // Mirrored gaps: where callers come close together in one, they come far apart in the other.
    const offered = pairs.map(({ byType }) => byType[0]!.offered)
    const mean = 240
    const products = [0, 2, 4].map((at) => (offered[at]! - mean) * (offered[at + 1]! - mean))
    expect(Math.min(...products)).toBeLessThan(0)
  })
})
