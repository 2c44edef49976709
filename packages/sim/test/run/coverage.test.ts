import { test } from 'vitest'
import type { MeasureName } from '../../src/measure/measure.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { expectMissedAsOften } from '../support/band.ts'
import { scenarioOf } from '../support/scenario.ts'

const EXPERIMENTS = 250
const REPLICATIONS = 20

test('of 250 small experiments, 95 % have the exact value of Erlang A inside the reported 95 % interval', () => {
  const scenario = scenarioOf({
    run: { mode: 'steady', warmUp: '30m', duration: '1h' },
    types: {
      call: {
        arrivals: { perHour: 160 },
        handlingTime: { distribution: 'exponential', mean: '180s' },
        patience: { distribution: 'exponential', mean: '180s' },
      },
    },
    groups: { agents: { agents: 8 } },
  })
  const exact = erlangA({
    offeredErlangs: 8,
    agents: 8,
    meanHandlingMs: 180_000,
    meanPatienceMs: 180_000,
    thresholdMs: 20_000,
  })
  const truth: Partial<Record<MeasureName, number>> = {
    offered: 160,
    abandonRate: exact.pAbandon,
    asaMs: exact.asaMs,
    meanWaitMs: exact.meanWaitMs,
    serviceLevel: exact.serviceLevels.servedOverOffered,
    occupancy: exact.occupancy,
    ahtMs: 180_000,
  }
  const covered = new Map<string, number>(Object.keys(truth).map((name) => [name, 0]))
  for (let seed = 1; seed <= EXPERIMENTS; seed += 1) {
    const { measures } = summarise(replicate(scenario, { seed, replications: REPLICATIONS }), '')
    for (const [name, value] of Object.entries(truth)) {
      const [low, high] = measures[name as MeasureName].ci95
      if (low <= value && value <= high) covered.set(name, covered.get(name)! + 1)
    }
  }
  for (const [name, count] of covered) expectMissedAsOften(EXPERIMENTS - count, EXPERIMENTS, name)
})
