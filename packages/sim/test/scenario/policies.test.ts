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
}

describe('a policy of a scenario', () => {
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
