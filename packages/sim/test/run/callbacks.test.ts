import { describe, expect, it } from 'vitest'
import { callsAsked } from '../../src/measure/calls-asked.ts'
import { ends } from '../../src/measure/ends.ts'
import { estimateOf } from '../../src/measure/estimates.ts'
import { measureNamed } from '../../src/measure/measure.ts'
import { overall } from '../../src/measure/population.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 30
const HANDLING_MS = 120_000
const AGENTS = 10
const LOAD = 8

const rule = { name: 'long wait', when: 'waiting >= 1', callback: true }

function floor(callback: object, more: object = {}): ScenarioText {
  const type = {
    arrivals: { perHour: (LOAD * 3_600_000) / HANDLING_MS },
    handlingTime: { distribution: 'exponential', mean: `${HANDLING_MS}ms` },
    overflow: [rule],
    callback,
    ...more,
  }
  return {
    run: { mode: 'steady', warmUp: '3h', duration: '20h', seed: 4 },
    types: { call: type },
    groups: { g: { agents: AGENTS } },
  }
}

const run = (text: ScenarioText): Replications => replicate(scenarioOf(text), { replications: REPLICATIONS })
const figures = (replications: Replications): Map<string, number> => {
  const [table] = callsAsked(replications.scenario, replications.observations)
  return new Map(table!.lines.map(({ name, estimate }) => [name, estimate.mean]))
}

/*
 * Who accepts keeps its place and answers at once, so that no agent does anything else than it would for a caller who waits on the
 * line: the floor is M/M/10 whatever share accepts.
 */
describe.each([1, 0.4])('a callback that is accepted with probability %d, and always answered at once', (accepts) => {
  const exact = erlangC({ offeredErlangs: LOAD, agents: AGENTS, meanHandlingMs: HANDLING_MS, thresholdMs: 20_000 })
  const replications = run(floor({ accepts, promise: '1h' }))
  const { observations } = replications
  const offered = observations.map(({ byType }) => byType[0]!.offered)

  it('leaves the queue discipline as it was: Erlang C in the 99.9 % interval', () => {
    const calls = observations.map((seen) => seen.calls![0]!)
    const accepted = calls.map((tally) => tally.accepted)
    expectAgrees('P(asked)', estimateRatio(accepted, offered), accepts * exact.pWait, REPLICATIONS, 0.1)
    const waits = observations.map(({ byType }, at) => byType[0]!.answeredWaitMs + calls[at]!.waitToDialMs)
    expectAgrees('E[W]', estimateRatio(waits, offered), exact.meanWaitMs, REPLICATIONS, 0.2)
    const busy = observations.map(({ byType }) => byType[0]!.talkMs)
    expectAgrees('load', estimateMean(busy), (LOAD / HANDLING_MS) * 72e6 * HANDLING_MS, REPLICATIONS, 0.02)
  })

  it('every caller waits to the millisecond as long as without the callback', () => {
    const plain = run(floor({ accepts: 0, promise: '1h' })).observations
    for (const [at, { byType, calls }] of observations.entries()) {
      const waitedMs = byType[0]!.answeredWaitMs + calls![0]!.waitToDialMs
      expect(waitedMs / plain[at]!.byType[0]!.answeredWaitMs).toBeCloseTo(1, 9)
    }
  })

  it('counts who accepted neither as answered nor as given up, and the table of ends adds up', () => {
    const lines = new Map(ends(observations).map(({ name, estimate }) => [name, estimate.mean]))
    const [answered, calledBack] = [lines.get('answered')!, lines.get('calledBack')!]
    expect(answered + calledBack).toBeCloseTo(lines.get('offered')!, 6)
    const level = estimateOf(measureNamed('serviceLevel'), overall(observations))
    const within = observations.map(({ byType }) => byType[0]!.answeredWithin)
    const entered = observations.map(({ byType }) => byType[0]!.offered - byType[0]!.calledBack)
    expect(level.mean).toBeCloseTo(estimateRatio(within, entered).mean, 12)
    // With everybody accepting, only who never waited is answered on the line.
    if (accepts === 1) expect(level.mean).toBe(1)
  })
})

describe('what becomes of callbacks', () => {
  it('a promise is kept as often as the wait is shorter, and nobody is called who is not reached in the end', () => {
    const lines = figures(run(floor({ accepts: 1, promise: '1m' })))
    const conditional = HANDLING_MS / (AGENTS - LOAD)
    // The wait of who waits is exponential; a promise that falls due jumps the line, so that more are kept than at random.
    expect(lines.get('promiseKept')).toBeGreaterThan(1 - Math.exp(-60_000 / conditional) - 0.02)
    expect(lines.get('reachedShare')).toBe(1)
    expect(lines.get('dialsPerContact')).toBe(1)
  })

  it('who is not reached is tried again: geometric calls, and a share given up', () => {
    const reached = 0.4
    const attempts = 3
    const called = { reached, busy: 0.3, machine: 0.1 }
    const lines = figures(run(floor({ accepts: 1, promise: '1h', called, attempts, retry: '1m', ringsFor: '10s' })))
    expect(lines.get('reachedShare')).toBeCloseTo(1 - (1 - reached) ** attempts, 1)
    expect(lines.get('dialsPerContact')).toBeCloseTo(1 + (1 - reached) + (1 - reached) ** 2, 1)
  })

  it('a machine is not called again where that is said', () => {
    const called = { reached: 0.5, machine: 0.5 }
    const lines = figures(run(floor({ accepts: 1, promise: '1h', called, retry: { machine: 'never' } })))
    expect(lines.get('dialsPerContact')).toBe(1)
    expect(lines.get('reachedShare')).toBeCloseTo(0.5, 1)
  })

  it('who accepts loses no patience: nobody who accepted gives up', () => {
    const { observations } = run(
      floor({ accepts: 1, promise: '1h' }, { patience: { distribution: 'exponential', mean: '30s' } }),
    )
    for (const { byType, calls } of observations) {
      expect(byType[0]!.calledBack).toBeGreaterThan(0)
      expect(byType[0]!.abandoned).toBe(0)
      expect(byType[0]!.calledBack).toBe(calls![0]!.accepted)
    }
  })
})
