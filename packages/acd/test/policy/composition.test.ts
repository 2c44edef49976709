import {
  AccumulatingPriority,
  AcdEngine,
  Combined,
  FewestContacts,
  LongestWeightedWait,
  MostSkilled,
  PercentAllocation,
  PerType,
  Reservation,
  RoundRobin,
} from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { play } from '../../../sim/src/check/play.ts'
import { Xoshiro128 } from '../../src/random/xoshiro128.ts'
import { commands, worlds } from './random-floor.ts'
import { everyPolicy } from './every-policy.ts'
import { SmallFloor } from './small-floor.ts'

describe('reservation', () => {
  test('keeps the last agent for who may have it, and serves the held as soon as another is idle', () => {
    const floor = new SmallFloor(new Reservation({ keep: { low: { front: 1 } } }), ['low', 'high'], ['front'])
    const [a, b] = [floor.agent('front'), floor.agent('front')]
    expect(floor.arrive('low', 1)).toBe(a)
    expect(floor.arrive('low', 2)).toBeUndefined()
    expect(floor.free(a, 3)).toBe('low')
    expect(floor.arrive('low', 4)).toBeUndefined()
    expect(floor.arrive('high', 5)).toBe(b)
    expect(floor.free(b, 6)).toBeUndefined()
    expect(floor.engine.waiting).toBe(1)
  })

  test('never holds a contact for which more are idle than it keeps: it needs no wake-up', () => {
    // Types are orders, complaints, sales; groups front, desk, partner.
    const keep = { orders: { front: 1, desk: 2 }, sales: { front: 1 } }
    const least = [
      [1, 2, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]
    fc.assert(
      fc.property(worlds, commands, (world, sequence) => {
        const mayHold = (type: number, group: number, idle: number) => idle <= least[type]![group]!
        const { broken, lines } = play(world, sequence, new Reservation({ keep }), mayHold)
        if (broken !== undefined) throw new Error(`${lines.join('\n')}\n${broken.message}`)
      }),
      { numRuns: 1000, seed: 1891 },
    )
  })
})

describe('several policies in one engine', () => {
  test('each type is given to agents by its own, and proposals are decided by priority, then wait', () => {
    const policy = new PerType({
      types: { turns: new RoundRobin(), skilled: new MostSkilled(), weighed: new LongestWeightedWait({ weights: {} }) },
    })
    const types = [{ name: 'turns' }, { name: 'skilled', requires: { latin: 1 } }, { name: 'weighed', priority: 3 }]
    const floor = new SmallFloor(policy, types, ['front'], ['latin'])
    const all = [1, 3, 2].map((latin) => floor.agent('front', 0, { latin }))
    expect(floor.arrive('skilled', 1)).toBe(all[1])
    expect(floor.arrive('turns', 2)).toBe(all[0])
    expect(floor.arrive('turns', 3)).toBe(all[2])
    floor.arrive('turns', 4)
    floor.arrive('skilled', 5)
    floor.arrive('weighed', 6)
    expect(floor.order(all[1]!, 7)).toEqual(['weighed', 'turns', 'skilled'])
  })

  test('what one policy holds does not hold another', () => {
    const reserved = new Reservation({ keep: { low: { front: 5 } } })
    const policy = new PerType({ types: { low: reserved } })
    const floor = new SmallFloor(policy, ['low', 'high'], ['front'])
    const agent = floor.agent('front')
    expect([floor.arrive('low', 1), floor.arrive('high', 2)]).toEqual([undefined, agent])
    expect(policy.holds).toBe(true)
  })

  test('combined: agents by one, contacts by the other', () => {
    const contacts = new AccumulatingPriority({ rates: { quick: 10 } })
    const floor = new SmallFloor(new Combined({ agents: new FewestContacts(), contacts }), ['slow', 'quick'], ['front'])
    const agent = floor.agent('front')
    floor.arrive('slow', 0)
    floor.arrive('slow', 1000)
    floor.arrive('quick', 2000)
    expect(floor.order(agent, 4000)).toEqual(['quick', 'slow'])
  })
})

describe('a policy whose names change', () => {
  test.each(Object.entries(everyPolicy))('%s may be prepared again', (_name, make) => {
    const policy = make()
    const names = { types: ['orders', 'complaints', 'sales'], groups: ['front', 'desk', 'partner'] }
    const more = { types: ['new', ...names.types], groups: [...names.groups, 'extra'] }
    for (const each of [names, more, names]) policy.prepare?.(each)
    const engine = new AcdEngine({
      types: names.types.map((name) => ({ name })),
      groups: names.groups.map((name) => ({ name })),
      policy,
    })
    for (const group of [0, 1, 2, 0]) {
      const agent = engine.addAgent({ group })
      engine.signIn(agent, 0)
      engine.ready(agent, 0)
    }
    engine.offer({ type: 1 }, 1)
    expect(engine.waiting).toBe(0)
  })

  test('keeps what it has learned of the names that remain', () => {
    const policy = new PercentAllocation({ shares: { call: { own: 50, partner: 50 } } })
    const floor = new SmallFloor(policy, ['call'], ['own', 'partner'])
    const [own, partner] = [floor.agent('own'), floor.agent('partner')]
    floor.arrive('call', 1)
    floor.free(own, 2)
    policy.prepare({ types: ['call'], groups: ['own', 'partner'] })
    expect(floor.arrive('call', 3)).toBe(partner)
  })
})

test('xoshiro128++ gives the published first numbers of state 1, 2, 3, 4', () => {
  const lots = new Xoshiro128([1, 2, 3, 4])
  expect([1, 2, 3, 4].map(() => lots.next())).toEqual([641, 1_573_767, 3_222_811_527, 3_517_856_514])
})
