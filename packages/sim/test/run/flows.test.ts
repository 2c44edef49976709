import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { replicate } from '../../src/run/replications.ts'
import type { Observation } from '../../src/run/observation.ts'
import { summarise } from '../../src/report/summary.ts'
import { runReport } from '../../src/report/run-report.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { estimateRatio } from '../../src/stats/estimate.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { loadText } from '../scenario/small-scenario.ts'
import { expectAgrees } from './z-test.ts'

const exponential = (mean: string) => ({ distribution: 'exponential', mean })
const prompts = { welcome: { durationMs: 4_000 }, rate: { durationMs: 3_000 } }
const MENU = {
  numbers: { '10086': 'main' },
  prompts,
  flows: {
    main: {
      nodes: {
        welcome: {
          do: 'menu',
          prompt: 'welcome',
          digits: { '1': 'balance', '0': 'desk' },
          onTimeout: 'desk',
          onWrong: 'desk',
        },
        balance: {
          do: 'self-service',
          service: 'balance',
          resolved: { do: 'hang-up', reason: 'settled' },
          unresolved: 'desk',
          failed: 'desk',
        },
        desk: { do: 'queue', type: 'orders', next: 'rate', onRefused: { do: 'hang-up', reason: 'busy' } },
        rate: { do: 'survey', prompt: 'rate', from: 0, to: 10, attempts: 1, next: 'judged' },
        judged: {
          do: 'branch',
          cases: [
            {
              when: 'rating <= 4',
              next: { do: 'case', matter: 'bad rating', next: { do: 'hang-up', reason: 'done' } },
            },
          ],
          otherwise: { do: 'hang-up', reason: 'done' },
        },
      },
    },
  },
}
const CALLERS = {
  reaction: exponential('800ms'),
  menus: { welcome: { digits: { '1': 50, '0': 50 } } },
  requests: { balance: { outcomes: { resolved: 8, unresolved: 2 }, takes: exponential('20s') } },
  surveys: { rate: { ratings: { '10': 6, '8': 2, '3': 2 }, answers: 0.4 } },
}

interface Text {
  readonly run: object
  readonly types: object
  readonly groups: object
  readonly flows?: object
  readonly trunks?: number
}

function scenarioOf(text: Text, flowFile: object = MENU): Scenario {
  return loadText(JSON.stringify({ strowger: 1, name: 'Test', ...text }), { 'flow.yaml': JSON.stringify(flowFile) })
}

const flowsOf = (callers: object = CALLERS) => ({ file: 'flow.yaml', calls: { orders: '10086' }, callers })
const ended = ({ flows }: Observation) => Object.values(flows!.ended).reduce((sum, count) => sum + count, 0)

describe('behind a menu, inside the 99.9 % interval of 30 replications', () => {
  const REPLICATIONS = 30
  const meanHandlingMs = 60_000
  const perHour = 600
  const toDesk = 1 - 0.5 * 0.8
  const { observations } = replicate(
    scenarioOf({
      run: { mode: 'steady', warmUp: '2h', duration: '30h', seed: 3 },
      types: { orders: { arrivals: { perHour }, handlingTime: exponential('60s') } },
      groups: { front: { agents: 8 } },
      flows: flowsOf(),
    }),
    { replications: REPLICATIONS },
  )
  const ratio = (of: (seen: Observation) => number, among: (seen: Observation) => number) =>
    estimateRatio(observations.map(of), observations.map(among))
  const ratings = ({ flows }: Observation) => flows!.ratings['0 0']!

  it('the queue is that of Erlang C: delays in a menu leave a Poisson stream a Poisson stream', () => {
    const offeredErlangs = ((perHour * toDesk) / 3_600_000) * meanHandlingMs
    const exact = erlangC({ offeredErlangs, agents: 8, meanHandlingMs, thresholdMs: 20_000 })
    const wait = ratio(
      ({ byType }) => byType[0]!.answeredWaitMs,
      ({ byType }) => byType[0]!.answered,
    )
    expectAgrees('mean wait', wait, exact.meanWaitMs, REPLICATIONS, 0.2)
  })

  it('machine and survey have the shares that were said', () => {
    const settled = ratio(
      ({ flows }) => flows!.selfService,
      ({ flows }) => flows!.entered,
    )
    expectAgrees('self-service', settled, 0.4, REPLICATIONS, 0.02)
    const answers = ratio(
      (seen) => ratings(seen).answered,
      (seen) => ratings(seen).asked,
    )
    expectAgrees('response rate', answers, 0.4, REPLICATIONS, 0.02)
    const mean = ratio(
      (seen) => ratings(seen).sum,
      (seen) => ratings(seen).answered,
    )
    expectAgrees('mean rating', mean, 8.2, REPLICATIONS, 0.02)
    const bad = ratio(
      ({ flows }) => flows!.cases['bad rating']!,
      (seen) => ratings(seen).answered,
    )
    expectAgrees('bad ratings', bad, 0.2, REPLICATIONS, 0.04)
  })

  it('all who came in have ended, once', () => {
    for (const seen of observations) {
      expect(ended(seen)).toBe(seen.flows!.entered)
      expect(seen.flows!.ended['settled']).toBe(seen.flows!.selfService)
      expect(seen.unfinished).toBe(0)
    }
  })
})

