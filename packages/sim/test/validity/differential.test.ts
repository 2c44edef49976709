import { describe, expect, it } from 'vitest'
import { inThread } from '../../src/run/in-thread.ts'
import { measureCase } from '../../src/validity/measured.ts'
import { playNaively } from '../../src/validity/naive-world.ts'
import { readCases } from '../../src/validity/reference-case.ts'

const [differential] = readCases('[{ "id": "d", "model": "differential", "worlds": 40 }]', 'file')

describe('the engine and the naive reference', () => {
  it('agree on every figure of 40 random worlds, in which callers wait, leave and are blocked', async () => {
    const { measured } = await measureCase(differential!, { calls: 1, seed: 2 }, inThread)
    const figures = new Map(measured.map(({ expected, same }) => [expected.measure, { value: expected.value, same }]))
    expect(figures.get('worlds alike')).toEqual({ value: 40, same: true })
    expect(measured.every(({ same }) => same)).toBe(true)
    expect(figures.get('blocked')!.value).toBeGreaterThan(100)
    expect(figures.get('abandoned')!.value).toBeGreaterThan(500)
    expect(figures.get('answeredWaitMs')!.value).toBeGreaterThan(1e8)
  })

  it('a runner that drops a call is found out', async () => {
    const wrong: typeof inThread = {
      run: async (batch) => {
        const seen = await inThread.run(batch)
        const [first] = seen
        return [{ ...first!, byType: first!.byType.map((tally) => ({ ...tally, answered: tally.answered - 1 })) }]
      },
    }
    const { measured } = await measureCase(differential!, { calls: 1, seed: 2 }, wrong)
    const [alike] = measured
    expect(alike).toMatchObject({ simulated: 0, same: false })
  })
})

describe('the naive world', () => {
  it('by hand: the second waits for the first, the third gives up, the fourth finds no trunk', () => {
    const calls = { timesMs: Float64Array.of(0, 10, 20, 30), handlingMs: Float64Array.of(100, 50, 50, 50) }
    const [fate] = playNaively({
      types: [{ groups: [0], patienceMs: 95, calls }],
      groups: [{ agents: 1, types: [0] }],
      trunks: 3,
    })
    expect(fate).toEqual({
      offered: 4,
      blocked: 1,
      answered: 2,
      abandoned: 1,
      answeredWaitMs: 90,
      abandonedWaitMs: 95,
      talkMs: 150,
    })
  })
})
