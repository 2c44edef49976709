import { type AcdEvent, kpiNamed, MEASURED_TIMES } from '@strowger/acd'
import { describe, expect, it } from 'vitest'
import { replicateDetailed } from '../../src/experiment/detailed.ts'
import { QUANTILES, WHOLE } from '../../src/measure/detail-summary.ts'
import { daily, dayQuantile } from '../../src/measure/daily.ts'
import { estimates } from '../../src/measure/estimates.ts'
import { measureNamed } from '../../src/measure/measure.ts'
import { ofGroup, ofTenant, ofTypes, overall, tenantsOf } from '../../src/measure/population.ts'
import { compileModel } from '../../src/model/compile.ts'
import { detailCsv } from '../../src/report/detail-csv.ts'
import { detailJson } from '../../src/report/detail-json.ts'
import { jsonHead } from '../../src/report/json.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { replicate } from '../../src/run/replications.ts'
import { estimateProportion } from '../../src/stats/proportion.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'

const TEXT: ScenarioText = {
  run: { startsAt: '08:00', duration: '3h', seed: 4 },
  skills: { s: {} },
  types: {
    a: {
      tenant: 'one',
      requires: ['s'],
      arrivals: { interval: '1h', perHour: [40, 90, 20] },
      handlingTime: { distribution: 'exponential', mean: '3m' },
      afterCallWork: { distribution: 'exponential', mean: '30s' },
      patience: '2m',
    },
    b: {
      tenant: 'two',
      arrivals: { perHour: 30 },
      handlingTime: '2m',
      patience: '4m',
      split: { by: 'city', shares: { x: 1, y: 2 } },
    },
  },
  groups: { g: { tenant: 'one', agents: 3, skills: ['s'] }, h: { tenant: 'two', agents: 2, ringTime: '5s' } },
}
const day = scenarioOf(TEXT)
const steady = scenarioOf({
  ...TEXT,
  run: { mode: 'steady', warmUp: '1h', duration: '3h', seed: 4 },
  types: {
    ...TEXT.types,
    a: { ...TEXT.types['a']!, arrivals: { perHour: 50 } },
  },
})

/** Figures that both ways of counting have, by their names there and here. */
const SAME = [
  ['offered', 'offered'],
  ['answered', 'answered'],
  ['abandoned', 'abandoned'],
  ['serviceLevel3', 'serviceLevel'],
  ['asaMs', 'asaMs'],
  ['meanWaitMs', 'meanWaitMs'],
  ['abandonRate', 'abandonRate'],
  ['ahtMs', 'ahtMs'],
] as const

