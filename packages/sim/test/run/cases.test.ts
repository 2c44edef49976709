import { describe, expect, it } from 'vitest'
import { agentsFigures } from '../../src/experiment/agents-figures.ts'
import { caseFigures } from '../../src/measure/case-figures.ts'
import { ratingLines } from '../../src/measure/ratings.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { estimateRatio } from '../../src/stats/estimate.ts'
import { loadText } from '../scenario/small-scenario.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 20
const HOUR_MS = 3_600_000
const exponential = (mean: string) => ({ distribution: 'exponential', mean })

const base = (type: object, more: object = {}) => ({
  run: { duration: '10h', startsAt: '08:00', seed: 12 },
  types: { care: { arrivals: { perHour: 200 }, handlingTime: exponential('60s'), ...type } },
  groups: { g: { agents: 20 } },
  ...more,
})

const run = (text: object): Replications =>
  replicate(scenarioOf(text as unknown as ScenarioText), { replications: REPLICATIONS })

/** The hotline settles in 10 h in the mean, and what is not within 8 h goes to the manager, who takes 3 h. */
const network = {
  nodes: {
    hotline: { owner: 'Li', limit: '8h', remindBefore: ['2h'], escalateTo: 'manager', takes: exponential('10h') },
    manager: { owner: 'Zhao', limit: '2h', takes: exponential('3h') },
  },
  matters: {
    complaint: { node: 'hotline', promise: '12h', complex: 0.2 },
    order: { node: 'manager', order: { to: 'partner', within: '4h', takes: exponential('5h') } },
  },
}

describe('cases where workers are counted', () => {
  it('wait for one as in M/M/c, and no longer than for the next where there are many', () => {
    const [servers, hours] = [3, 1000]
    const waits = (hands: number) => {
      const type = { handlingTime: exponential('2m'), arrivals: { perHour: 6 }, opensCases: [{ matter: 'visit' }] }
      const nodes = { field: { owner: 'Sun', limit: '30d', hands, takes: exponential('15m') } }
      const more = { cases: { nodes, matters: { visit: { node: 'field' } } }, groups: { g: { agents: 20 } } }
      const run = { duration: `${hours}h`, startsAt: '08:00', seed: 12, mode: 'steady', warmUp: '20h' }
      const { observations } = replicate(scenarioOf({ ...base(type, more), run }), {
        replications: REPLICATIONS,
      })
      const tallies = observations.map(({ cases }) => cases!['visit']!)
      for (const { opened, closed, taken } of tallies) expect([closed, taken]).toEqual([opened, opened])
      return estimateRatio(
        tallies.map(({ queuedMs }) => queuedMs),
        tallies.map(({ opened }) => opened),
      )
    }
    const exact = erlangC({ offeredErlangs: 6 / 4, agents: servers, meanHandlingMs: HOUR_MS / 4 }).meanWaitMs
    expectAgrees('wait for a worker', waits(servers), exact, REPLICATIONS, 0.15)
    expect(waits(200).mean).toBe(0)
  })

  it('leave the queue when they are escalated, and whoever had one in hand takes the next', () => {
    const nodes = {
      field: {
        owner: 'Sun',
        limit: '1h',
        escalateTo: 'manager',
        hands: 1,
        takes: { distribution: 'deterministic', value: '50m' },
      },
      manager: { owner: 'Li', limit: '30d', takes: { distribution: 'deterministic', value: '1m' } },
    }
    const type = { arrivals: { perHour: 30 }, opensCases: [{ matter: 'visit' }] }
    const { observations } = run(base(type, { cases: { nodes, matters: { visit: { node: 'field' } } } }))
    for (const { cases } of observations) {
      const { opened, closed, taken, escalated } = cases!['visit']!
      expect(closed).toBe(opened)
      expect(taken + escalated).toBeGreaterThanOrEqual(opened)
      // One worker settles one in fifty minutes at most: what is not settled within an hour goes up, in hand or not.
      expect(escalated).toBeGreaterThan(opened - 16)
    }
  })
})

