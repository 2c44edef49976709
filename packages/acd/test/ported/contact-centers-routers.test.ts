import {
  type AcdConfig,
  AcdEngine,
  Combined,
  type ContactTypeConfig,
  ExpectedDelay,
  FixedQueueRatio,
  LeastSkilled,
  LongestWeightedWait,
  QueueRatio,
  RankedLists,
  type RoutingPolicy,
  WeightedIdle,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/*
 * The routers of ContactCenters (Buist & L'Ecuyer, Winter Simulation Conference 2005), each by a small example of what its
 * definition says, with the exact sequence: which contact (by the type's letter and its number) goes to which agent, and when.
 *
 * | theirs                           | here                                                                                    |
 * | -------------------------------- | --------------------------------------------------------------------------------------- |
 * | QueuePriorityRouter              | RankedLists with one name in each tier                                                  |
 * | AgentsPrefRouter                 | RankedLists with ties; weights by Combined of WeightedIdle and LongestWeightedWait      |
 * | AgentsPrefRouterWithDelays       | delays of a group for a queue; overflow transfer by a stage that names other groups     |
 * | OverflowAndPriorityRouter        | stages; a rank that gets worse with the wait by a rule of overflow to a type of its own |
 * | LocalSpecRouter                  | LeastSkilled, delays for the other region, and the own region's queue first             |
 * | LongestWeightedWaitingTimeRouter | LongestWeightedWait                                                                     |
 * | LongestQueueFirstRouter          | FixedQueueRatio with equal ratios                                                       |
 * | SingleFIFOQueueRouter            | the default                                                                             |
 * | QueueAtLastGroupRouter           | a stage at once, with the last group alone                                              |
 * | QueueRatioOverflowRouter         | QueueRatio: the load in hand in the place of a queue for each group                     |
 * | ExpDelayRouter                   | ExpectedDelay, likewise                                                                 |
 *
 * Not here: randomised selection by score (RandomAgent draws evenly), and queues that are cleared when the last agent leaves (a rule
 * of overflow with `empty` does that, and says where to).
 */

/** Agents answer at once; what they got is told as `1000 b2→1`: time, type and contact, agent. */
class Center {
  readonly #engine: AcdEngine
  readonly #types: readonly string[]

  constructor(config: Omit<AcdConfig, 'groups'> & { groups: Readonly<Record<string, object>> }, ...agents: string[]) {
    const groups = Object.entries(config.groups).map(([name, more]) => ({ name, autoAnswer: true, ...more }))
    this.#engine = new AcdEngine({ ...config, groups })
    this.#types = config.types.map(({ name }) => name)
    for (const group of agents) {
      const agent = this.#engine.addAgent({ group: this.#engine.groupNumber(group) })
      this.#engine.signIn(agent, 0)
      this.#engine.ready(agent, 0)
    }
  }

  /** Contacts of these types arrive, a millisecond apart. */
  arrive(types: string, atMs: number): string[] {
    for (const [at, type] of types.split('').entries())
      this.#engine.offer({ type: this.#types.indexOf(type) }, atMs + at)
    return this.#told()
  }

  /** The agents' conversations end, a millisecond apart. */
  free(agents: readonly number[], atMs: number): string[] {
    for (const [at, agent] of agents.entries()) this.#engine.release(this.#engine.contactsOf(agent)[0]!, atMs + at)
    return this.#told()
  }

  /** Time passes. */
  pass(toMs: number): string[] {
    this.#engine.advance(toMs)
    return this.#told()
  }

  #told(): string[] {
    const lines: string[] = []
    for (let event = this.#engine.read(); event !== undefined; event = this.#engine.read()) {
      if (event.kind !== 'connected') continue
      lines.push(`${event.atMs} ${this.#types[event.type]}${event.contact}→${event.agent}`)
    }
    return lines
  }
}

const types = (...names: string[]): ContactTypeConfig[] => names.map((name) => ({ name }))
const center = (policy: RoutingPolicy, names: string, groups: readonly string[], ...agents: string[]) =>
  new Center(
    { types: types(...names.split('')), groups: Object.fromEntries(groups.map((name) => [name, {}])), policy },
    ...agents,
  )

test('queue priority: the first group of the type’s list with somebody free, the first queue of the group’s list with somebody in it', () => {
  const policy = new RankedLists({
    agents: { a: [['one'], ['two']], b: [['two'], ['one']] },
    contacts: { one: [['a'], ['b']], two: [['b'], ['a']] },
  })
  const floor = center(policy, 'ab', ['one', 'two'], 'one', 'two')
  // The second a overflows to group two.
  expect(floor.arrive('aa', 0)).toEqual(['0 a1→0', '1 a2→1'])
  expect(floor.arrive('baab', 10)).toEqual([])
  expect(floor.free([0, 1, 0, 1], 20)).toEqual(['20 a4→0', '21 b3→1', '22 a5→0', '23 b6→1'])
})

