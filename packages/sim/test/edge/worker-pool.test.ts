import { afterAll, describe, expect, it } from 'vitest'
import { WorkerPool } from '../../src/edge/worker-pool.ts'
import { replicationsFrom } from '../../src/run/batch.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { replicate } from '../../src/run/replications.ts'
import { scenarioOf } from '../support/scenario.ts'

const small = scenarioOf({
  run: { duration: '1h', seed: 11 },
  types: {
    call: {
      arrivals: { perHour: 100 },
      handlingTime: { distribution: 'lognormal', mean: '3m', cv: 1 },
      patience: '2m',
    },
  },
  groups: { g: { agents: 4 } },
})
const batch = { scenario: small, seed: 3, replications: replicationsFrom(0, 40) }

const pools = [1, 2, 3].map((workers) => new WorkerPool(workers))
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
})

describe('a pool of worker threads', () => {
  it.each([0, 1, 2])('gives the observations of one thread, in order (pool %i)', async (at) => {
    const alone = await inThread.run(batch)
    expect(alone).toEqual(replicate(small, { seed: 3, replications: 40 }).observations)
    const seen: number[] = []
    const together = await pools[at]!.run(batch, (replication) => seen.push(replication))
    expect(JSON.stringify(together)).toBe(JSON.stringify(alone))
    expect(seen.sort((a, b) => a - b)).toEqual(batch.replications)
  })

  it('runs the replications that are asked for, mirrored ones too, and several batches at once', async () => {
    const some = { ...batch, replications: [7, 2, 31], antithetic: true }
    const other = { ...batch, seed: 4 }
    const [a, b] = await Promise.all([pools[1]!.run(some), pools[1]!.run(other)])
    expect(a).toEqual(await inThread.run(some))
    expect(b).toEqual(await inThread.run(other))
  })

  it('fails with the mistake of the scenario, and goes on with the next batch', async () => {
    // No loader lets this pass: what goes wrong in a thread is told as it would be here.
    const broken = { ...small, groups: small.groups.map((group) => ({ ...group, skills: new Map([['none', 1]]) })) }
    await expect(pools[1]!.run({ ...batch, scenario: broken })).rejects.toThrow(/none/)
    expect(await pools[1]!.run(batch)).toEqual(await inThread.run(batch))
  })

  it('needs a worker', () => {
    expect(() => new WorkerPool(0)).toThrow(RangeError)
  })
})