describe('cases', () => {
  const type = {
    resolution: 0.8,
    callsAgain: { unresolved: { probability: 0.5, after: exponential('30m') } },
    opensCases: [
      { matter: 'complaint', unresolved: true, probability: 0.6 },
      { matter: 'order', probability: 0.05 },
    ],
  }
  const replications = run(base(type, { cases: network }))
  const tallies = (matter: string) => replications.observations.map(({ cases }) => cases![matter]!)
  const share = (matter: string, over: (t: never) => number, under: (t: never) => number) =>
    estimateRatio(tallies(matter).map(over as never), tallies(matter).map(under as never))
  type Tally = ReturnType<typeof tallies>[number]

  it('are opened by the share of unsettled conversations that is said, and all are closed in the end', () => {
    const unresolved = replications.observations.map(({ callers }) => callers[0]!.unresolved)
    const opened = tallies('complaint').map((tally) => tally.opened)
    expectAgrees('opened', estimateRatio(opened, unresolved), 0.6, REPLICATIONS, 0.06)
    for (const matter of ['complaint', 'order'])
      for (const tally of tallies(matter)) expect(tally.closed).toBe(tally.opened)
  })

  it('of one conversation about two matters have nothing in common', () => {
    const both = { opensCases: [{ matter: 'complaint' }, { matter: 'twin' }] }
    const twins = { ...network.matters, twin: network.matters.complaint }
    const { observations } = run(base(both, { cases: { ...network, matters: twins } }))
    const of = (matter: string, field: 'complex' | 'openMs') => observations.map(({ cases }) => cases![matter]![field])
    expect(of('twin', 'complex')).not.toEqual(of('complaint', 'complex'))
    expect(of('twin', 'openMs')).not.toEqual(of('complaint', 'openMs'))
  })

  it('escalate, are reminded of and settled as exponential departments make them', () => {
    const plain = 0.8
    const late = Math.exp(-8 / 10)
    const escalated = share(
      'complaint',
      (t: Tally) => t.escalated,
      (t: Tally) => t.opened,
    )
    expectAgrees('escalated', escalated, plain * late, REPLICATIONS, 0.1)
    const complex = share(
      'complaint',
      (t: Tally) => t.complex,
      (t: Tally) => t.opened,
    )
    expectAgrees('complex', complex, 0.2, REPLICATIONS, 0.15)
    const reminded = share(
      'complaint',
      (t: Tally) => t.reminded,
      (t: Tally) => t.opened,
    )
    expectAgrees('reminded', reminded, plain * Math.exp(-6 / 10), REPLICATIONS, 0.1)
    // E[min(X, 8 h)] at the hotline, and 3 h more for who is escalated or complex.
    const openMs = (plain * 10 * (1 - late) + (0.2 + plain * late) * 3) * HOUR_MS
    expectAgrees(
      'open',
      share(
        'complaint',
        (t: Tally) => t.openMs,
        (t: Tally) => t.closed,
      ),
      openMs,
      REPLICATIONS,
      0.08,
    )
    // Broken: at the hotline until 8 h and then more than 4 h at the manager's; or complex and more than 12 h there.
    const kept = 1 - plain * late * Math.exp(-4 / 3) - 0.2 * Math.exp(-12 / 3)
    expectAgrees(
      'kept',
      share(
        'complaint',
        (t: Tally) => t.promiseKept,
        (t: Tally) => t.closed,
      ),
      kept,
      REPLICATIONS,
      0.03,
    )
    // Work orders are void when their case is closed: late are those whose case and order both last longer.
    const lateOrders = share(
      'order',
      (t: Tally) => t.ordersLate,
      (t: Tally) => t.orders,
    )
    expectAgrees('orders late', lateOrders, Math.exp(-4 / 5) * Math.exp(-4 / 3), REPLICATIONS, 0.35)
  })

  it('count calls of their callers while they are open', () => {
    const figures = new Map(
      caseFigures(replications.scenario, replications.observations)[0]!.lines.map((line) => [
        line.name,
        line.estimate.mean,
      ]),
    )
    expect(figures.get('repeatCalls')!).toBeGreaterThan(0.4 * figures.get('opened')!)
  })
})

