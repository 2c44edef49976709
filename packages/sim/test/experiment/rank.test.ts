import { emptyTally } from '@strowger/acd'
import { describe, expect, it } from 'vitest'
import { rank, type RankOptions } from '../../src/experiment/rank.ts'
import { normalQuantile } from '../../src/random/normal.ts'
import { RandomStream } from '../../src/random/stream.ts'
import type { Runner } from '../../src/run/batch.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { band } from '../support/band.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf({
  run: { duration: '1h' },
  types: { call: { arrivals: { perHour: 10 }, handlingTime: '60s' } },
  groups: { g: { agents: 2 } },
})
const OPTIONS: RankOptions = {
  measure: 'serviceLevel',
  direction: 'higher',
  indifference: 0.01,
  confidence: 0.95,
  seed: 1,
  first: 10,
  most: 5000,
}

/** Contenders whose service levels are normal with these means, and share a part of their noise as callers do. */
function normals(means: readonly number[], sd: number, shared: number) {
  const contenders = means.map((_, at) => ({ id: `${at}`, file: '', scenario: { ...scenario, name: String(at) } }))
  const draw = (seed: number, r: number, name: string) => normalQuantile(RandomStream.named(seed, r, name).uniform())
  const runner: Runner = {
    run: ({ scenario: { name }, seed, replications }) =>
      Promise.resolve(
        replications.map((r) => {
          const noise = Math.sqrt(shared) * draw(seed, r, 'all') + Math.sqrt(1 - shared) * draw(seed, r, name)
          const tally = { ...emptyTally(), offered: 1, answeredWithin: means[Number(name)]! + sd * noise }
          return { byType: [tally], byGroup: [], agentMs: [], callers: [], unfinished: 0, simulated: 1 }
        }),
      ),
  }
  return { contenders, runner }
}

describe('the best of several', () => {
  it.each([
    ['all others just as far behind', [0.8, 0.8, 0.81, 0.8, 0.8], 0],
    ['with common callers', [0.8, 0.8, 0.81, 0.8, 0.8], 0.6],
    ['two contenders', [0.8, 0.81], 0.3],
  ] as const)('is selected in 95 % of 300 races: %s', async (_, means, shared) => {
    const best = means.indexOf(0.81)
    const { contenders, runner } = normals(means, 0.02, shared)
    let wrong = 0
    for (let seed = 1; seed <= 300; seed += 1) {
      const { decided, ranked } = await rank(runner, contenders, { ...OPTIONS, seed })
      expect(decided).toBe(true)
      if (ranked[0]!.id !== String(best)) wrong += 1
    }
    // At least: in this hardest layout for the procedure it is nearly as often as promised, otherwise more often.
    expect(wrong).toBeLessThanOrEqual(band(300, 0.05)[1])
  })

  it('is found with fewer replications when the others are far behind, and common callers help', async () => {
    const near = normals([0.8, 0.81], 0.02, 0)
    const far = normals([0.7, 0.81], 0.02, 0)
    const common = normals([0.8, 0.81], 0.02, 0.9)
    const needed = async ({ contenders, runner }: typeof near) => (await rank(runner, contenders, OPTIONS)).replications
    expect(await needed(far)).toBe(OPTIONS.first)
    expect(await needed(common)).toBeLessThan(await needed(near))
  })

  it('is left open when the replications do not suffice', async () => {
    const { contenders, runner } = normals([0.8, 0.8, 0.3], 0.2, 0)
    const { decided, ranked, replications } = await rank(runner, contenders, { ...OPTIONS, most: 30 })
    expect([decided, replications]).toEqual([false, 30])
    expect(ranked.map(({ eliminatedAt }) => eliminatedAt === undefined)).toEqual([true, true, false])
  })

  it('of real scenarios is the one with the most agents, of any number of workers', async () => {
    const contenders = [2, 3, 4].map((agents) => ({
      id: `${agents} agents`,
      file: '',
      scenario: scenarioOf({
        run: { duration: '2h' },
        types: { call: { arrivals: { perHour: 30 }, handlingTime: '4m', patience: '3m' } },
        groups: { g: { agents } },
      }),
    }))
    const asked = { ...OPTIONS, measure: 'abandonRate', direction: 'lower' } as const
    const ranking = await rank(inThread, contenders, asked)
    expect(ranking.ranked.map(({ id }) => id)).toEqual(['4 agents', '3 agents', '2 agents'])
    expect(ranking.ranked[1]!.behind!.mean).toBeGreaterThan(0)
  })

  it('needs two', async () => {
    await expect(rank(inThread, [], OPTIONS)).rejects.toThrow(RangeError)
  })
})
