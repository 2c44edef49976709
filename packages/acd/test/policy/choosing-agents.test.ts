import {
  ExpectedDelay,
  FairThreshold,
  FewestContacts,
  LeastOccupied,
  LeastSkilled,
  MostSkilled,
  PercentAllocation,
  QueueRatio,
  RandomAgent,
  RoundRobin,
  ShadowRouting,
  WaitAndIdleWeights,
  WeightedIdle,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { SmallFloor } from './small-floor.ts'

const english = [{ name: 'call', requires: { english: 1 } }]

describe('by skill', () => {
  test('most skilled: the highest sum of levels in what is required, then longest idle', () => {
    const floor = new SmallFloor(new MostSkilled(), english, ['front'], ['english', 'latin'])
    floor.agent('front', 0, { english: 1, latin: 9 })
    const [first, second] = [floor.agent('front', 1, { english: 3 }), floor.agent('front', 2, { english: 3 })]
    expect([floor.arrive('call', 5), floor.arrive('call', 5), floor.arrive('call', 5)]).toEqual([first, second, 0])
  })

  test('least skilled: the fewest skills, then the lowest level, then longest idle', () => {
    const floor = new SmallFloor(new LeastSkilled(), english, ['front'], ['english', 'latin'])
    const both = floor.agent('front', 0, { english: 1, latin: 1 })
    const master = floor.agent('front', 1, { english: 9 })
    const novice = floor.agent('front', 2, { english: 1 })
    expect([1, 2, 3].map(() => floor.arrive('call', 5))).toEqual([novice, master, both])
  })
})

describe('by work done', () => {
  test('least occupied: the smaller share of time at work spent busy, whoever is idle longer', () => {
    const policy = new LeastOccupied({ windowMs: 10_000 })
    const floor = new SmallFloor(policy, ['call'], ['front'])
    const [busy, lazy] = [floor.agent('front'), floor.agent('front')]
    expect(floor.arrive('call', 0)).toBe(busy)
    expect(floor.arrive('call', 0)).toBe(lazy)
    floor.free(lazy, 500)
    floor.free(busy, 9000)
    floor.arrive('call', 9400)
    floor.free(lazy, 9500)
    expect(policy.occupancyOf(busy, 9500)).toBeCloseTo((1 - Math.exp(-0.9)) * Math.exp(-0.05), 3)
    // The busy one is idle since 9 s, the lazy one since 9.5 s, and yet:
    expect(floor.arrive('call', 9600)).toBe(lazy)
  })

  test('least occupied: a break is neither work nor rest', () => {
    const policy = new LeastOccupied({ windowMs: 1000 })
    const floor = new SmallFloor(policy, ['call'], ['front'])
    const agent = floor.agent('front')
    floor.arrive('call', 0)
    floor.free(agent, 1000)
    const worked = policy.occupancyOf(agent, 1000)
    expect(worked).toBeCloseTo(1 - Math.exp(-1), 3)
    floor.rest(agent, 1000, 900_000)
    expect(policy.occupancyOf(agent, 900_000)).toBe(worked)
    const fresh = floor.agent('front', 900_000)
    expect(floor.arrive('call', 900_000)).toBe(fresh)
  })

  test('fewest contacts: the fewest answered, then longest idle; a late shift is not flooded', () => {
    const floor = new SmallFloor(new FewestContacts(), ['call'], ['front'])
    const [a, b] = [floor.agent('front'), floor.agent('front')]
    for (let at = 1; at <= 6; at += 1) {
      expect(floor.arrive('call', 10 * at)).toBe(at % 2 === 1 ? a : b)
      floor.free(at % 2 === 1 ? a : b, 10 * at + 1)
    }
    const late = floor.agent('front', 70)
    // All stand at 3: the order is that of idle time again.
    expect([floor.arrive('call', 80), floor.arrive('call', 80), floor.arrive('call', 80)]).toEqual([a, b, late])
  })

  test('weighted idle: the product of weight and idle time decides', () => {
    const floor = new SmallFloor(new WeightedIdle({ weights: { desk: 0.5 } }), ['call'], ['front', 'desk'])
    const desk = floor.agent('desk', 0)
    const front = floor.agent('front', 60)
    expect(floor.arrive('call', 100)).toBe(desk) // 0.5 · 100 > 40
    floor.free(desk, 100)
    expect(floor.arrive('call', 101)).toBe(front)
  })

  test('weighted idle: half the weight rests longer than its idle time alone would say', () => {
    const floor = new SmallFloor(new WeightedIdle({ weights: { desk: 0.5 } }), ['call'], ['front', 'desk'])
    floor.agent('desk', 0)
    const front = floor.agent('front', 40)
    expect(floor.arrive('call', 100)).toBe(front) // 0.5 · 100 < 60
  })
})

describe('by turn and by lot', () => {
  test('round robin: by number, after the one chosen last, over the end to the first', () => {
    const floor = new SmallFloor(new RoundRobin(), ['call', 'other'], ['front', 'desk'])
    const all = [floor.agent('front'), floor.agent('desk'), floor.agent('front')]
    const turns = [1, 2, 3, 4, 5].map((at) => {
      const agent = floor.arrive('call', at)!
      floor.free(agent, at)
      return agent
    })
    expect(turns).toEqual([all[0], all[1], all[2], all[0], all[1]])
    expect(floor.arrive('other', 9)).toBe(all[0])
  })

  test('random: every idle agent equally often, and the same for the same seed', () => {
    const picks = (seed: number) => {
      const floor = new SmallFloor(new RandomAgent({ seed }), ['call'], ['front', 'desk'])
      for (const group of ['front', 'front', 'front', 'desk']) floor.agent(group)
      return Array.from({ length: 4000 }, (_, at) => {
        const agent = floor.arrive('call', at)!
        floor.free(agent, at)
        return agent
      })
    }
    const counts = [0, 1, 2, 3].map((agent) => picks(1).filter((pick) => pick === agent).length)
    // 1000 expected, standard deviation 27: five of them.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(137)
    expect(picks(1)).toEqual(picks(1))
    expect(picks(2)).not.toEqual(picks(1))
  })
})

describe('by group', () => {
  const agents = { call: [['own'], ['partner']] }

  test('queue ratio: fills the first tier to the target, then the next, then the least loaded', () => {
    const floor = new SmallFloor(new QueueRatio({ agents, target: 0.5 }), ['call'], ['own', 'partner'])
    const own = [1, 2, 3, 4].map(() => floor.agent('own'))
    const partner = [1, 2].map(() => floor.agent('partner'))
    const got = [1, 2, 3, 4, 5, 6].map((at) => floor.arrive('call', at)!)
    const groups = got.map((agent) => (own.includes(agent) ? 'own' : 'partner'))
    // 1/4, 2/4; partner 1/2; then 3/4 against 2/2; then 4/4 and 2/2, idle longest first.
    expect(groups.slice(0, 4)).toEqual(['own', 'own', 'partner', 'own'])
    expect(new Set(got)).toEqual(new Set([...own, ...partner]))
  })

  test('expected delay: leaves no group empty that is slow to recover, while another has agents to spare', () => {
    const policy = new ExpectedDelay({ agents, targetMs: 100, handlingMs: 1000 })
    const floor = new SmallFloor(policy, ['call'], ['own', 'partner'])
    const own = [floor.agent('own'), floor.agent('own')]
    const partner = [floor.agent('partner'), floor.agent('partner')]
    // One of two: no delay left behind. The second would leave 1000 ÷ 2 ms, more than the target.
    expect([1, 2, 3].map((at) => floor.arrive('call', at))).toEqual([own[0], partner[0], own[1]])
  })

  test('expected delay: learns handling times as they are', () => {
    const policy = new ExpectedDelay({ agents, targetMs: 100, handlingMs: 1000 })
    const floor = new SmallFloor(policy, ['call'], ['own', 'partner'])
    const own = floor.agent('own')
    for (let at = 0; at < 200; at += 1) {
      floor.arrive('call', 10 * at)
      floor.free(own, 10 * at + 5)
    }
    floor.agent('partner', 2000)
    floor.agent('partner', 2000)
    // 5 ms of handling leave a delay of 5 ms: within the target.
    expect(floor.arrive('call', 3000)).toBe(own)
  })

  test('percent allocation: counts follow the shares, whatever the number of agents', () => {
    const policy = new PercentAllocation({ shares: { call: { own: 75, partner: 25 } } })
    const floor = new SmallFloor(policy, ['call'], ['own', 'partner', 'nobody'])
    const own = floor.agent('own')
    for (const group of ['partner', 'partner', 'nobody']) floor.agent(group)
    const got = Array.from({ length: 40 }, (_, at) => {
      const agent = floor.arrive('call', at)!
      floor.free(agent, at)
      return agent
    })
    expect(got.filter((agent) => agent === own)).toHaveLength(30)
    expect(got).not.toContain(3)
  })

  test('fair threshold: the order of groups changes with the number inside', () => {
    const bands = [
      { upTo: 1, agents: [['slow'], ['fast']] },
      { upTo: Infinity, agents: [['fast'], ['slow']] },
    ]
    const floor = new SmallFloor(new FairThreshold({ bands }), ['call'], ['fast', 'slow'])
    const fast = [floor.agent('fast'), floor.agent('fast')]
    const slow = [floor.agent('slow'), floor.agent('slow')]
    expect([1, 2, 3, 4].map((at) => floor.arrive('call', at))).toEqual([slow[0], fast[0], fast[1], slow[1]])
    expect(() => new FairThreshold({ bands: bands.slice(0, 1) })).toThrow(/Infinity/)
  })

  test('shadow routing: loads of the groups become equal though one serves both types', () => {
    const handlingTimes = { a: { one: 100 }, b: { one: 100, two: 100 } }
    const floor = new SmallFloor(new ShadowRouting({ handlingTimes }), ['a', 'b'], ['one', 'two'])
    for (const group of ['one', 'two']) for (let at = 0; at < 3; at += 1) floor.agent(group)
    const inGroupTwo = Array.from({ length: 3000 }, (_, at) => {
      const type = at % 3 === 0 ? 'a' : 'b'
      const agent = floor.arrive(type, at)!
      floor.free(agent, at)
      return { type, two: agent >= 3 }
    }).filter(({ type, two }) => type === 'b' && two).length
    // a: 1000 to one; of 2000 b, 1500 to two make 1500 each.
    expect(inGroupTwo).toBeGreaterThan(1450)
    expect(inGroupTwo).toBeLessThan(1550)
  })

  test('wr: constant, waiting and idle weights add up, and the largest pair is served', () => {
    const weights = { base: { call: { own: 5 } }, idle: { call: { partner: 1 } } }
    const floor = new SmallFloor(new WaitAndIdleWeights(weights), ['call'], ['own', 'partner'])
    const own = floor.agent('own', 0)
    const partner = floor.agent('partner', 0)
    expect(floor.arrive('call', 4000)).toBe(own) // 5 > 4
    floor.free(own, 4000)
    expect(floor.arrive('call', 6000)).toBe(partner) // 5 < 6
  })
})
