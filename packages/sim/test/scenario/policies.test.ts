import type { AgentSelection } from '@strowger/acd'
import * as engine from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { configFrom, policyData } from '../../src/model/policy-data.ts'
import { replicate } from '../../src/run/replications.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { POLICY_NAMES } from '../../src/scenario/policies.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { changed, loadText, mistakeOf, SMALL } from './small-scenario.ts'

const withRouting = (routing: string) => loadText(`${SMALL}routing: ${routing}\n`)

/** Every policy with all of its parameters. */
const examples: Readonly<Record<(typeof POLICY_NAMES)[number], string>> = {
  'longest-idle': '{ policy: longest-idle }',
  ranked: '{ policy: ranked, agents: { vip: [[desk]] } }',
  'least-occupied': '{ policy: least-occupied, window: 10m }',
  'most-skilled': '{ policy: most-skilled }',
  'least-skilled': '{ policy: least-skilled }',
  'round-robin': '{ policy: round-robin }',
  random: '{ policy: random }',
  'fewest-contacts': '{ policy: fewest-contacts }',
  'longest-weighted-wait': '{ policy: longest-weighted-wait, weights: { vip: 3 } }',
  'accumulating-priority':
    '{ policy: accumulating-priority, rates: { vip: 2 }, offsets: { vip: -60 }, perPriority: 5 }',
  'service-objective': '{ policy: service-objective, objectives: { vip: 10s } }',
  'queue-ratio': '{ policy: queue-ratio, ratios: { vip: 1, orders: 3 } }',
  'generalized-c-mu':
    '{ policy: generalized-c-mu, linear: { vip: 4 }, quadratic: { orders: 0.1 }, handlingTimes: { vip: { desk: 200s } } }',
  reservation: '{ policy: reservation, keep: { orders: { desk: 1 } } }',
  wr: '{ policy: wr, base: { vip: { desk: -3 } }, wait: { vip: { desk: 2 } }, idle: { orders: { front: 1 } } }',
  'weighted-idle': '{ policy: weighted-idle, idleWeights: { desk: 0.5 } }',
  'percent-allocation': '{ policy: percent-allocation, shares: { orders: { front: 60, desk: 40 } }, memory: 100 }',
  'shadow-routing':
    '{ policy: shadow-routing, handlingTimes: { orders: { front: 180s, desk: 180s } }, sizes: { front: 5, desk: 2 } }',
  'expected-delay':
    '{ policy: expected-delay, agents: { orders: [[front], [desk]] }, targetDelay: 20s, assumedHandlingTime: 2m }',
  'load-ratio': '{ policy: load-ratio, agents: { orders: [[desk], [front]] }, targetLoad: 0.7 }',
  'fair-threshold':
    '{ policy: fair-threshold, bands: [{ upTo: 3, agents: [[front]] }, { agents: [[desk], [front]] }] }',
  combined:
    '{ policy: combined, agentsBy: { policy: random }, contactsBy: { policy: longest-weighted-wait, weights: { vip: 3 } } }',
  'per-type':
    '{ policy: per-type, policies: [{ types: [vip], by: { policy: most-skilled } }], otherwise: { policy: round-robin }, across: { policy: longest-weighted-wait, weights: { vip: 3 } } }',
}

/** Policies of the engine that no scenario names, with the reason. */
const unnamed: Readonly<Record<string, string>> = {
  AgentCost: 'a class to derive policies from',
  ContactIndex: 'a class to derive policies from',
  PoolCost: 'a class to derive policies from',
}

/** Contacts that each group answered of calls that never wait, 300 an hour, by a policy. */
function answeredBy(routing: string, duration = '2h'): number[] {
  const scenario = loadText(`strowger: 1
name: Two partners, both with idle agents all the time
run: { duration: ${duration} }
types: { call: { arrivals: { perHour: 300 }, handlingTime: 1m } }
groups: { own: { agents: 50 }, partner: { agents: 50 } }
routing: ${routing}
`)
  const { byGroup } = replicate(scenario, { replications: 1, seed: 5 }).observations[0]!
  return byGroup.map(({ answered }) => answered)
}