describe('ratings', () => {
  const rating = {
    answers: 0.5,
    ratings: { 1: 6, 2: 3, 3: 1 },
    unresolved: { 3: 1 },
    waited: { over: '30s', ratings: { 2: 1 } },
  }

  it('depend on whether the matter is settled, and are answered by the share that is said', () => {
    const { observations } = run(base({ resolution: 0.75, rating }))
    const of = (field: 'answered' | 'asked' | 'sum') => observations.map(({ ratings }) => ratings!['0 0']![field])
    expectAgrees('response', estimateRatio(of('answered'), of('asked')), 0.5, REPLICATIONS, 0.03)
    const mean = 0.75 * (0.6 + 2 * 0.3 + 3 * 0.1) + 0.25 * 3
    expectAgrees('rating', estimateRatio(of('sum'), of('answered')), mean, REPLICATIONS, 0.02)
  })

  it('depend on the wait: with one agent for two nearly everybody waits long', () => {
    const { observations } = run({ ...base({ rating }), groups: { g: { agents: 2 } } })
    const of = (field: 'answered' | 'sum') => observations.map(({ ratings }) => ratings!['0 0']![field])
    expect(estimateRatio(of('sum'), of('answered')).mean).toBeCloseTo(2, 1)
  })

  it('return to the tenant: all of its types together, of whom the callers who are asked differ', () => {
    const asked = (perHour: number, score: number, tenant: string) => ({
      tenant,
      arrivals: { perHour },
      handlingTime: exponential('60s'),
      rating: { ratings: { [score]: 1 } },
    })
    const { scenario, observations } = run({
      ...base({}),
      types: { book: asked(100, 1, 'sina'), pay: asked(300, 3, 'sina'), repair: asked(200, 2, 'skyworth') },
      groups: { a: { agents: 20, tenant: 'sina' }, b: { agents: 20, tenant: 'skyworth' } },
    })
    const lines = ratingLines(
      scenario,
      observations.map(({ ratings = {} }) => ratings),
    )
    const line = (name: string) => lines.find((each) => each.name === name)!
    expect(lines.map(({ name }) => name)).toEqual([
      'book · a',
      'pay · a',
      'repair · b',
      'tenant · sina',
      'tenant · skyworth',
    ])
    expect(line('tenant · sina').asked.mean).toBe(line('book · a').asked.mean + line('pay · a').asked.mean)
    expectAgrees('tenant', line('tenant · sina').rating, (100 * 1 + 300 * 3) / 400, REPLICATIONS, 0.02)
    expect(line('tenant · skyworth').rating.mean).toBe(2)
  })

  it('open cases when they are bad, and a case asks for a follow-up call', () => {
    const { observations } = run(
      base(
        { rating, resolution: 0.9, opensCases: [{ matter: 'bad', rated: [3, 3] }] },
        {
          types: {
            care: {
              arrivals: { perHour: 200 },
              handlingTime: exponential('60s'),
              rating,
              resolution: 0.9,
              opensCases: [{ matter: 'bad', rated: [3, 3] }],
            },
            out: { arrivals: { perHour: 0 }, handlingTime: '60s' },
          },
          campaigns: { after: { type: 'out', mode: 'progressive' } },
          cases: { nodes: network.nodes, matters: { bad: { node: 'manager', followUp: 'after' } } },
        },
      ),
    )
    for (const { cases, calls } of observations) {
      expect(calls![1]!.listed).toBe(cases!['bad']!.opened)
      expect(cases!['bad']!.opened).toBeGreaterThan(50)
    }
  })
})

describe('ratings keyed in a flow', () => {
  const scenario = (scale: object) =>
    loadText(
      JSON.stringify({
        strowger: 1,
        name: 'rated',
        ...base({ patience: 'never' }),
        groups: { g: { agents: 3 } },
        types: {
          care: { arrivals: { perHour: 60 }, handlingTime: exponential('60s'), afterCallWork: exponential('30s') },
        },
        flows: {
          file: 'ivr.yaml',
          calls: { care: '10086' },
          callers: {
            reaction: '1s',
            surveys: { survey: { ratings: { 1: 6, 3: 1, 9: 3, 10: 5 }, answers: 0.5, ...scale } },
          },
        },
      }),
      {
        'ivr.yaml': JSON.stringify({
          numbers: { 10086: 'main' },
          prompts: { 'rate us': { durationMs: 1000 } },
          flows: {
            main: {
              nodes: {
                wait: { do: 'queue', type: 'care', next: 'survey' },
                survey: { do: 'survey', prompt: 'rate us', from: 0, to: 10, next: 'bye' },
                bye: { do: 'hang-up', reason: 'served' },
              },
            },
          },
        }),
      },
    )
  const satisfactions = (scale: object) =>
    agentsFigures(scenario(scale), 3).agents.map(({ evaluation }) => evaluation.standings.satisfaction?.value)

  it('are the agents who served: by the scale that is said, and missing where none is', () => {
    const seen = satisfactions({ satisfied: [9, 10], dissatisfied: [0, 1] })
    expect(seen).toHaveLength(3)
    for (const value of seen) expect(Math.abs(value! - 8 / 14)).toBeLessThan(4 * Math.sqrt(0.25 / (600 / 3 / 2)))
    expect(satisfactions({ satisfied: [10, 10], dissatisfied: [0, 9] }).every((value) => value! < 0.5)).toBe(true)
    expect(satisfactions({})).toEqual([undefined, undefined, undefined])
  })

  it('have a scale with two ends that do not meet', () => {
    expect(() => scenario({ satisfied: [7, 10] })).toThrow('there is no dissatisfied')
    expect(() => scenario({ satisfied: [4, 10], dissatisfied: [0, 4] })).toThrow('are no scale')
  })
})

describe("the agents' figures of a simulated day", () => {
  it('find the agents who are slow, and say what is missing', () => {
    const text = {
      ...base({ rating: { ratings: { 1: 6, 2: 3, 3: 1 } } }),
      groups: { quick: { agents: 3 }, slow: { agents: 3, handlingFactor: 2 } },
    }
    const { agents, teams } = agentsFigures(scenarioOf(text), 3)
    expect(agents).toHaveLength(6)
    const pace = (team: string) =>
      teams.find(({ record }) => record.name === team)!.evaluation.standings.handlingSpeed!.value
    expect(pace('slow')).toBeGreaterThan(1.2)
    for (const { evaluation } of agents) {
      expect(evaluation.missing).toEqual(['exam', 'salesCompletion'])
      expect(evaluation.standings.satisfaction!.value).toBeCloseTo(0.9, 1)
      expect(evaluation.applies).toBe(true)
    }
  })
})