describe.each([
  ['a day', day],
  ['a steady run', steady],
] as const)('details of %s', (_, scenario) => {
  it('add up to the same figures as the totals, for everyone, each type, each whole, tenant and group', async () => {
    const { summary, populations, replications } = await replicateDetailed(inThread, scenario, {
      seed: 4,
      replications: 70,
      intervalMs: 30 * 60_000,
    })
    const { observations } = replications
    expect(observations).toEqual(replicate(scenario, { seed: 4, replications: 70 }).observations)
    const samplesOf = {
      all: () => overall(observations),
      type: (id: string) =>
        ofTypes(
          observations,
          scenario.types.flatMap((type, at) => (type.id === id || type.base === id ? [at] : [])),
        ),
      tenant: (id: string) =>
        ofTenant(
          observations,
          tenantsOf(scenario).find((tenant) => tenant.id === id)!,
        ),
      group: (id: string) =>
        ofGroup(
          observations,
          scenario.groups.findIndex((group) => group.id === id),
        ),
    }
    expect(populations.map(({ id }) => id)).toEqual(['', 'a', 'b/x', 'b/y', 'b', 'one', 'two', 'g', 'h'])
    for (const [at, { kind, id }] of populations.entries()) {
      const expected = estimates(samplesOf[kind](id))
      for (const [kpi, measure] of SAME) {
        // Of a group the two define the denominator alike: its own contacts.
        const detailed = summary.estimate(kpiNamed(kpi), at, WHOLE)
        expect(detailed.mean, `${kind} ${id} ${kpi}`).toBeCloseTo(expected[measure].mean, 9)
        if (measureNamed(measure).unit === 'contacts')
          expect(detailed.ci95[0]).toBeCloseTo(expected[measure].ci95[0], 6)
        else if (expected[measure].ci95[1] > expected[measure].ci95[0]) {
          // Delta method against jackknife: the same to the first order of 1/n.
          const width = (ci95: readonly [number, number]) => ci95[1] - ci95[0]
          expect(width(detailed.ci95) / width(expected[measure].ci95)).toBeGreaterThan(0.9)
          expect(width(detailed.ci95) / width(expected[measure].ci95)).toBeLessThan(1.1)
        }
      }
    }
    const byInterval = Array.from({ length: summary.intervals }, (_, at) =>
      summary.estimate(kpiNamed('offered'), 0, at),
    )
    expect(summary.intervals).toBe(6)
    expect(byInterval.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(
      estimates(overall(observations)).offered.mean,
      9,
    )
    // Agents add up to their groups.
    const agents = summary.groupOfAgent.map((group, agent) => ({
      group,
      answered: summary.ofAgent(kpiNamed('answered'), agent),
    }))
    expect(agents.length).toBe(5)
    for (const group of [0, 1]) {
      const sum = agents
        .filter((each) => each.group === group)
        .reduce((total, { answered }) => total + answered.mean, 0)
      expect(sum).toBeCloseTo(summary.estimate(kpiNamed('answered'), 5 + group, WHOLE).mean, 9)
    }
  })
})

it('has a row for every agent of the roster, also for one who is absent for the whole replication', async () => {
  const absent = scenarioOf({
    run: { duration: '1h' },
    types: { call: { arrivals: { perHour: 60 }, handlingTime: '3m' } },
    groups: { g: { shifts: [{ from: '00:00', to: '01:00', agents: 6 }], absence: 0.4 } as object },
  })
  const { summary } = await replicateDetailed(inThread, absent, { seed: 1, replications: 4 })
  expect(summary.groupOfAgent).toEqual([0, 0, 0, 0, 0, 0])
  const answered = summary.groupOfAgent.map((_, agent) => summary.ofAgent(kpiNamed('answered'), agent).mean)
  const all = summary.estimate(kpiNamed('answered'), 0, WHOLE).mean
  expect(answered.reduce((sum, each) => sum + each, 0)).toBeCloseTo(all, 9)
})

it('quantiles of waits are those of the distribution, and their intervals hold more replications', async () => {
  const few = await replicateDetailed(inThread, day, { seed: 9, replications: 10 })
  const many = await replicateDetailed(inThread, day, { seed: 10, replications: 120 })
  const [low, high] = few.summary.quantile('wait', 0, 2).ci95
  expect(low).toBeLessThan(many.summary.quantile('wait', 0, 2).mean)
  expect(high).toBeGreaterThan(many.summary.quantile('wait', 0, 2).mean)
  expect(many.summary.distribution('wait', 0)(0.9)).toBe(many.summary.quantile('wait', 0, 2).mean)
})

it.each([
  ['a day', day],
  ['a steady run', steady],
] as const)(
  'quantiles of %s by type, group, agent and interval are those of the times themselves',
  async (_, scenario) => {
    const intervalMs = 60 * 60_000
    const { warmUpMs, durationMs } = scenario.run
    const seed = 7
    const { summary } = await replicateDetailed(inThread, scenario, {
      seed,
      replications: 6,
      intervalMs,
      quantilesOfAll: true,
    })
    type Counted = { readonly type: number; readonly arrivedMs: number }
    const known = new Map<string, number[]>()
    // Records hold leftovers of others: an agent only where it is said.
    const keep = (what: string, event: Counted, ms: number, agent = -1) => {
      if (event.arrivedMs < warmUpMs || event.arrivedMs >= warmUpMs + durationMs) return
      const interval = Math.floor((event.arrivedMs - warmUpMs) / intervalMs)
      const parties = ['0', String(1 + event.type), ...(event.type > 0 ? ['4', '6'] : ['5'])]
      const groups = agent < 0 ? [] : [agent < 3 ? '7' : '8']
      for (const population of [...parties, ...groups]) {
        for (const at of [WHOLE, interval]) push(known, `${what} ${population} ${at}`, ms)
      }
      if (agent >= 0) push(known, `${what} agent ${agent}`, ms)
    }
    const model = compileModel(scenario)
    for (let replication = 0; replication < 6; replication += 1) {
      const talks = new Map<number, number>()
      const observe = (event: AcdEvent) => {
        if (event.kind === 'connected') keep('wait', event, event.durationMs, event.agent)
        else if (event.kind === 'abandoned') keep('abandonedWait', event, event.durationMs)
        else if (event.kind === 'released') {
          keep('talk', event, event.durationMs, event.agent)
          talks.set(event.contact, event.durationMs)
          if (!event.wrapUp) keep('handling', event, event.durationMs, event.agent)
        } else if (event.kind === 'wrap-up-ended')
          keep('handling', event, talks.get(event.contact)! + event.durationMs, event.agent)
      }
      new Simulation(model, seed, replication, { observe }).run()
    }
    let compared = 0
    for (const what of MEASURED_TIMES) {
      for (const [at, q] of QUANTILES.entries()) {
        for (let population = 0; population < summary.sketched; population += 1) {
          for (let interval = WHOLE; interval < summary.intervals; interval += 1) {
            compared += same(
              summary.quantile(what, population, at, interval),
              known.get(`${what} ${population} ${interval}`),
              q,
            )
          }
        }
        for (const agent of summary.groupOfAgent.keys()) {
          compared += same(summary.quantileOfAgent(what, agent, at), known.get(`${what} agent ${agent}`), q)
        }
      }
    }
    // Groups and agents have no wait of those who gave up, and of a type without patience nobody does.
    expect(compared).toBeGreaterThan(0.7 * MEASURED_TIMES.length * QUANTILES.length * (9 * 4 + 5))

    function push(into: Map<string, number[]>, key: string, ms: number): void {
      const list = into.get(key)
      if (list === undefined) into.set(key, [ms])
      else list.push(ms)
    }

    function same({ mean }: { mean: number }, times: number[] = [], q: number): number {
      if (times.length === 0) {
        expect(mean).toBeNaN()
        return 0
      }
      const exact = times.toSorted((a, b) => a - b)[Math.floor(q * (times.length - 1))]!
      expect(Math.abs(mean - exact)).toBeLessThanOrEqual(0.01 * exact + 1e-3)
      return 1
    }
  },
)

describe('days', () => {
  it('are judged each by its own figure', () => {
    const { observations } = replicate(day, { seed: 1, replications: 50 })
    const level = measureNamed('serviceLevel')
    const days = daily(level, overall(observations), 0.8)
    const own = observations.map((seen) => estimates(overall([seen])).serviceLevel.mean)
    expect(days.values).toEqual(own)
    expect(days.average.mean).toBeCloseTo(own.reduce((sum, each) => sum + each, 0) / 50, 12)
    expect(days.meets.mean).toBe(own.filter((each) => each >= 0.8).length / 50)
    const sorted = own.toSorted((a, b) => a - b)
    expect([dayQuantile(days, 0), dayQuantile(days, 1)]).toEqual([sorted[0], sorted[49]])
    expect(dayQuantile(days, 0.5)).toBeCloseTo((sorted[24]! + sorted[25]!) / 2, 12)
  })
})

describe('a proportion', () => {
  it('has the exact interval: published values', () => {
    // C. Clopper & E. Pearson 1934: 10 of 100, and none of 20 (the rule of three made exact).
    const ten = estimateProportion(10, 100)
    expect(ten.ci95[0]).toBeCloseTo(0.049, 4)
    expect(ten.ci95[1]).toBeCloseTo(0.1762, 4)
    expect(estimateProportion(0, 20).ci95[0]).toBe(0)
    expect(estimateProportion(0, 20).ci95[1]).toBeCloseTo(1 - 0.025 ** (1 / 20), 10)
    expect(estimateProportion(0, 0)).toEqual({ mean: NaN, ci95: [0, 1] })
  })

  it('covers at least as often as it says', () => {
    const stream = RandomStream.named(1, 0, 'coins')
    let missed = 0
    for (let i = 0; i < 1000; i += 1) {
      let successes = 0
      for (let trial = 0; trial < 30; trial += 1) successes += stream.uniform() < 0.85 ? 1 : 0
      const { ci95 } = estimateProportion(successes, 30)
      if (ci95[0] > 0.85 || ci95[1] < 0.85) missed += 1
    }
    expect(missed).toBeLessThanOrEqual(50)
  })
})

it.each([false, true])('details in JSON are those in CSV; quantiles of all: %s', async (quantilesOfAll) => {
  const options = { seed: 4, replications: 12, intervalMs: 60 * 60_000, quantilesOfAll }
  const detailed = await replicateDetailed(inThread, day, options)
  const json = JSON.parse([...detailJson(jsonHead('run', 4, 12), detailed)].join('')) as {
    populations: {
      kind: string
      name: string
      whole: Figures
      quantiles?: Record<string, Figures>
      intervals: { fromMs: number; figures: Figures; quantiles?: Record<string, Figures> }[]
    }[]
    agents: { agent: number; group: string; whole: Figures; quantiles?: Record<string, Figures> }[]
  }
  type Figures = Record<string, { mean: number; ci95: [number, number] }>
  const rows = [...detailCsv(detailed)].join('').split('\r\n').slice(1, -1)
  const listed = (kind: string, name: string, fromMs: number, figures: Figures, of = (measure: string) => measure) =>
    Object.entries(figures).map(([measure, { mean }]) => [kind, name, fromMs, of(measure), mean].join())
  const quantiles = (kind: string, name: string, fromMs: number, of: Record<string, Figures> = {}) =>
    Object.entries(of).flatMap(([time, figures]) => listed(kind, name, fromMs, figures, (p) => `${time} ${p}`))
  const fromJson = [
    ...json.populations.flatMap(({ kind, name, whole, intervals, quantiles: ofWhole }) => [
      ...listed(kind, name, 0, whole),
      ...quantiles(kind, name, 0, ofWhole),
      ...intervals.flatMap(({ fromMs, figures, quantiles: ofInterval }) => [
        ...listed(kind, name, fromMs, figures),
        ...quantiles(kind, name, fromMs, ofInterval),
      ]),
    ]),
    ...json.agents.flatMap(({ agent, group, whole, quantiles: ofAgent }) => [
      ...listed('agent', `${group} ${agent}`, 0, whole),
      ...quantiles('agent', `${group} ${agent}`, 0, ofAgent),
    ]),
  ]
  const fromCsv = rows.map((row) => {
    const [kind, name, fromMs, , measure, , mean] = row.split(',')
    return [kind, name, fromMs, measure, mean].join()
  })
  expect(fromJson).toEqual(fromCsv)
  expect(json.populations.map(({ kind }) => kind)).toContain('tenant')
})
