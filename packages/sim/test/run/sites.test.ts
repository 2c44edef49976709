import { describe, expect, it } from 'vitest'
import { movedCalls, movedDifference } from '../../src/measure/moved-calls.ts'
import { replicate } from '../../src/run/replications.ts'
import { estimateMean } from '../../src/stats/estimate.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { mistakeOf, changed } from '../scenario/small-scenario.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 20
const TALK_MS = 120_000

/** Five erlangs come in at a site with six agents; what finds them busy goes at once to another, which has plenty. */
const floor = (delay: string): ScenarioText => {
  const text = {
    run: { mode: 'steady', warmUp: '1h', duration: '40h', seed: 2 },
    sites: { a: {}, b: { label: { en: 'Second', zh: '二' } } },
    moving: { cost: 0.5, delay },
    types: {
      call: {
        arrivals: { perHour: 150 },
        handlingTime: { distribution: 'exponential', mean: `${TALK_MS}ms` },
        split: { by: 'city', shares: { a: 1 } },
      },
    },
    groups: { own: { agents: 6, site: 'a' }, other: { agents: 60, site: 'b' } },
    routing: { policy: 'ranked', agents: { call: [['own'], ['other']] } },
  }
  return text
}

describe('calls that are moved between sites', () => {
  const replications = replicate(scenarioOf(floor('20s')), { replications: REPLICATIONS })
  const lines = new Map(movedCalls(replications.scenario, replications.observations).map((line) => [line.name, line]))

  it('are those that Erlang B turns away at home, and cost what each costs', () => {
    const share = erlangB({ offeredErlangs: 5, agents: 6 })
    expectAgrees('moved', lines.get('movedShare')!.estimate, share, REPLICATIONS, 0.08)
    expect(lines.get('movingCost')!.estimate.mean).toBeCloseTo(0.5 * lines.get('moved')!.estimate.mean, 9)
    expect(lines.get('moved.a.b')!.label).toEqual({ en: 'a → Second', zh: 'a → 二' })
  })

  it('keep their agents busy for as much longer as moving takes', () => {
    const moved = lines.get('moved')!.estimate.mean
    const talk = replications.observations.map(({ agentMs }) => agentMs[1]!.talking)
    expectAgrees('talk', estimateMean(talk), moved * (TALK_MS + 20_000), REPLICATIONS, 0.1)
  })
})

it('cost less where more agents are at home: the difference is that of the same callers', () => {
  const text = floor('0s')
  const more = { ...text, groups: { ...text.groups, own: { agents: 9, site: 'a' } as object } }
  const [few, many] = [text, more].map((each) => replicate(scenarioOf(each), { replications: 4 }))
  const [calls, money] = movedDifference(many!, few!)
  const mean = ({ scenario, observations }: typeof few & object) => movedCalls(scenario, observations)[0]!.estimate.mean
  expect(calls!.estimate.mean).toBeCloseTo(mean(many!) - mean(few!), 9)
  expect(calls!.estimate.ci95[1]).toBeLessThan(0)
  expect(money!.estimate.mean).toBeCloseTo(0.5 * calls!.estimate.mean, 9)
  const { sites: _sites, ...scenario } = few!.scenario
  const nowhere = { ...few!, scenario }
  expect(movedDifference(nowhere, nowhere)).toEqual([])
})

it('where nobody is at home, all who are answered are moved, also those who are answered after the doors have closed', () => {
  const groups: object = { own: { agents: 3, site: 'b' } }
  const text = { ...floor('0s'), run: { duration: '2h', seed: 3 }, groups, routing: {} }
  const { observations } = replicate(scenarioOf(text as unknown as ScenarioText), { replications: 3 })
  for (const { moved, byType } of observations) {
    expect(byType[0]!.answered).toBeGreaterThan(100)
    expect(moved).toEqual({ '0 1': byType[0]!.answered })
  }
})

it('a site that is not declared is a mistake', () => {
  const text = changed('groups:\n', 'sites: { shenzhen: {} }\ngroups:\n')
  expect(mistakeOf(changed('    shifts:', '    site: shenzen\n    shifts:', text)).message).toContain(
    'there is no site "shenzen"; did you mean "shenzhen"?',
  )
  expect(mistakeOf(changed('groups:\n', 'moving: { cost: 1 }\ngroups:\n')).message).toBe(
    'day.yaml:15: moving: there are no sites to move calls between; declare sites, such as { shenzhen: {}, beijing: {} }',
  )
})