/** Everything that was told in a run, by the scenario's policy or by another. */
function toldBy(scenario: Scenario, policy?: (seed: number) => engine.RoutingPolicy): string[] {
  const model = compileModel(scenario)
  const told: string[] = []
  const observe = (event: engine.AcdEvent) => told.push(JSON.stringify(event))
  new Simulation(policy === undefined ? model : { ...model, policy }, 7, 0, { observe }).run()
  return told
}

/** Three groups of which two take both types, busy enough that both agents and contacts are chosen. */
const busyDay = (routing: string) =>
  loadText(`strowger: 1
name: Own agents, a partner, and a desk
run: { duration: 6h, startsAt: 08:00 }
skills: { hard: {} }
types:
  easy: { arrivals: { perHour: 200 }, handlingTime: { distribution: exponential, mean: 3m }, patience: 4m }
  hard: { arrivals: { perHour: 100 }, handlingTime: { distribution: exponential, mean: 4m }, requires: [hard] }
groups:
  own: { agents: 6, skills: [hard] }
  partner: { agents: 8, handlingFactor: 1.3 }
  desk: { agents: 5, skills: { hard: 3 } }
routing: ${routing}
`)

describe('a policy of a scenario', () => {
  test('is each of those of the engine, or there is a reason', () => {
    const named = Object.values(examples).map(
      (routing) => compileModel(withRouting(routing)).policy(1).constructor.name,
    )
    const isPolicy = (value: unknown) => typeof value === 'function' && 'selectAgent' in Object(value.prototype)
    const all = Object.entries(engine).flatMap(([name, value]) => (isPolicy(value) ? [name] : []))
    expect([...named, ...Object.keys(unnamed)].sort()).toEqual(all.sort())
  })

  test('percent-allocation splits a type as its shares say, to a contact', () => {
    const [own = 0, partner = 0] = answeredBy(
      '{ policy: percent-allocation, shares: { call: { own: 60, partner: 40 } } }',
    )
    expect(own + partner).toBeGreaterThan(500)
    expect(Math.abs(own - 0.6 * (own + partner))).toBeLessThanOrEqual(1)
  })

  test('shadow-routing divides the load as the groups are large', () => {
    const times = 'handlingTimes: { call: { own: 1m, partner: 1m } }'
    const [own = 0, partner = 0] = answeredBy(`{ policy: shadow-routing, ${times}, sizes: { own: 30, partner: 10 } }`)
    // Until the virtual work is 10 (100 steps of 1 ÷ 10), V_own ÷ 30 = V_partner ÷ 10: of 250 calls own has 225. From then on each is
    // drained as much as the other, so that as much is added, by three calls of own and by one of the partner.
    expect(own + partner).toBeGreaterThan(500)
    expect(Math.abs(own - 225 - 3 * (partner - 25))).toBeLessThanOrEqual(4)
  })

  test('weighted-idle lets a group of half the weight rest twice as long', () => {
    const [own = 0, partner = 0] = answeredBy('{ policy: weighted-idle, idleWeights: { own: 0.5 } }', '4d')
    // Rests of 2x and x minutes, calls of one: 50 ÷ (2x + 1) + 50 ÷ (x + 1) = 5 a minute, which is x = 14.17.
    expect(partner / own).toBeGreaterThan(0.99 * (29.34 / 15.17))
    expect(partner / own).toBeLessThan(1.01 * (29.34 / 15.17))
  })

  test.each<[string, () => engine.RoutingPolicy]>([
    [
      '{ policy: expected-delay, agents: { easy: [[partner], [own, desk]] }, targetDelay: 15s, assumedHandlingTime: 2m }',
      () =>
        new engine.ExpectedDelay({
          agents: { easy: [['partner'], ['own', 'desk']] },
          targetMs: 15_000,
          handlingMs: 120_000,
        }),
    ],
    [
      '{ policy: load-ratio, agents: { easy: [[own], [partner]], hard: [[desk]] }, targetLoad: 0.8 }',
      () => new engine.QueueRatio({ agents: { easy: [['own'], ['partner']], hard: [['desk']] }, target: 0.8 }),
    ],
    [
      '{ policy: fair-threshold, bands: [{ upTo: 12, agents: [[partner], [own]] }, { agents: [[own], [desk]] }] }',
      () =>
        new engine.FairThreshold({
          bands: [
            { upTo: 12, agents: [['partner'], ['own']] },
            { upTo: Infinity, agents: [['own'], ['desk']] },
          ],
        }),
    ],
    [
      '{ policy: combined, agentsBy: { policy: least-skilled }, contactsBy: { policy: accumulating-priority, rates: { hard: 4 } } }',
      () =>
        new engine.Combined({
          agents: new engine.LeastSkilled(),
          contacts: new engine.AccumulatingPriority({ rates: { hard: 4 }, offsets: {}, perPriority: 0 }),
        }),
    ],
    [
      '{ policy: per-type, policies: [{ types: [easy], by: { policy: fewest-contacts } }], otherwise: { policy: expected-delay, agents: { hard: [[desk]] }, targetDelay: 10s }, across: { policy: queue-ratio, ratios: { hard: 2 } } }',
      () =>
        new engine.PerType({
          types: { easy: new engine.FewestContacts() },
          otherwise: new engine.ExpectedDelay({ agents: { hard: [['desk']] }, targetMs: 10_000 }),
          across: new engine.FixedQueueRatio({ ratios: { hard: 2 } }),
        }),
    ],
  ])('%s decides as that of the engine made by hand, to the last event', (routing, byHand) => {
    const told = toldBy(busyDay(routing))
    expect(told).toEqual(toldBy(busyDay('{}'), byHand))
    expect(told).not.toEqual(toldBy(busyDay('{}')))
  })

  test('one entry of per-type is one policy for all of its types, two are two', () => {
    const both =
      '{ policy: per-type, policies: [{ types: [easy, hard], by: { policy: queue-ratio, ratios: { hard: 3 } } }] }'
    expect(toldBy(busyDay(both))).toEqual(toldBy(busyDay('{ policy: queue-ratio, ratios: { hard: 3 } }')))
    const alone = (type: string) => `{ types: [${type}], by: { policy: queue-ratio, ratios: { hard: 3 } } }`
    const each = `{ policy: per-type, policies: [${alone('easy')}, ${alone('hard')}] }`
    expect(toldBy(busyDay(each))).toEqual(toldBy(busyDay('{}')))
  })

  test('lots of policies inside another are lots of their own', () => {
    const inside = '{ policy: combined, agentsBy: { policy: random }, contactsBy: { policy: random } }'
    expect(toldBy(busyDay(inside))).not.toEqual(toldBy(busyDay('{ policy: random }')))
  })

  test('ranked tiers leave groups out where they stand inside another, too', () => {
    const ranked = '{ policy: ranked, agents: { easy: [[partner]] } }'
    const groupsOf = (routing: string) =>
      compileModel(busyDay(routing)).acd.types.map(({ name, groups }) => [name, groups])
    const expected = [
      ['easy', ['partner']],
      ['hard', ['own', 'desk']],
    ]
    expect(groupsOf(ranked)).toEqual(expected)
    expect(groupsOf(`{ policy: combined, agentsBy: ${ranked} }`)).toEqual(expected)
    expect(groupsOf(`{ policy: per-type, policies: [{ types: [easy], by: ${ranked} }] }`)).toEqual([
      ['easy', ['partner']],
      ['hard', ['own', 'partner', 'desk']],
    ])
  })

  test('stands in the head of a journal as the same policy', () => {
    for (const [name, routing] of Object.entries(examples)) {
      const scenario = withRouting(routing)
      const head = JSON.parse(JSON.stringify(policyData(scenario, 3))) as engine.ObjectData
      const { policy } = configFrom({ types: [], groups: [], policy: head })
      expect([name, toldBy(scenario, () => policy!)]).toEqual([
        name,
        toldBy(scenario, compileModel(scenario).policy.bind(0, 3)),
      ])
    }
  })

  test.each(Object.entries(examples))('%s is prepared and run, twice alike', (_name, routing) => {
    const scenario = withRouting(routing)
    const once = replicate(scenario, { replications: 1, seed: 3 })
    expect(once.observations[0]!.simulated).toBeGreaterThan(100)
    expect(replicate(scenario, { replications: 1, seed: 3 })).toEqual(once)
  })

  test('draws lots of its own wherever it stands inside others', () => {
    const inside = (by: string) => `{ policy: combined, agentsBy: ${by}, contactsBy: { policy: longest-idle } }`
    const lots = '{ policy: random }'
    const entries = [`{ types: [vip], by: ${inside(inside(lots))} }`, `{ types: [orders], by: ${inside(lots)} }`]
    const { policy, types } = compileModel(withRouting(`{ policy: per-type, policies: [${entries.join()}] }`))
    const nested = policy(7)
    nested.prepare?.({ types: types.map(({ id }) => id), groups: ['front', 'desk'] })
    // A thousand agents who are all the same: the one that is chosen is the lot.
    const drawn = (type: number) => {
      const one = { type, count: 1, idle: () => 1000, longestIdle: () => 0, nextIdle: (agent: number) => agent + 1 }
      return Array.from({ length: 8 }, () => nested.selectAgent(one as unknown as AgentSelection))
    }
    // Places 0, 0, 0 and 1, 0: numbers that are added up as one descends come to the same.
    expect(drawn(0)).not.toEqual(drawn(1))
  })

  test('is the one that is named', () => {
    const names = Object.values(examples).map((routing) => compileModel(withRouting(routing)).policy(1).name)
    expect(new Set(names).size).toBe(POLICY_NAMES.length)
  })

  test('has its numbers by type, parts overruling the whole, and durations in ms', () => {
    const split = changed(
      '    handlingTime: 200s',
      '    split: { by: city, shares: { a: 1, b: 1 } }\n    handlingTime: 200s',
    )
    const { routing } = loadText(
      `${split}routing: { policy: service-objective, objectives: { vip/b: 5s, vip: 10s } }\n`,
    )
    if (routing.policy !== 'service-objective') throw new Error('not of objectives')
    expect([...routing.byType.get('objectives')!]).toEqual([
      ['vip/a', 10_000],
      ['vip/b', 5000],
    ])
  })

  test('that is named anew loses the parameters of the one before', () => {
    const base = `${SMALL}routing: { policy: longest-weighted-wait, weights: { vip: 3 }, overflowAfter: { vip: { desk: 5s } } }\n`
    const { routing, overflowAfter } = loadText(
      'extends: base.yaml\nrouting: { policy: wr, base: { vip: { desk: 1 } } }\n',
      {
        'base.yaml': base,
      },
    )
    expect(routing).toMatchObject({ policy: 'wr', byType: new Map() })
    expect(overflowAfter).toHaveLength(1)
  })

  test('that is named anew inside another loses them, too', () => {
    const base = `${SMALL}routing: { policy: combined, contactsBy: { policy: longest-weighted-wait, weights: { vip: 3 } } }\n`
    const over = 'extends: base.yaml\nrouting: { contactsBy: { policy: service-objective, objectives: { vip: 5s } } }\n'
    const { routing } = loadText(over, { 'base.yaml': base })
    expect(routing).toMatchObject({
      policy: 'combined',
      contactsBy: { policy: 'service-objective', byType: new Map([['objectives', new Map([['vip', 5000]])]]) },
    })
  })

  test.each<[string, string, unknown]>([
    [
      '{ weights: { vip: 2 } }',
      'conflicting-keys',
      'routing.weights: weights has no meaning under policy longest-idle; write policy: longest-weighted-wait, or remove weights',
    ],
    [
      '{ policy: reservation, keep: { vip: { dsek: 1 } } }',
      'unknown-name',
      'routing.keep.vip.dsek: there is no group "dsek"; did you mean "desk"?',
    ],
    [
      '{ policy: weighted-idle, idleWeights: { dsek: 1 } }',
      'unknown-name',
      'routing.idleWeights.dsek: there is no group "dsek"; did you mean "desk"?',
    ],
    [
      '{ policy: percent-allocation, shares: { orders: { desk: 1 } }, memory: 0 }',
      'out-of-range',
      'routing.memory: 0 is out of range; write a whole number of contacts, 1 or more',
    ],
    [
      '{ policy: queue-ratio, ratios: { vpi: 1 } }',
      'unknown-name',
      'routing.ratios.vpi: there is no contact type "vpi"; did you mean "vip"?',
    ],
    [
      '{ policy: service-objective, objectives: { vip: 10 } }',
      'missing-unit',
      'routing.objectives.vip: 10 has no unit; write "10s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      '{ policy: accumulating-priority, rates: { vip: -1 } }',
      'out-of-range',
      'routing.rates.vip: -1 is out of range; write a number, 0 or more',
    ],
    [
      '{ policy: combined, agentsBy: { policy: rondom } }',
      'wrong-value',
      'routing.agentsBy.policy: "rondom" is not understood; did you mean "random"?',
    ],
    [
      '{ policy: combined, contactsBy: { policy: longest-weighted-wait, weights: { vpi: 3 } } }',
      'unknown-name',
      'routing.contactsBy.weights.vpi: there is no contact type "vpi"; did you mean "vip"?',
    ],
    [
      '{ policy: combined, contactsBy: { policy: random, weights: { vip: 3 } } }',
      'conflicting-keys',
      'routing.contactsBy.weights: weights has no meaning under policy random; write policy: longest-weighted-wait, or remove weights',
    ],
    [
      '{ policy: combined, agentsBy: { overflowAfter: { vip: { desk: 5s } } } }',
      'unknown-key',
      expect.stringMatching(/^routing\.agentsBy\.overflowAfter: unknown key; known: policy, agents, /),
    ],
    [
      '{ policy: per-type }',
      'missing-key',
      'routing.policies: is missing; write policies, such as [{ types: [vip], by: { policy: most-skilled } }]',
    ],
    [
      '{ policy: per-type, policies: [{ types: [vip], by: {} }, { types: [orders, vip], by: {} }] }',
      'listed-twice',
      'routing.policies[1].types[1]: "vip" is listed twice; keep one of the two',
    ],
    [
      '{ policy: per-type, policies: [{ types: [vip], by: { policy: expected-delay, agents: { vip: [[front]] }, targetDelay: 5s } }] }',
      'lacks-skill',
      'routing.policies[0].by.agents.vip[0][0]: group "front" lacks skills of "vip" (vip); add them to groups.front.skills, or remove the name here',
    ],
    [
      '{ policy: expected-delay, agents: { orders: [[front]] } }',
      'missing-key',
      'routing.targetDelay: is missing; write a waiting time, such as "10s"',
    ],
    [
      '{ policy: load-ratio, agents: { orders: [[frnt]] }, targetLoad: 1 }',
      'unknown-name',
      'routing.agents.orders[0][0]: there is no group "frnt"; did you mean "front"?',
    ],
    ['{ policy: load-ratio }', 'missing-key', 'routing.targetLoad: is missing; write contacts per agent, such as 0.85'],
    [
      '{ policy: fair-threshold, bands: [{ upTo: 5, agents: [[front]] }, { upTo: 5, agents: [[desk]] }, { agents: [] }] }',
      'out-of-range',
      'routing.bands[1].upTo: 5 is not above 5; write upTo for all bands but the last, in ascending order',
    ],
    [
      '{ policy: fair-threshold, bands: [{ agents: [[front]] }, { agents: [[desk]] }] }',
      'out-of-range',
      'routing.bands[0]: the bands after it would never hold; write upTo for all bands but the last, in ascending order',
    ],
    [
      '{ policy: fair-threshold, bands: [{ upTo: 5, agents: [[front]] }] }',
      'out-of-range',
      'routing.bands[0].upTo: nothing is said of more than that; leave upTo of the last band out',
    ],
    [
      '{ policy: fair-threshold, bands: [{ agents: [[front], [front]] }] }',
      'listed-twice',
      'routing.bands[0].agents[1][0]: "front" is listed twice; keep one of the two',
    ],
  ])('%s is the mistake %s', (routing, code, line) => {
    const mistake = mistakeOf(`${SMALL}routing: ${routing}\n`)
    expect(mistake.code).toBe(code)
    expect(mistake.message.slice('day.yaml:21: '.length)).toEqual(line)
  })
})
