import { describe, expect, it } from 'vitest'
import type { Estimates } from '../../src/measure/estimates.ts'
import { type MeasureName, measureNamed } from '../../src/measure/measure.ts'
import { overall } from '../../src/measure/population.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { controlledRatio } from '../../src/stats/control-variate.ts'
import type { Estimate } from '../../src/stats/estimate.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { skillBased } from '../../src/theory/skill-based.ts'
import { timeVarying } from '../../src/theory/time-varying.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'

const RUNS = 1000
const REPLICATIONS = 20
/** Of 1,000 intervals of 95 %, as many must hold the truth. */
const [LEAST, MOST] = [0.93, 0.97]

type Truth = Partial<Record<MeasureName, number>>

const exponential = (mean: string): object => ({ distribution: 'exponential', mean })

/** Counts how often each interval holds its truth over 1,000 runs of 20 replications, prints and judges it. */
function judgeCoverage(
  what: string,
  truth: ReadonlyMap<string, number>,
  run: (seed: number) => ReadonlyMap<string, Estimate>,
): void {
  const covered = new Map<string, number>([...truth.keys()].map((name) => [name, 0]))
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const estimates = run(seed)
    for (const [name, value] of truth) {
      const { ci95 } = estimates.get(name)!
      if (ci95[0] <= value && value <= ci95[1]) covered.set(name, covered.get(name)! + 1)
    }
  }
  for (const [name, count] of covered) console.log(`${what}\t${name}\t${((100 * count) / RUNS).toFixed(1)} %`)
  for (const [name, count] of covered) {
    expect(count / RUNS, `${what}: ${name}`).toBeGreaterThanOrEqual(LEAST)
    expect(count / RUNS, `${what}: ${name}`).toBeLessThanOrEqual(MOST)
  }
}

function named(prefix: string, truth: Truth): [string, number][] {
  return Object.entries(truth).map(([name, value]) => [`${prefix}${name}`, value])
}

function estimatesOf(prefix: string, estimates: Estimates): [string, Estimate][] {
  return Object.entries(estimates).map(([name, estimate]) => [`${prefix}${name}`, estimate])
}

function study(what: string, text: ScenarioText, truth: Truth): void {
  it(what, () => {
    const scenario = scenarioOf(text)
    judgeCoverage(what, new Map(named('', truth)), (seed) => {
      const { measures } = summarise(replicate(scenario, { seed, replications: REPLICATIONS }), '')
      return new Map(estimatesOf('', measures))
    })
  })
}

function erlang(load: number, agents: number, patienceMs: number, lines: number, counted: number): Truth {
  const exact = erlangA({
    offeredErlangs: load,
    agents,
    meanHandlingMs: 180_000,
    meanPatienceMs: patienceMs,
    thresholdMs: 20_000,
    lines,
  })
  const entered = 1 - exact.pBlock
  return {
    offered: counted,
    ...(lines < Infinity && { blocked: counted * exact.pBlock }),
    ...(patienceMs < Infinity && { abandonRate: exact.pAbandon / entered, abandoned: counted * exact.pAbandon }),
    asaMs: exact.asaMs,
    meanWaitMs: exact.meanWaitMs,
    serviceLevel: exact.serviceLevels.servedOverOffered / entered,
    occupancy: exact.occupancy,
    ahtMs: 180_000,
  }
}

function queue(perHour: number, agents: number, patience: unknown, hours: number, trunks?: number): ScenarioText {
  return {
    run: { mode: 'steady', warmUp: '2h', duration: `${hours}h` },
    types: { call: { arrivals: { perHour }, handlingTime: exponential('180s'), patience } },
    groups: { agents: { agents } },
    ...(trunks === undefined ? {} : { trunks }),
  }
}

