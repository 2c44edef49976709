import { describe, expect, it } from 'vitest'
import { ends } from '../../src/measure/ends.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 30
const HANDLING_MS = 120_000
const exponential = { distribution: 'exponential', mean: '120s' }

function run(model: object): Replications {
  const text = { run: { mode: 'steady', warmUp: '2h', duration: '8h', seed: 5 }, ...model } as unknown as ScenarioText
  return replicate(scenarioOf(text), { replications: REPLICATIONS })
}

const count = (replications: Replications, value: (seen: Replications['observations'][number]) => number) =>
  replications.observations.map(value)

describe('rules in a scenario', () => {
  it('refusing who would be the sixth to wait is M/M/10/15', () => {
    const replications = run({
      types: {
        call: {
          arrivals: { perHour: 270 },
          handlingTime: exponential,
          admission: [{ name: 'full', when: 'waiting >= 5', refuse: 'busy' }],
        },
      },
      groups: { g: { agents: 10 } },
    })
    const exact = erlangA({
      offeredErlangs: 9,
      agents: 10,
      lines: 15,
      meanHandlingMs: HANDLING_MS,
      meanPatienceMs: Infinity,
      thresholdMs: 20_000,
    })
    const offered = count(replications, ({ byType }) => byType[0]!.offered)
    const refused = count(replications, ({ byType }) => byType[0]!.refused)
    expectAgrees('refused', estimateRatio(refused, offered), exact.pBlock, REPLICATIONS, 0.2)
    const lines = ends(replications.observations)
    const named = (name: string) => lines.find((line) => line.name === name)?.estimate.mean ?? 0
    expect(named('diverted.busy (refused)')).toBeCloseTo(estimateMean(refused).mean, 9)
    expect(named('offered')).toBeCloseTo(named('answered') + named('diverted.busy (refused)') + named('waiting'), 9)
  })

  it('a trunk group is Erlang B for its own types, and nothing for others', () => {
    const replications = run({
      types: {
        sales: { arrivals: { perHour: 150 }, handlingTime: exponential },
        care: { arrivals: { perHour: 150 }, handlingTime: exponential },
      },
      groups: { g: { agents: 40 } },
      trunkGroups: { sales: { trunks: 6, types: ['sales'] } },
    })
    const offered = count(replications, ({ byType }) => byType[0]!.offered)
    const blocked = count(replications, ({ byType }) => byType[0]!.blocked)
    expectAgrees(
      'blocked',
      estimateRatio(blocked, offered),
      erlangB({ offeredErlangs: 5, agents: 6 }),
      REPLICATIONS,
      0.06,
    )
    expect(Math.max(...count(replications, ({ byType }) => byType[1]!.blocked))).toBe(0)
  })

  it('who overflows is served as one of the other type, by its group, and nobody is lost', () => {
    const replications = run({
      types: {
        a: {
          arrivals: { perHour: 150 },
          handlingTime: exponential,
          requires: ['a'],
          overflow: [{ name: 'long', after: '30s', type: 'b' }],
        },
        b: { arrivals: { perHour: 0 }, handlingTime: '60s', requires: ['b'], afterCallWork: '10s' },
      },
      skills: { a: {}, b: {} },
      groups: { a: { agents: 5, skills: ['a'] }, b: { agents: 30, skills: ['b'] } },
    })
    const { byType, byGroup } = summarise(replications, 'x')
    expect(byGroup.get('b')!.answered.mean).toBeGreaterThan(100)
    expect(byGroup.get('b')!.ahtMs.mean).toBeCloseTo(70_000, 3)
    expect(byType.get('a')!.offered.mean).toBeCloseTo(
      byGroup.get('a')!.answered.mean + byGroup.get('b')!.answered.mean,
      9,
    )
  })

  it('a reserve helps only while its gate is open', () => {
    const group = { agents: 5 }
    const model = (reserves?: object[]) => ({
      types: { call: { arrivals: { perHour: 145 }, handlingTime: exponential, ...(reserves && { reserves }) } },
      groups: { g: group, help: { agents: 2 } },
    })
    const gate = { name: 'help', groups: ['help'], opens: 'waiting >= 4', closes: 'waiting < 1' }
    const [always, sometimes] = [run(model()), run(model([gate]))].map((each) => summarise(each, 'x'))
    const share = (summary: typeof always) =>
      summary!.byGroup.get('help')!.answered.mean / summary!.measures.offered.mean
    expect(share(sometimes)).toBeGreaterThan(0.02)
    expect(share(sometimes)).toBeLessThan(share(always) - 0.05)
    expect(sometimes!.measures.meanWaitMs.mean).toBeGreaterThan(always!.measures.meanWaitMs.mean)
  })
})