test('a flow that only queues changes nothing: the same callers, decisions and figures as without one', () => {
  const text: Text = {
    run: { duration: '6h', startsAt: '08:00', seed: 7 },
    types: {
      orders: {
        arrivals: { perHour: 110 },
        handlingTime: { distribution: 'lognormal', mean: '3m', cv: 1 },
        afterCallWork: exponential('20s'),
        patience: exponential('90s'),
        callsAgain: { abandoned: { probability: 0.6, after: exponential('5m'), atMost: 2 } },
        transfers: [{ to: 'hard', probability: 0.1 }],
      },
      hard: { arrivals: { perHour: 5 }, handlingTime: exponential('5m') },
    },
    groups: { front: { agents: 6, ringTime: exponential('4s'), noAnswer: 0.02 } },
    trunks: 14,
  }
  const nodes = { desk: { do: 'queue', type: 'orders', onRefused: { do: 'hang-up', reason: 'busy' } } }
  const queueOnly = { numbers: { '10086': 'main' }, flows: { main: { nodes } } }
  const without = replicate(scenarioOf(text), { replications: 3 }).observations
  const behind = replicate(scenarioOf({ ...text, flows: flowsOf({ reaction: '1s' }) }, queueOnly), { replications: 3 })
  expect(without.some(({ byType }) => byType[0]!.blocked > 0 && byType[0]!.abandoned > 0)).toBe(true)
  for (const [at, { flows, ...seen }] of behind.observations.entries()) {
    expect(seen).toEqual(without[at])
    expect(flows!.entered).toBe(seen.byType[0]!.offered)
  }
})

test('whatever callers, agents and lines are like, everyone who comes in ends once, with a reason', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const day = fc.record({
    agents: fc.integer({ min: 1, max: 12 }),
    trunks: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    refuse: fc.boolean(),
    mode: fc.constantFrom('day', 'steady'),
    wrongDigit: share,
    bargeIn: share,
    hangsUp: fc.integer({ min: 0, max: 60 }),
    silent: fc.integer({ min: 0, max: 60 }),
    answers: share,
    patience: fc.constantFrom('never', '30s', '3m'),
    transfers: share,
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  fc.assert(
    fc.property(
      day,
      ({ agents, trunks, refuse, mode, wrongDigit, bargeIn, hangsUp, silent, answers, patience, transfers, seed }) => {
        const scenario = scenarioOf({
          run: { mode, duration: '1h', ...(mode === 'steady' && { warmUp: '10m' }), seed },
          types: {
            orders: {
              arrivals: { perHour: 150 },
              handlingTime: exponential('2m'),
              afterCallWork: exponential('30s'),
              patience: exponential('4m'),
              transfers: [{ to: 'hard', probability: transfers }],
              ...(refuse && { admission: [{ name: 'full', when: 'waiting >= 3', refuse: 'busy' }] }),
            },
            hard: { arrivals: { perHour: 10 }, handlingTime: exponential('3m'), patience: exponential('4m') },
          },
          groups: { front: { agents } },
          ...(trunks !== undefined && { trunks }),
          flows: flowsOf({
            ...CALLERS,
            wrongDigit,
            bargeIn,
            patience,
            menus: { welcome: { digits: { '1': 50, '0': 50 }, hangsUp, silent } },
            surveys: { rate: { ratings: { '10': 1, '2': 1 }, answers } },
          }),
        })
        const [seen] = replicate(scenario, { replications: 1 }).observations
        expect(ended(seen!)).toBe(seen!.flows!.entered)
        expect(seen!.unfinished).toBe(0)
        expect(Object.keys(seen!.flows!.ended)).not.toContain('')
      },
    ),
    { numRuns: 40, seed: 12 },
  )
})

test('an antithetic pair has the mean of its two days', () => {
  const scenario = scenarioOf({
    run: { duration: '1h', startsAt: '08:00', seed: 5 },
    types: { orders: { arrivals: { perHour: 100 }, handlingTime: exponential('1m') } },
    groups: { front: { agents: 4 } },
    flows: flowsOf(),
  })
  const { observations } = replicate(scenario, { replications: 2, antithetic: true })
  const { flows } = observations[0]!
  expect(ended(observations[0]!)).toBe(flows!.entered)
  expect(flows!.entered).toBeGreaterThan(70)
  expect(flows!.entered).toBeLessThan(130)
})

test('the report names ends, self-service, cases and ratings, in both languages', () => {
  const scenario = scenarioOf({
    run: { duration: '2h', startsAt: '08:00', seed: 5 },
    types: { orders: { arrivals: { perHour: 100 }, handlingTime: exponential('1m') } },
    groups: { front: { agents: 4 } },
    flows: flowsOf(),
  })
  const summary = summarise(replicate(scenario, { replications: 3 }), 'day.yaml')
  expect(summary.flows!.ratings.map(({ name }) => name)).toEqual(['orders · front'])
  const english = runReport(summary, 'again', 'en')
  for (const words of [
    'came in',
    'ended: settled',
    'ended: done',
    'settled by self-service ÷ came in',
    'case opened: bad rating',
  ]) {
    expect(english).toContain(words)
  }
  expect(english).toMatch(/ratings +asked +response rate/)
  expect(runReport(summary, 'again', 'zh')).toContain('自助解决率')
})