describe('agents’ preference', () => {
  test('a lower rank first, and among equals the longest idle and the longest wait', () => {
    const policy = new RankedLists({
      agents: { a: [['one', 'two'], ['three']] },
      contacts: { one: [['a'], ['b', 'c']] },
    })
    const floor = center(policy, 'abc', ['one', 'two', 'three'], 'three', 'two', 'one')
    // Three has been idle longest, and ranks last; of the others two has.
    expect(floor.arrive('aaa', 0)).toEqual(['0 a1→1', '1 a2→2', '2 a3→0'])
    expect(floor.arrive('cba', 10)).toEqual([])
    // One prefers a, and among b and c the one that waits longer.
    expect(floor.free([2, 2, 2], 20)).toEqual(['20 a6→2', '21 c4→2', '22 b5→2'])
  })

  test('weights multiply idle time and wait', () => {
    const policy = new Combined({
      agents: new WeightedIdle({ weights: { one: 1, two: 3 } }),
      contacts: new LongestWeightedWait({ weights: { a: 1, b: 3 } }),
    })
    const floor = center(policy, 'ab', ['one', 'two'], 'one', 'two')
    expect(floor.arrive('aa', 100)).toEqual(['100 a1→1', '101 a2→0'])
    expect(floor.free([0], 110)).toEqual([])
    expect(floor.free([1], 120)).toEqual([])
    // At 130 one has been idle for 20, two for 10: 1 · 20 against 3 · 10.
    expect(floor.arrive('a', 130)).toEqual(['130 a3→1'])
    expect(floor.arrive('a', 131)).toEqual(['131 a4→0'])
    floor.arrive('a', 140)
    floor.arrive('b', 150)
    // At 154 a has waited 14, b 3 · 4; at 170 another a 1 · …, so b first from 155 on.
    expect(floor.free([0], 154)).toEqual(['154 a5→0'])
    floor.arrive('a', 155)
    expect(floor.free([0], 170)).toEqual(['170 b6→0'])
  })
})

describe('agents’ preference with delays', () => {
  const delayed = (delayMs: number, priority = 0) => ({ queues: { a: { delayMs, priority } } })

  test('a group takes a contact only when it has waited so long, each delay a time of its own', () => {
    const groups = { near: {}, far: delayed(10), farther: delayed(30) }
    const floor = new Center({ types: types('a'), groups }, 'near', 'far', 'farther')
    expect(floor.arrive('aaaa', 0)).toEqual(['0 a1→0'])
    expect(floor.pass(100)).toEqual(['11 a2→1', '32 a3→2'])
    // Who is free takes only what has waited long enough: the fourth has.
    expect(floor.free([2], 101)).toEqual(['101 a4→2'])
    expect(floor.free([1], 102)).toEqual([])
    expect(floor.arrive('a', 103)).toEqual([])
    expect(floor.pass(112)).toEqual([])
    expect(floor.pass(113)).toEqual(['113 a5→1'])
  })

  test('overflow transfer: what has overflowed is lost to the first group', () => {
    const type = { name: 'a', groups: ['near'], stages: [{ afterMs: 10, groups: ['far'] }] }
    const floor = new Center({ types: [type], groups: { near: {}, far: {} } }, 'near', 'far')
    floor.arrive('aa', 0)
    expect(floor.pass(10)).toEqual([])
    expect(floor.pass(11)).toEqual(['11 a2→1'])
    floor.arrive('a', 20)
    floor.pass(30)
    expect(floor.free([0], 31)).toEqual([])
    expect(floor.free([1], 32)).toEqual(['32 a3→1'])
  })

  test('without the longest wait: types with the shorter delay first', () => {
    const groups = { near: { queues: { a: { delayMs: 10 }, b: { priority: 1 } } } }
    const floor = new Center({ types: types('a', 'b'), groups }, 'near')
    floor.arrive('bab', 0)
    expect(floor.free([0, 0], 50)).toEqual(['50 b3→0', '51 a2→0'])
  })
})

test('overflow and priority: after a time another group, and a lower rank with the first', () => {
  const policy = new RankedLists({ contacts: { zero: [['a'], ['l']], one: [['l']] } })
  const late = { name: 'late', afterMs: 10, do: { type: 'l' } }
  const floor = new Center(
    {
      types: [{ name: 'a', groups: ['zero'], overflow: [late] }, { name: 'l' }],
      groups: { zero: {}, one: {} },
      policy,
    },
    'zero',
    'one',
  )
  floor.arrive('l', 0)
  expect(floor.arrive('l', 1)).toEqual(['1 l2→1'])
  expect(floor.arrive('aa', 2)).toEqual([])
  floor.pass(12)
  // The first a has become late; the second, which came after it, ranks before it with zero.
  expect(floor.free([0], 12)).toEqual(['12 a4→0'])
  expect(floor.free([1], 13)).toEqual(['13 l3→1'])
})

