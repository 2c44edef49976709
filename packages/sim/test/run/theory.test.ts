import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Estimate } from '../../src/stats/estimate.ts'
import { summarise, type Summary } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { erlangA, type ErlangAResult } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { scenarioOf, type ScenarioText, type TypeText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const SERVICE_S = 90
const REPLICATIONS = 30

/** A law with a mean in units of the mean service time. */
function exponential(services: number): object {
  return { distribution: 'exponential', mean: `${services * SERVICE_S * 1000}ms` }
}

/** Contacts at a rate per mean service time, patience likewise; times of a model of theory. */
function type(perService: number, theta: number, more: Partial<TypeText> = {}): TypeText {
  const patience = theta === 0 ? 'never' : exponential(1 / theta)
  return { arrivals: { perHour: (perService * 3600) / SERVICE_S }, handlingTime: exponential(1), patience, ...more }
}

/** Runs a model in steady state: 40 mean services of warm-up, `services` counted in each of 30 replications. */
function simulate(services: number, model: Omit<ScenarioText, 'run'>, seed = 1): Summary {
  const run = { mode: 'steady', warmUp: `${40 * SERVICE_S}s`, duration: `${services * SERVICE_S}s`, seed }
  return summarise(replicate(scenarioOf({ run, ...model }), { replications: REPLICATIONS }), 'model')
}

/** A wait in ms for an exact one in mean services. */
const ms = (services: number) => services * SERVICE_S * 1000

function agrees(what: string, estimate: Estimate, exact: number, precision: number): void {
  expectAgrees(what, estimate, exact, REPLICATIONS, precision)
}

describe('Erlang A, the scenario of the examples at full length', () => {
  const file = fileURLToPath(new URL('../../../../examples/scenarios/theory/erlang-a-100.yaml', import.meta.url))
  const io = {
    read: (path: string) => readFileSync(path, 'utf8'),
    resolve: (from: string, to: string) => join(dirname(from), to),
  }

  it('more than a million calls: every measure has the exact value inside its 95 % interval', () => {
    const scenario = loadScenario(file, io)
    const { measures, simulated, unfinished } = summarise(replicate(scenario), file)
    const exact: ErlangAResult = erlangA({
      offeredErlangs: 95,
      agents: 100,
      meanHandlingMs: 180_000,
      meanPatienceMs: 360_000,
      thresholdMs: 20_000,
    })
    expect(measures.offered.mean * scenario.run.replications).toBeGreaterThan(1e6)
    expect(simulated).toBeGreaterThan(1.1e6)
    expect(unfinished).toBe(0)
    const pairs: [string, Estimate, number][] = [
      ['abandonment', measures.abandonRate, exact.pAbandon],
      ['ASA', measures.asaMs, exact.asaMs],
      ['service level', measures.serviceLevel, exact.serviceLevels.servedOverOffered],
      ['occupancy', measures.occupancy, exact.occupancy],
      ['mean wait', measures.meanWaitMs, exact.meanWaitMs],
      ['offered', measures.offered, 1900 * 13.2],
      ['handling time', measures.ahtMs, 180_000],
    ]
    for (const [what, { ci95 }, value] of pairs) {
      expect(ci95[0], `${what}, low end`).toBeLessThanOrEqual(value)
      expect(ci95[1], `${what}, high end`).toBeGreaterThanOrEqual(value)
      // At a million calls the abandonment of this model is known to some 7 % either way, the rest far better.
      expect(ci95[1] - ci95[0], `${what}, width`).toBeLessThan(0.15 * value)
    }
    // The figures that the scenario's head gives.
    expect(exact.pAbandon).toBeCloseTo(0.015141, 7)
    expect(exact.asaMs).toBeCloseTo(5338.2, 0)
  })
})

describe('exact values inside the 99.9 % interval of 30 replications', () => {
  it('Erlang C: callers who never give up', () => {
    const { measures } = simulate(2000, { types: { call: type(8, 0) }, groups: { g: { agents: 10 } } })
    const exact = erlangC({ offeredErlangs: 8, agents: 10, meanHandlingMs: ms(1), thresholdMs: 20_000 })
    agrees('mean wait', measures.meanWaitMs, exact.meanWaitMs, 0.15)
    agrees('service level', measures.serviceLevel, exact.serviceLevel, 0.04)
    agrees('occupancy', measures.occupancy, exact.occupancy, 0.02)
    expect(measures.abandoned.mean).toBe(0)
  })

  it('Erlang B: as many trunks as agents, and nobody waits', () => {
    const { measures } = simulate(2000, { trunks: 10, types: { call: type(7, 0) }, groups: { g: { agents: 10 } } })
    const blocking = erlangB({ offeredErlangs: 7, agents: 10 })
    agrees('blocked', measures.blocked, blocking * 7 * 2000, 0.2)
    agrees('occupancy', measures.occupancy, 0.7 * (1 - blocking), 0.02)
    expect(measures.meanWaitMs.mean).toBe(0)
    expect(measures.serviceLevel.mean).toBe(1)
  })

  it('M/M/12/17, λ 8.4 services: five may wait', () => {
    const { measures } = simulate(2000, { trunks: 17, types: { call: type(8.4, 0) }, groups: { g: { agents: 12 } } })
    const exact = erlangA({
      offeredErlangs: 8.4,
      agents: 12,
      lines: 17,
      meanHandlingMs: ms(1),
      meanPatienceMs: Infinity,
      thresholdMs: 20_000,
    })
    expect(exact.pBlock).toBeCloseTo(0.009477, 6)
    agrees('blocked', measures.blocked, exact.pBlock * 8.4 * 2000, 0.2)
    agrees('mean wait', measures.meanWaitMs, exact.meanWaitMs, 0.15)
    const entered = exact.serviceLevels.servedOverOffered / (1 - exact.pBlock)
    agrees('service level of those who entered', measures.serviceLevel, entered, 0.02)
  })

  it('non-preemptive priorities: M/M/10 with λ 2, 3, 4', () => {
    const types = {
      high: type(2, 0, { priority: 2 }),
      middle: type(3, 0, { priority: 1 }),
      low: type(4, 0, { priority: 0 }),
    }
    const { byType } = simulate(3000, { types, groups: { g: { agents: 10 } } })
    agrees('high', byType.get('high')!.meanWaitMs, ms(0.0835914), 0.05)
    agrees('middle', byType.get('middle')!.meanWaitMs, ms(0.1671829), 0.08)
    agrees('low', byType.get('low')!.meanWaitMs, ms(1.337463), 0.25)
  })

  it('the N-model: type 1 for B alone, which helps type 0 when A is busy and no type 1 waits', () => {
    const { byType, byGroup } = simulate(2000, {
      types: { t0: type(6, 0.5), t1: type(5, 0.25) },
      groups: { A: { agents: 7 }, B: { agents: 7, handlingFactor: 1.25 } },
      routing: {
        policy: 'ranked',
        agents: { t0: [['A'], ['B']], t1: [['B']] },
        contacts: { A: [['t0']], B: [['t1'], ['t0']] },
      },
    })
    const [t0, t1] = [byType.get('t0')!, byType.get('t1')!]
    agrees('P(ab) 0', t0.abandonRate, 0.03842640226424355, 0.06)
    agrees('P(ab) 1', t1.abandonRate, 0.09087759037189683, 0.06)
    agrees('E[W] 0', t0.meanWaitMs, ms(0.0768528045284871), 0.06)
    agrees('E[W] 1', t1.meanWaitMs, ms(0.3635103614875873), 0.06)
    agrees('occupancy A', byGroup.get('A')!.occupancy, 0.7548766317093699, 0.01)
    agrees('occupancy B', byGroup.get('B')!.occupancy, 0.8983780736766905, 0.01)
  })

  it('the W-model: A and B specialised, G helps both and takes type 0 first', () => {
    const { byType, byGroup } = simulate(2800, {
      types: { t0: type(5, 0.4), t1: type(4.5, 0.6) },
      groups: {
        A: { agents: 5 },
        B: { agents: 4, handlingFactor: 1 / 1.2 },
        G: { agents: 4, handlingFactor: 1 / 0.9 },
      },
      routing: {
        policy: 'ranked',
        agents: { t0: [['A'], ['G']], t1: [['B'], ['G']] },
        contacts: { A: [['t0']], B: [['t1']], G: [['t0'], ['t1']] },
      },
    })
    const [t0, t1] = [byType.get('t0')!, byType.get('t1')!]
    agrees('P(ab) 0', t0.abandonRate, 0.016385441045389984, 0.08)
    agrees('P(ab) 1', t1.abandonRate, 0.026298339729773162, 0.08)
    agrees('E[W] 0', t0.meanWaitMs, ms(0.04096360261347496), 0.08)
    agrees('E[W] 1', t1.meanWaitMs, ms(0.043830566216288606), 0.08)
    agrees('occupancy A', byGroup.get('A')!.occupancy, 0.7445835740073676, 0.01)
    agrees('occupancy B', byGroup.get('B')!.occupancy, 0.7028626355629571, 0.01)
    agrees('occupancy G', byGroup.get('G')!.occupancy, 0.6119643736805652, 0.02)
  })
})
