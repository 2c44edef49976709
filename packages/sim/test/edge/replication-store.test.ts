import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ReplicationStore } from '../../src/edge/replication-store.ts'
import { replicationsFrom, type Runner } from '../../src/run/batch.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf({
  run: { duration: '30m' },
  types: { call: { arrivals: { perHour: 60 }, handlingTime: '3m', patience: '2m' } },
  groups: { g: { agents: 2 } },
})
const batch = { scenario, seed: 5, replications: replicationsFrom(0, 12) }
const purpose = { digest: 'of the test', seed: 5 }
const folder = mkdtempSync(join(tmpdir(), 'strowger-store-'))
const file = join(folder, 'replications')
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A runner that counts what it is asked for. */
function counting(): Runner & { readonly asked: number[] } {
  const asked: number[] = []
  return {
    asked,
    run: (given, onObservation) => {
      asked.push(...given.replications)
      return inThread.run(given, onObservation)
    },
  }
}

async function filled(): Promise<string> {
  rmSync(file, { force: true })
  const store = new ReplicationStore(file, purpose, inThread)
  await store.run(batch)
  store.close()
  return readFileSync(file, 'utf8')
}

describe('a file of finished replications', () => {
  it('gives what it holds and runs the rest', async () => {
    await filled()
    const runner = counting()
    const store = new ReplicationStore(file, purpose, runner)
    expect(store.found).toBe(12)
    const more = { ...batch, replications: replicationsFrom(0, 15) }
    expect(await store.run(more)).toEqual(await inThread.run(more))
    expect(runner.asked).toEqual([12, 13, 14])
    store.close()
  })

  it('tells scenarios, seeds and pairs apart', async () => {
    await filled()
    const runner = counting()
    const store = new ReplicationStore(file, purpose, runner)
    const others = [
      { ...batch, seed: 6 },
      { ...batch, antithetic: true },
      { ...batch, scenario: { ...scenario, trunks: 3 } },
    ]
    for (const other of others) expect(await store.run(other)).toEqual(await inThread.run(other))
    expect(runner.asked.length).toBe(36)
    store.close()
  })

  it('goes on after a crash at any byte, and after any byte of it was changed', async () => {
    const text = await filled()
    const expected = await inThread.run(batch)
    const resumed = async (left: string) => {
      writeFileSync(file, left)
      const runner = counting()
      const store = new ReplicationStore(file, purpose, runner)
      expect(await store.run(batch)).toEqual(expected)
      expect(store.found + runner.asked.length).toBe(12)
      store.close()
      // What was written after the cut is whole again.
      const again = new ReplicationStore(file, purpose, inThread)
      expect(again.found).toBe(12)
      again.close()
    }
    const head = text.indexOf('\n') + 1
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length }), (cut) => resumed(text.slice(0, cut))),
      { numRuns: 40 },
    )
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: head, max: text.length - 1 }), (at) =>
        resumed(`${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`),
      ),
      { numRuns: 20 },
    )
  })

  it('is refused when it is for another purpose, and left as it is', async () => {
    const text = await filled()
    const open = (other: typeof purpose) => () => new ReplicationStore(file, other, inThread)
    expect(open({ digest: 'another', seed: 5 })).toThrow(/other scenarios.*seed 5/)
    expect(open({ ...purpose, seed: 6 })).toThrow(/of seed 5 — .*seed 6/)
    expect(readFileSync(file, 'utf8')).toBe(text)
    writeFileSync(file, 'strowger: 1\nname: a scenario\n')
    expect(open(purpose)).toThrow(/a file of replications/)
  })
})
