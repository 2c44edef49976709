import {
  AccumulatingPriority,
  type ContactTypeConfig,
  FixedQueueRatio,
  GeneralizedCMu,
  LongestWeightedWait,
  type RoutingPolicy,
  ServiceObjective,
  WaitAndIdleWeights,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { SmallFloor } from './small-floor.ts'

/** One agent is busy while contacts arrive, [type, time]; the order in which it takes them from `fromMs` on. */
function order(policy: RoutingPolicy, arrivals: readonly (readonly [string, number])[], fromMs: number): string[] {
  const types: ContactTypeConfig[] = [{ name: 'a' }, { name: 'b' }, { name: 'first' }]
  const floor = new SmallFloor(policy, types, ['front'])
  const agent = floor.agent('front')
  floor.arrive('first', 0)
  for (const [type, atMs] of arrivals) floor.arrive(type, atMs)
  return floor.order(agent, fromMs)
}

describe('the contact that an agent takes', () => {
  test('longest weighted wait: weight times wait', () => {
    const arrivals = [
      ['a', 1000],
      ['b', 6000],
    ] as const
    // At 10 s: a 9, b 2 · 4; at 12 s: a 11, b 2 · 6.
    expect(order(new LongestWeightedWait({ weights: { b: 2 } }), arrivals, 10_000)).toEqual(['a', 'b'])
    expect(order(new LongestWeightedWait({ weights: { b: 2 } }), arrivals, 12_000)).toEqual(['b', 'a'])
  })

  test('accumulating priority: rate times wait plus head start', () => {
    const arrivals = [
      ['a', 0],
      ['b', 5000],
    ] as const
    const headStart = () => new AccumulatingPriority({ offsets: { b: 6 } })
    expect(order(headStart(), arrivals, 9000)).toEqual(['b', 'a']) // 9 against 4 + 6
    const small = new AccumulatingPriority({ offsets: { b: 4 } })
    expect(order(small, arrivals, 9000)).toEqual(['a', 'b']) // 9 against 4 + 4
    expect(order(new AccumulatingPriority({ rates: { b: 3 } }), arrivals, 9000)).toEqual(['b', 'a']) // 9 against 12
  })

  test('accumulating priority: priority counts as points where it is told to', () => {
    const floor = new SmallFloor(new AccumulatingPriority({ perPriority: 1 }), ['a', 'b'], ['front'])
    const agent = floor.agent('front')
    for (const [type, atMs, priority] of [
      ['a', 0, 0],
      ['a', 1, 0],
      ['b', 8000, 5],
    ] as const) {
      floor.arrive(type, atMs, priority)
    }
    expect(floor.order(agent, 9000)).toEqual(['a', 'b']) // 9 against 1 + 5
  })

  test('fixed queue ratio: the type that most exceeds its share of the queue', () => {
    const arrivals = ['a', 'a', 'a', 'b', 'b', 'b'].map((type, at) => [type, at + 1] as const)
    // Shares 3/4 and 1/4 (first has none): b exceeds its share by 1.5, then by 0.75, and so on.
    const policy = new FixedQueueRatio({ ratios: { a: 3, b: 1, first: 0 } })
    expect(order(policy, arrivals, 100)).toEqual(['b', 'b', 'a', 'b', 'a', 'a'])
  })

  test('generalized cμ: marginal cost over handling time', () => {
    const arrivals = [
      ['a', 0],
      ['b', 6000],
    ] as const
    const convex = () => new GeneralizedCMu({ linear: { a: 8, b: 0 }, quadratic: { b: 1 } })
    expect(order(convex(), arrivals, 9000)).toEqual(['a', 'b']) // 8 against 2 · 3
    expect(order(convex(), arrivals, 11_000)).toEqual(['b', 'a']) // 8 against 2 · 5
    const long = new GeneralizedCMu({ handlingTimes: { a: { front: 300 }, b: { front: 200 } } })
    expect(order(long, arrivals, 9000)).toEqual(['b', 'a'])
  })

  test('service objective: wait over objective; predicted adds how slowly the type advances', () => {
    const arrivals = [
      ['a', 0],
      ['b', 6000],
    ] as const
    const current = () => new ServiceObjective({ objectives: { a: 30_000, b: 10_000 }, wait: 'current' })
    expect(order(current(), arrivals, 8000)).toEqual(['a', 'b']) // 8/30 against 2/10
    expect(order(current(), arrivals, 10_000)).toEqual(['b', 'a']) // 10/30 against 4/10
  })

  test('service objective: a type that advances slowly is in greater need', () => {
    const policy = new ServiceObjective({ objectives: { a: 10_000, b: 10_000 } })
    const floor = new SmallFloor(policy, ['a', 'b'], ['front'])
    const agent = floor.agent('front')
    floor.arrive('a', 0)
    floor.arrive('b', 1)
    floor.free(agent, 8001) // b advanced after 8 s at the head: A = 1 s
    floor.arrive('a', 9000)
    floor.arrive('b', 9500)
    expect(floor.free(agent, 10_000)).toBe('b') // a 1 s, b 0.5 + 1 s
  })

  test('wr: the waiting weight of the pair', () => {
    const arrivals = [
      ['a', 0],
      ['b', 5000],
    ] as const
    const policy = new WaitAndIdleWeights({ wait: { a: { front: 1 }, b: { front: 3 } } })
    expect(order(policy, arrivals, 9000)).toEqual(['b', 'a'])
  })
})
