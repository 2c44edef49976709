import { AccumulatingPriority, AcdEngine, LongestIdle, RoundRobin } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { SmallFloor } from './small-floor.ts'

// Failures of other exchanges, by their numbers in the list of known weaknesses.

test('W10: the best ranked contact is connected first, not the eighth', () => {
  const policy = new AccumulatingPriority({ perPriority: 60 })
  const engine = new AcdEngine({ types: [{ name: 'call' }], groups: [{ name: 'front', autoAnswer: true }], policy })
  const ranks = [3, 7, 1, 8, 2, 6, 5, 4]
  for (const [at, priority] of ranks.entries()) engine.offer({ type: 0, priority, ref: priority }, at)
  const agent = engine.addAgent({ group: 0 })
  engine.signIn(agent, 100)
  engine.ready(agent, 100)
  const served: number[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    if (event.kind !== 'connected') continue
    served.push(event.ref)
    engine.release(event.contact, 200)
  }
  expect(served).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
})

describe('W11: a turn does not stop', () => {
  test('when the agent whose turn it is, or the last of all, is not available', () => {
    const floor = new SmallFloor(new RoundRobin(), ['call'], ['front'])
    const all = [floor.agent('front'), floor.agent('front'), floor.agent('front')]
    expect(floor.arrive('call', 1)).toBe(all[0])
    floor.engine.notReady(all[2]!, 'break', 2)
    expect(floor.arrive('call', 3)).toBe(all[1])
    expect(floor.arrive('call', 4)).toBeUndefined()
    expect(floor.free(all[0]!, 5)).toBe('call')
    floor.free(all[1]!, 6)
    expect(floor.arrive('call', 7)).toBe(all[1])
  })
})

test('W15: an agent back from a break is at the end of the idle order, whenever its last call was', () => {
  const floor = new SmallFloor(new LongestIdle(), ['call'], ['front'])
  const [rested, working] = [floor.agent('front'), floor.agent('front')]
  floor.rest(rested, 10, 500_000)
  expect(floor.arrive('call', 500_001)).toBe(working)
  expect(floor.arrive('call', 500_002)).toBe(rested)
})

describe('W18: the low class does not starve', () => {
  /** A high contact every 10 ms to an agent who needs 10 ms for each, and one low contact: when it is served. */
  function waitOfLow(policy: AccumulatingPriority | LongestIdle): number {
    const engine = new AcdEngine({
      types: [{ name: 'low' }, { name: 'high', priority: 9 }],
      groups: [{ name: 'front', autoAnswer: true }],
      policy,
    })
    const agent = engine.addAgent({ group: 0 })
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
    engine.offer({ type: 1 }, 0)
    const low = engine.offer({ type: 0 }, 0)
    let inHand = 0
    for (let atMs = 0; atMs < 100_000; atMs += 10) {
      engine.offer({ type: 1 }, atMs)
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        if (event.kind === 'connected') inHand = event.contact
        if (event.kind === 'connected' && event.contact === low) return event.durationMs
      }
      engine.release(inHand, atMs)
    }
    return Infinity
  }

  test('under accumulating priority, however high the head start of the others', () => {
    expect(waitOfLow(new LongestIdle())).toBe(Infinity)
    // The low contact has earned the head start of 20 points after 20 s.
    const waitMs = waitOfLow(new AccumulatingPriority({ offsets: { high: 20 } }))
    expect(waitMs).toBeGreaterThanOrEqual(20_000)
    expect(waitMs).toBeLessThan(20_100)
  })
})

describe('overflow with delays and staged routing are stages of the engine', () => {
  test('a group helps once a contact has waited so long, and another later, to the millisecond', () => {
    const staged = {
      name: 'call',
      groups: ['own'],
      stages: [
        { afterMs: 20_000, groups: ['own', 'partner'] },
        { afterMs: 45_000, requires: {}, groups: ['own', 'partner', 'anyone'] },
      ],
    }
    const engine = new AcdEngine({
      types: [staged],
      groups: ['own', 'partner', 'anyone'].map((name) => ({ name, autoAnswer: true })),
    })
    for (const group of [1, 2]) {
      const agent = engine.addAgent({ group })
      engine.signIn(agent, 0)
      engine.ready(agent, 0)
    }
    engine.offer({ type: 0 }, 1000)
    engine.offer({ type: 0 }, 2000)
    const answers: number[][] = []
    for (const atMs of [20_999, 21_000, 22_000, 46_999, 47_000]) {
      engine.advance(atMs)
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        if (event.kind === 'connected') answers.push([event.atMs, event.contact, event.agent])
      }
    }
    expect(answers).toEqual([
      [21_000, 1, 0],
      [47_000, 2, 1],
    ])
  })
})
