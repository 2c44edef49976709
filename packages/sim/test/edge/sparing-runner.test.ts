import { afterAll, describe, expect, it } from 'vitest'
import { SparingRunner } from '../../src/edge/sparing-runner.ts'
import { replicationsFrom } from '../../src/run/batch.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { scenarioOf } from '../support/scenario.ts'

const small = scenarioOf({
  run: { duration: '1h', seed: 11 },
  types: {
    call: { arrivals: { perHour: 100 }, handlingTime: { distribution: 'exponential', mean: '3m' }, patience: '2m' },
  },
  groups: { g: { agents: 4 } },
})
const batch = { scenario: small, seed: 3, replications: replicationsFrom(0, 12) }

/** A clock by which each portion takes `stepMs`. */
function clockOf(stepMs: number): () => number {
  let nowMs = 0
  return () => (nowMs += stepMs)
}

const runners: SparingRunner[] = []
afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.close()))
})
function runnerOf(stepMs: number): SparingRunner {
  const runner = new SparingRunner(2, clockOf(stepMs))
  runners.push(runner)
  return runner
}

describe('a runner that spares threads', () => {
  it.each([
    { stepMs: 10, threaded: false },
    { stepMs: 300, threaded: true },
    { stepMs: 5_000, threaded: true },
  ])('gives the observations of one thread, in order (portions of $stepMs ms)', async ({ stepMs, threaded }) => {
    const runner = runnerOf(stepMs)
    const seen: number[] = []
    const observations = await runner.run(batch, (replication) => seen.push(replication))
    expect(JSON.stringify(observations)).toBe(JSON.stringify(await inThread.run(batch)))
    expect(seen.sort((a, b) => a - b)).toEqual(batch.replications)
    expect(runner.threaded).toBe(threaded)
  })

  it('adds up what small batches take', async () => {
    const runner = runnerOf(300)
    const one = { ...batch, replications: [5] }
    const expected = await inThread.run(one)
    for (const threaded of [false, false, true]) {
      expect(await runner.run(one)).toEqual(expected)
      expect(runner.threaded).toBe(threaded)
    }
  })
})