test('local specialists: the own region first, who has fewer skills before others, the other region after a delay', () => {
  const remote = (type: string, own: string) => ({ queues: { [type]: { delayMs: 20 }, [own]: { priority: 1 } } })
  const config = {
    skills: ['x', 'y'],
    types: ['e', 'w'].map((name) => ({ name, requires: { x: 1 } })),
    groups: {
      'east specialist': { skills: { x: 1 }, ...remote('w', 'e') },
      'east generalist': { skills: { x: 1, y: 1 }, ...remote('w', 'e') },
      'west specialist': { skills: { x: 1 }, ...remote('e', 'w') },
    },
    policy: new LeastSkilled(),
  }
  const floor = new Center(config, 'east generalist', 'east specialist', 'west specialist')
  expect(floor.arrive('eee', 0)).toEqual(['0 e1→1', '1 e2→0'])
  expect(floor.pass(21)).toEqual([])
  expect(floor.pass(22)).toEqual(['22 e3→2'])
  floor.arrive('we', 30)
  // West takes its own, though both wait; what is left has not waited long enough for it.
  expect(floor.free([2], 40)).toEqual(['40 w4→2'])
  expect(floor.free([2], 41)).toEqual([])
  expect(floor.pass(60)).toEqual(['51 e5→2'])
})

test('longest weighted wait, longest queue first, one queue for all: the same arrivals, three orders', () => {
  const order = (policy: RoutingPolicy | undefined) => {
    const groups = { all: {} }
    const floor = new Center({ types: types('a', 'b'), groups, ...(policy === undefined ? {} : { policy }) }, 'all')
    floor.arrive('aabba', 0)
    return floor.free([0, 0, 0, 0], 6).map((line) => line.split(' ')[1])
  }
  expect(order(undefined)).toEqual(['a2→0', 'b3→0', 'b4→0', 'a5→0'])
  // At 6 ms a has waited 5, b 4 · 3; at 7 a 6, b 4 · 4.
  expect(order(new LongestWeightedWait({ weights: { b: 3 } }))).toEqual(['b3→0', 'b4→0', 'a2→0', 'a5→0'])
  // Two of each: the one that waits longer; then two b against one a.
  expect(order(new FixedQueueRatio({ ratios: { a: 1, b: 1 } }))).toEqual(['a2→0', 'b3→0', 'b4→0', 'a5→0'])
  const floor = new Center(
    { types: types('a', 'b'), groups: { all: {} }, policy: new FixedQueueRatio({ ratios: { a: 1, b: 1 } }) },
    'all',
  )
  floor.arrive('aabbb', 0)
  expect(floor.free([0], 6)).toEqual(['6 b3→0'])
})

test('queue at the last group: it overflows through the list, and then waits for the last alone', () => {
  const type = { name: 'a', stages: [{ afterMs: 1, groups: ['last'] }] }
  const policy = new RankedLists({ agents: { a: [['first'], ['last']] } })
  const floor = new Center({ types: [type], groups: { first: {}, last: {} }, policy }, 'last', 'first')
  expect(floor.arrive('aaa', 0)).toEqual(['0 a1→1', '1 a2→0'])
  floor.pass(10)
  expect(floor.free([1], 11)).toEqual([])
  expect(floor.free([0], 12)).toEqual(['12 a3→0'])
})

describe('groups by their load', () => {
  const agents = { a: [['own'], ['partner']] }
  const staff = ['own', 'own', 'own', 'partner', 'partner']

  test('queue ratio: the own group to two thirds, then the partner’s, then the least loaded', () => {
    const floor = center(new QueueRatio({ agents, target: 0.67 }), 'a', ['own', 'partner'], ...staff)
    expect(floor.arrive('aaaaa', 0)).toEqual(['0 a1→0', '1 a2→1', '2 a3→3', '3 a4→2', '4 a5→4'])
  })

  test('expected delay: the own group while somebody is left, or is soon free again', () => {
    const policy = new ExpectedDelay({ agents, targetMs: 40, handlingMs: 90 })
    const floor = center(policy, 'a', ['own', 'partner'], ...staff)
    // The third of the own would leave 90 ÷ 3 ms of delay, within the target; the second of the partner’s 90 ÷ 2.
    expect(floor.arrive('aaaaa', 0)).toEqual(['0 a1→0', '1 a2→1', '2 a3→2', '3 a4→3', '4 a5→4'])
    const strict = new ExpectedDelay({ agents, targetMs: 20, handlingMs: 90 })
    const other = center(strict, 'a', ['own', 'partner'], ...staff)
    expect(other.arrive('aaa', 0)).toEqual(['0 a1→0', '1 a2→1', '2 a3→3'])
  })
})
