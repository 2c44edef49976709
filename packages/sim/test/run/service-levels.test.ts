import { describe, expect, it } from 'vitest'
import { estimateOf } from '../../src/measure/estimates.ts'
import { measureNamed } from '../../src/measure/measure.ts'
import { ofTypes, overall } from '../../src/measure/population.ts'
import { jsonSummary } from '../../src/report/json.ts'
import { runReport } from '../../src/report/run-report.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { scenarioOf } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 30
const HANDLING_MS = 180_000
const PATIENCE_MS = 120_000

const TYPES = [
  ['a', { threshold: '20s' }, 'servedOverOffered'],
  ['b', { threshold: '40s', definition: 'answered' }, 'servedOverServed'],
  ['c', { threshold: '10s', definition: 'patient' }, 'excludingShortAbandons'],
  ['d', { threshold: '30s', definition: 'served' }, 'servedOrAbandonedOverOffered'],
] as const

const type = {
  arrivals: { perHour: 50 },
  handlingTime: { distribution: 'exponential', mean: `${HANDLING_MS}ms` },
  patience: { distribution: 'exponential', mean: `${PATIENCE_MS}ms` },
}
const replications = replicate(
  scenarioOf({
    run: { mode: 'steady', warmUp: '2h', duration: '40h', seed: 8 },
    types: Object.fromEntries(TYPES.map(([name, serviceLevel]) => [name, { ...type, serviceLevel }])),
    groups: { g: { agents: 10 } },
  }),
  { replications: REPLICATIONS },
)
const { observations } = replications
const level = measureNamed('serviceLevel')

describe('service levels of types: own thresholds, own definitions', () => {
  it.each(TYPES)('%s: Erlang A in the 99.9 % interval', (name, { threshold }, definition) => {
    const at = TYPES.findIndex(([each]) => each === name)
    const { serviceLevels } = erlangA({
      offeredErlangs: (200 * HANDLING_MS) / 3_600_000,
      agents: 10,
      meanHandlingMs: HANDLING_MS,
      meanPatienceMs: PATIENCE_MS,
      thresholdMs: 1000 * Number.parseInt(threshold, 10),
    })
    expectAgrees(name, estimateOf(level, ofTypes(observations, [at])), serviceLevels[definition], REPLICATIONS, 0.03)
  })

  it('over all each type counts by its own', () => {
    const parts = TYPES.map((_, at) => ofTypes(observations, [at]))
    const sum = (of: 'contacts' | 'of') =>
      parts.reduce((total, samples) => total + samples.reduce((part, { timely }) => part + timely![of], 0), 0)
    expect(estimateOf(level, overall(observations)).mean).toBeCloseTo(sum('contacts') / sum('of'), 12)
  })

  it('the report and JSON say which is which', () => {
    const summary = summarise(replications, 'x.yaml')
    const text = runReport(summary, 'again', 'en')
    expect(text).toContain('service level (own T)')
    expect(text).toContain('c: answered within 10 s ÷ (offered + handed on − blocked − abandoned within 10 s)')
    expect(jsonSummary(summary).serviceLevel.byType!['b']).toEqual({
      thresholdMs: 40_000,
      formula: 'answered within T ÷ answered',
    })
  })
})
