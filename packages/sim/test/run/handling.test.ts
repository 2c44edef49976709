import { describe, expect, it } from 'vitest'
import { agentsFigures } from '../../src/experiment/agents-figures.ts'
import { compileModel } from '../../src/model/compile.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { estimateRatio } from '../../src/stats/estimate.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 30
const exponential = (mean: string) => ({ distribution: 'exponential', mean })

function steady(duration: string, model: object): ScenarioText {
  return { run: { mode: 'steady', warmUp: '1h', duration, seed: 2 }, ...model } as ScenarioText
}

describe('a conversation', () => {
  it('is its talk, its stages by their chance, and a hold on top, each as long as it says', () => {
    const text = steady('20h', {
      types: {
        call: {
          arrivals: { perHour: 100 },
          handlingTime: exponential('60s'),
          stages: [{ time: '10s' }, { probability: 0.3, time: exponential('40s') }],
          hold: { probability: 0.25, for: exponential('20s') },
          afterCallWork: '5s',
        },
      },
      groups: { g: { agents: 10, handlingFactor: 2 } },
    })
    const replications = replicate(scenarioOf(text), { replications: REPLICATIONS })
    const handled = replications.observations.map(({ byType }) => byType[0]!.handled)
    const talk = replications.observations.map(({ byType }) => byType[0]!.talkMs)
    const held = replications.observations.map(({ byType }) => byType[0]!.holdMs)
    expectAgrees('talk', estimateRatio(talk, handled), 2 * (60_000 + 10_000 + 12_000) + 5000, REPLICATIONS, 0.02)
    expectAgrees('hold', estimateRatio(held, handled), 5000, REPLICATIONS, 0.05)
    const { measures } = summarise(replications, 'x')
    expectAgrees('handling time', measures.ahtMs, 174_000, REPLICATIONS, 0.02)
  })

  it('may have a law of its own in a group', () => {
    const text = steady('20h', {
      types: { call: { arrivals: { perHour: 60 }, handlingTime: '60s' } },
      groups: { desk: { agents: 5, handlingFactor: 1.5, handlingTimeByType: { call: '20s' } } },
    })
    const { measures } = summarise(replicate(scenarioOf(text), { replications: 2 }), 'x')
    expect(measures.ahtMs.mean).toBeCloseTo(30_000, 6)
  })

  it('is worked on by each group as long as it says, or not at all', () => {
    const types = {
      call: { requires: ['a'], arrivals: { perHour: 60 }, handlingTime: '60s', afterCallWork: '40s' },
      mail: { requires: ['a'], arrivals: { perHour: 30 }, handlingTime: '60s' },
    }
    const text = steady('20h', {
      skills: { a: {} },
      types,
      groups: {
        slow: { agents: 2, skills: ['a'], handlingFactor: 3, afterCallWorkByType: { call: '100s', mail: '7s' } },
        plain: { agents: 1, skills: ['a'] },
      },
    })
    const [observation] = replicate(scenarioOf(text), { replications: 1 }).observations
    const [slow, plain] = observation!.byGroup
    const [call, mail] = observation!.byType
    for (const { handled } of [slow!, plain!, call!, mail!]) expect(handled).toBeGreaterThan(20)
    // What is under way when counting begins or ends is counted in part, at most one contact of each agent.
    const mails = (slow!.wrapUpMs - 100_000 * slow!.handled) / -93_000
    expect(plain!.wrapUpMs / 40_000).toBeLessThanOrEqual(plain!.handled + 1)
    expect(plain!.wrapUpMs).toBeGreaterThan(0)
    expect(slow!.wrapUpMs + plain!.wrapUpMs).toBeCloseTo(call!.wrapUpMs + mail!.wrapUpMs, 3)
    expect(mails).toBeGreaterThan(0)
    expect(Math.abs(mail!.wrapUpMs / 7000 - mails)).toBeLessThan(3)
  })
})

describe('an offer after the service', () => {
  const text = steady('20h', {
    types: {
      call: {
        arrivals: { perHour: 100 },
        handlingTime: '60s',
        stages: [{ time: '10s' }, { probability: 0.3, time: '40s', converts: 0.25 }],
      },
      other: { arrivals: { perHour: 20 }, handlingTime: '60s' },
    },
    groups: { a: { agents: 3 }, b: { agents: 3 } },
  })

  it('is made by its chance and bought by its own, for whom it is made', () => {
    const { sales, measures } = summarise(replicate(scenarioOf(text), { replications: REPLICATIONS }), 'x')
    expect(sales.map(({ name }) => name)).toEqual(['call · a', 'call · b', 'all'])
    const all = sales.at(-1)!
    expectAgrees('offers', all.offers, 0.3 * 100 * 20, REPLICATIONS, 0.05)
    expectAgrees('conversion rate', all.conversionRate, 0.25, REPLICATIONS, 0.05)
    expect(sales[0]!.conversions.mean + sales[1]!.conversions.mean).toBeCloseTo(all.conversions.mean, 9)
    expectAgrees('handling time', measures.ahtMs, (100 * 82_000 + 20 * 60_000) / 120, REPLICATIONS, 0.02)
  })

  it('changes no other number by what it converts', () => {
    const without = JSON.parse(JSON.stringify(text).replace(',"converts":0.25', '')) as ScenarioText
    const [sold, unsold] = [text, without].map(
      (each) => replicate(scenarioOf(each), { replications: 1 }).observations[0]!,
    )
    const { sales, ...rest } = sold!
    expect(sales).toBeDefined()
    expect(rest).toEqual(unsold)
  })

  it('is the sales completion of the agents who made it', () => {
    const { agents } = agentsFigures(scenarioOf(text), 2)
    const sold = agents.reduce((sum, { record }) => sum + record.sales!.done, 0)
    const { sales = {} } = replicate(scenarioOf(text), { replications: 1 }).observations[0]!
    expect(sold).toBe(Object.values(sales).reduce((sum, { conversions }) => sum + conversions, 0))
    const first = agents[0]!
    expect(first.evaluation.standings.salesCompletion!.value).toBeCloseTo(
      first.record.sales!.done / first.record.calls!,
      12,
    )
  })
})

