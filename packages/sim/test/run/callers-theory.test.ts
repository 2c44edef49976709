import { describe, expect, it } from 'vitest'
import type { Estimate } from '../../src/stats/estimate.ts'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { type ScenarioText, scenarioOf } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const SERVICE_MS = 90_000
const REPLICATIONS = 30

/** A law with a mean in units of the mean service time. */
const exponential = (services: number) => ({ distribution: 'exponential', mean: `${services * SERVICE_MS}ms` })

function run(services: number, model: Omit<ScenarioText, 'run'>): Replications {
  const window = { mode: 'steady', warmUp: `${60 * SERVICE_MS}ms`, duration: `${services * SERVICE_MS}ms`, seed: 1 }
  return replicate(scenarioOf({ run: window, ...model }), { replications: REPLICATIONS })
}

function call(perService: number, more: object): ScenarioText['types'] {
  const arrivals = { perHour: (perService * 3_600_000) / SERVICE_MS }
  return { call: { arrivals, handlingTime: exponential(1), patience: 'never', ...more } }
}

function agrees(what: string, estimate: Estimate, exact: number, precision: number): void {
  expectAgrees(what, estimate, exact, REPLICATIONS, precision)
}

/** Birth and death: λ to the left of `agents`, (1 − balk)·λ from there on; deaths min(k, n) + θ·(k − n). */
function balkingChain(load: number, agents: number, theta: number, balk: number) {
  const states = Array.from({ length: 400 }, () => 0)
  states[0] = 1
  for (let k = 1; k < states.length; k += 1) {
    const birth = k - 1 < agents ? load : load * (1 - balk)
    states[k] = (states[k - 1]! * birth) / (Math.min(k, agents) + theta * Math.max(0, k - agents))
  }
  const total = states.reduce((sum, each) => sum + each, 0)
  const mean = (value: (k: number) => number) => states.reduce((sum, each, k) => sum + (each / total) * value(k), 0)
  const pDelay = mean((k) => (k >= agents ? 1 : 0))
  const queue = mean((k) => Math.max(0, k - agents))
  return { pDelay, pAbandon: balk * pDelay + (theta * queue) / load, waitServices: queue / load }
}

describe('callers, against exact values inside the 99.9 % interval of 30 replications', () => {
  const balk = 0.3
  const exact = balkingChain(9.5, 10, 0.4, balk)

  it.each([
    ['balking', { balking: balk }],
    ['an announcement at once after which a share leaves', { announcements: [{ after: 0, leave: balk }] }],
  ])('M/M/10 + M with %s', (_name, more) => {
    const replications = run(1200, {
      types: call(9.5, { patience: exponential(2.5), ...more }),
      groups: { g: { agents: 10 } },
    })
    const { measures } = summarise(replications, 'model')
    agrees('P(ab)', measures.abandonRate, exact.pAbandon, 0.06)
    agrees('E[W]', measures.meanWaitMs, exact.waitServices * SERVICE_MS, 0.1)
    if (!('balking' in more)) return
    const balked = replications.observations.map(({ callers }) => callers[0]!.balked)
    const offered = replications.observations.map(({ byType }) => byType[0]!.offered)
    agrees('balked', estimateRatio(balked, offered), balk * exact.pDelay, 0.08)
  })

  it('an announcement that makes memoryless patience twice as long is half the hazard: M/M/8 + M', () => {
    const { measures } = summarise(
      run(1200, {
        types: call(8, { patience: exponential(1), announcements: [{ after: 0, patience: 2 }] }),
        groups: { g: { agents: 8 } },
      }),
      'model',
    )
    const { pAbandon, meanWaitMs } = erlangA({
      offeredErlangs: 8,
      agents: 8,
      meanHandlingMs: SERVICE_MS,
      meanPatienceMs: 2 * SERVICE_MS,
      thresholdMs: 20_000,
    })
    agrees('P(ab)', measures.abandonRate, pAbandon, 0.06)
    agrees('E[W]', measures.meanWaitMs, meanWaitMs, 0.08)
  })

  it('M/M/1/1 with retrials: ν·N = ρ(λ + ρν)/(1 − ρ) retrials per service (Falin & Templeton 1997, §1.2)', () => {
    const [lambda, nu] = [0.4, 2]
    const replications = run(4000, {
      trunks: 1,
      types: call(lambda, { callsAgain: { blocked: { probability: 1, after: exponential(1 / nu) } } }),
      groups: { g: { agents: 1 } },
    })
    const { measures } = summarise(replications, 'model')
    const retrials = (lambda * (lambda + lambda * nu)) / (1 - lambda)
    const again = replications.observations.map(({ callers }) => callers[0]!.again.blocked / 4000)
    agrees('retrials', estimateMean(again), retrials, 0.1)
    agrees('occupancy', measures.occupancy, lambda, 0.03)
    agrees('blocked', measures.blocked, (lambda + retrials) * 4000 - lambda * 4000, 0.1)
  })

  it('matters unresolved: calls, repeats and first-call resolution of a geometric number of conversations', () => {
    const [first, later] = [0.7, 0.5]
    const replications = run(1000, {
      types: {
        ...call(3, {
          resolution: first,
          callsAgain: { unresolved: { probability: 1, after: exponential(5), as: 'again' } },
        }),
        again: {
          arrivals: { perHour: 0 },
          handlingTime: exponential(1),
          resolution: later,
          callsAgain: { unresolved: { probability: 1, after: exponential(5) } },
        },
      },
      groups: { g: { agents: 20 } },
    })
    const fresh = replications.observations.map(({ callers }) => callers[0]!)
    const repeats = replications.observations.map(({ callers }) => callers[1]!.again.unresolved)
    const atOnce = fresh.map((tally) => tally.resolvedAtOnce)
    agrees(
      'first-call resolution',
      estimateRatio(
        atOnce,
        fresh.map((tally) => tally.firstConversations),
      ),
      first,
      0.015,
    )
    // Each matter not settled at first takes 1 / 0.5 further conversations.
    agrees('repeats', estimateMean(repeats), (3 * 1000 * (1 - first)) / later, 0.05)
  })

  it('redials: at most two new matters', () => {
    const p = 0.4
    const replications = run(1000, {
      types: call(4, { callsAgain: { served: { probability: p, after: exponential(3), atMost: 2 } } }),
      groups: { g: { agents: 20 } },
    })
    const again = replications.observations.map(({ callers }) => callers[0]!.again.served)
    agrees('redials', estimateMean(again), 4 * 1000 * (p + p * p), 0.04)
  })
})

describe('what callers do later', () => {
  it('is theirs: under another staffing the same callers call again after the same service', () => {
    const again = (agents: number) =>
      replicate(
        scenarioOf({
          run: { duration: '4h', seed: 7 },
          types: {
            call: {
              arrivals: { perHour: 100 },
              handlingTime: exponential(1),
              callsAgain: { served: { probability: 0.3, after: '1ms', atMost: 1 } },
            },
          },
          groups: { g: { agents } },
        }),
        { replications: 3 },
      ).observations.map(({ callers }) => callers[0]!.again.served)
    expect(again(30)).toEqual(again(50))
    expect(Math.min(...again(30))).toBeGreaterThan(50)
  })
})