describe(`of ${RUNS} runs of ${REPLICATIONS} replications, 93 to 97 % of the 95 % intervals hold the exact value`, () => {
  study('M/M/8+M, 8 Erl', queue(160, 8, exponential('180s'), 2), erlang(8, 8, 180_000, Infinity, 320))
  study('M/M/10/14, 9 Erl', queue(180, 10, 'never', 3, 14), erlang(9, 10, Infinity, 14, 540))
  // Nobody gives up, so that a rare long queue carries the mean wait (decision 6).
  study('M/M/12, 9 Erl', queue(180, 12, 'never', 6), erlang(9, 12, Infinity, Infinity, 1080))

  it('a day from empty', () => {
    const day = timeVarying({
      periods: [{ durationMs: 4 * 3_600_000, perHour: 160, agents: 8 }],
      meanHandlingMs: 180_000,
      meanPatienceMs: 180_000,
    })
    const scenario = scenarioOf({
      run: { startsAt: '08:00', duration: '4h' },
      types: { call: { arrivals: { perHour: 160 }, handlingTime: exponential('180s'), patience: exponential('180s') } },
      groups: { agents: { agents: 8 } },
    })
    const truth: Truth = {
      offered: 640,
      abandonRate: day.pAbandon,
      meanWaitMs: day.meanWaitMs,
      occupancy: day.occupancy,
    }
    judgeCoverage('day from empty', new Map(named('', truth)), (seed) => {
      const { measures } = summarise(replicate(scenario, { seed, replications: REPLICATIONS }), '')
      return new Map(estimatesOf('', measures))
    })
  })

  it('the N-model, by type and by group', () => {
    const exact = skillBased({
      types: [
        { rate: 6, impatience: 0.5, groups: [0, 1] },
        { rate: 5, impatience: 0.25, groups: [1] },
      ],
      groups: [
        { agents: 7, types: [0], rates: [1, 1] },
        { agents: 7, types: [1, 0], rates: [0.8, 0.8] },
      ],
    })
    const scenario = scenarioOf({
      run: { mode: 'steady', warmUp: '2h', duration: '4h' },
      types: {
        t0: { arrivals: { perHour: 120 }, handlingTime: exponential('180s'), patience: exponential('360s') },
        t1: { arrivals: { perHour: 100 }, handlingTime: exponential('180s'), patience: exponential('720s') },
      },
      groups: { A: { agents: 7 }, B: { agents: 7, handlingFactor: 1.25 } },
      routing: {
        policy: 'ranked',
        agents: { t0: [['A'], ['B']], t1: [['B']] },
        contacts: { A: [['t0']], B: [['t1'], ['t0']] },
      },
    })
    const truth = new Map([
      ...exact.types.flatMap(({ pAbandon, meanWait }, at) =>
        named(`t${at} `, { abandonRate: pAbandon, meanWaitMs: meanWait * 180_000 }),
      ),
      ...exact.occupancies.flatMap((occupancy, at) => named(`${'AB'[at]} `, { occupancy })),
    ])
    judgeCoverage('N-model', truth, (seed) => {
      const { byType, byGroup } = summarise(replicate(scenario, { seed, replications: REPLICATIONS }), '')
      return new Map([
        ...[...byType].flatMap(([name, estimates]) => estimatesOf(`${name} `, estimates)),
        ...[...byGroup].flatMap(([name, estimates]) => estimatesOf(`${name} `, estimates)),
      ])
    })
  })

  it('with control variates, M/M/8+M', () => {
    const scenario = scenarioOf(queue(160, 8, exponential('180s'), 2))
    const { abandonRate = 0, meanWaitMs = 0, serviceLevel = 0, occupancy = 0 } = erlang(8, 8, 180_000, Infinity, 320)
    const truth: Truth = { abandonRate, meanWaitMs, serviceLevel, occupancy }
    judgeCoverage('with control variates', new Map(named('', truth)), (seed) => {
      const { observations } = replicate(scenario, { seed, replications: REPLICATIONS })
      const samples = overall(observations)
      const controls = [
        { values: samples.map(({ tally }) => tally.offered), expectation: 320 },
        { values: samples.map(({ tally }) => tally.talkMs - 180_000 * tally.handled), expectation: 0 },
      ]
      return new Map(
        (['abandonRate', 'meanWaitMs', 'serviceLevel', 'occupancy'] as const).map((name) => {
          const { numerator, denominator } = measureNamed(name)
          return [name, controlledRatio(samples.map(numerator), samples.map(denominator), controls)]
        }),
      )
    })
  })
})