describe('skills and times', () => {
  const text: ScenarioText = {
    run: { duration: '1h' },
    skills: { english: {}, a: {}, b: {}, c: {} },
    types: {
      call: {
        arrivals: { perHour: 1 },
        handlingTime: '60s',
        requires: ['english'],
        resolution: 0.8,
        handlingFactorByLevel: { english: { 1: 1.5, 3: 1.2, 5: 1 } },
      },
    },
    groups: {
      one: { agents: 1, skills: { english: 1, a: 1 } },
      four: { agents: 1, skills: { english: 4, a: 1, b: 1, c: 1 }, handlingFactor: 2 },
    },
    breadth: { skills: ['a', 'b', 'c'], free: 1, handling: 0.1, resolution: -0.05 },
  } as unknown as ScenarioText

  it('levels and breadth become factors of each group', () => {
    const [one, four] = scenarioOf(text).groups
    expect(one!.handlingFactor.get('call')).toBeCloseTo(1.5, 12)
    expect(four!.handlingFactor.get('call')).toBeCloseTo(2 * 1.2 * 1.2, 12)
    expect(one!.resolution).toBeUndefined()
    expect(four!.resolution!.get('call')).toBeCloseTo(0.8 * 0.9, 12)
  })
})

describe('what the engine is told', () => {
  it('three contacts at once make one agent three: Erlang C', () => {
    const text = steady('100h', {
      channels: { chat: {}, voice: { weight: 3 } },
      types: { chat: { arrivals: { perHour: 270 }, handlingTime: exponential('2m'), channel: 'chat' } },
      groups: { g: { agents: 4, capacity: { total: 3 } } },
    })
    const { measures } = summarise(replicate(scenarioOf(text), { replications: REPLICATIONS }), 'x')
    const exact = erlangC({ offeredErlangs: 9, agents: 12, meanHandlingMs: 120_000, thresholdMs: 20_000 })
    expectAgrees('wait', measures.meanWaitMs, exact.meanWaitMs, REPLICATIONS, 0.15)
  })

  it('tenants are floors of their own, and a head start is told', () => {
    const type = { arrivals: { perHour: 60 }, handlingTime: exponential('2m'), patience: exponential('2m') }
    const text = steady('20h', {
      types: { a: { ...type, tenant: 'A', headStart: '30s' }, b: { ...type, tenant: 'B' } },
      groups: { A: { agents: 3, tenant: 'A' }, B: { agents: 1, tenant: 'B' } },
    })
    const scenario = scenarioOf(text)
    expect(compileModel(scenario).acd.types[0]).toMatchObject({ tenant: 'A', headStartMs: 30_000 })
    const [seen] = replicate(scenario, { replications: 1 }).observations
    expect(seen!.byGroup.map(({ answered }) => answered)).toEqual(seen!.byType.map(({ answered }) => answered))
    expect(seen!.byType[1]!.abandoned).toBeGreaterThan(3 * seen!.byType[0]!.abandoned)
  })

  it('somebody who calls again gets the agent of the time before, who is waited for', () => {
    const scenario = scenarioOf({
      run: { duration: '8h', seed: 4 },
      types: {
        call: {
          arrivals: { perHour: 30 },
          handlingTime: exponential('3m'),
          lastAgent: '2h',
          callsAgain: { served: { probability: 0.5, after: exponential('10m'), atMost: 1 } },
        },
      } as unknown as ScenarioText['types'],
      groups: { g: { agents: 4 } },
    })
    // A caller who calls again takes the place that a caller left last, so that people are told apart by what they get.
    const agents = new Map<number, number>()
    let calls = 0
    let waited = 0
    const simulation = new Simulation(compileModel(scenario), 4, 0, {
      observe: (event) => {
        if (event.kind !== 'connected') return
        calls += 1
        if (event.durationMs > 0) waited += 1
        agents.set(event.agent, (agents.get(event.agent) ?? 0) + 1)
      },
    })
    const seen = simulation.run()
    const again = seen.callers[0]!.again.served
    expect(again).toBeGreaterThan(60)
    expect(calls).toBe(seen.byType[0]!.answered)
    const without = replicate(
      scenarioOf({
        run: { duration: '8h', seed: 4 },
        types: {
          call: {
            arrivals: { perHour: 30 },
            handlingTime: exponential('3m'),
            callsAgain: { served: { probability: 0.5, after: exponential('10m'), atMost: 1 } },
          },
        },
        groups: { g: { agents: 4 } },
      }),
      { replications: 1 },
    ).observations[0]!
    // Who waits for one agent of four waits more often than who takes any.
    expect(waited).toBeGreaterThan(without.byType[0]!.waited + again / 8)
  })
})
