import * as engine from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { replicate } from '../../src/run/replications.ts'
import { POLICY_NAMES } from '../../src/scenario/policies.ts'
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
}

/** Policies of the engine that no scenario names, with the reason. */
const unnamed: Readonly<Record<string, string>> = {
  AgentCost: 'a class to derive policies from',
  ContactIndex: 'a class to derive policies from',
  PoolCost: 'a class to derive policies from',
  Combined: 'of two policies; --policy of replay takes a module that makes it',
  PerType: 'of several policies; likewise',
  ExpectedDelay: 'has tiers of groups and a target; likewise',
  FairThreshold: 'has tiers of groups for each band; likewise',
  QueueRatio: 'has tiers of groups and a target; likewise',
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

  test.each(Object.entries(examples))('%s is prepared and run, twice alike', (_name, routing) => {
    const scenario = withRouting(routing)
    const once = replicate(scenario, { replications: 1, seed: 3 })
    expect(once.observations[0]!.simulated).toBeGreaterThan(100)
    expect(replicate(scenario, { replications: 1, seed: 3 })).toEqual(once)
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
    if (routing.policy === 'ranked') throw new Error('not ranked')
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

  test.each([
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
  ])('%s is the mistake %s', (routing, code, line) => {
    const mistake = mistakeOf(`${SMALL}routing: ${routing}\n`)
    expect(mistake.code).toBe(code)
    expect(mistake.message).toBe(`day.yaml:21: ${line}`)
  })
})
