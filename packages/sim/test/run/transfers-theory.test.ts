import { describe, expect, it } from 'vitest'
import { ends } from '../../src/measure/ends.ts'
import { replicate } from '../../src/run/replications.ts'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { scenarioOf } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const SERVICE_MS = 60_000
const REPLICATIONS = 30
const WINDOW_SERVICES = 1000

const law = { distribution: 'exponential', mean: `${SERVICE_MS}ms` }
const perHour = (perService: number) => (perService * 3_600_000) / SERVICE_MS

/*
 * A front line hands a share of its callers to a desk, and the desk some of its own back: by Jackson's theorem (1957) each queue is
 * by itself M/M/n at the load that solves a = 4 + 0.2 b, b = 1 + 0.3 a.
 */
describe('transfers, against a Jackson network inside the 99.9 % interval of 30 replications', () => {
  const front = (4 + 0.2) / (1 - 0.06)
  const desk = 1 + 0.3 * front
  const replications = replicate(
    scenarioOf({
      run: { mode: 'steady', warmUp: '1h', duration: `${WINDOW_SERVICES * SERVICE_MS}ms`, seed: 1 },
      types: {
        call: {
          arrivals: { perHour: perHour(4) },
          handlingTime: law,
          transfers: [
            { to: 'hard', probability: 0.3 },
            { out: 'partner', probability: 0.1, from: ['front'] },
          ],
        },
        hard: { arrivals: { perHour: perHour(1) }, handlingTime: law, transfers: [{ to: 'call', probability: 0.2 }] },
      },
      groups: { front: { agents: 6 }, desk: { agents: 4 } },
      routing: { policy: 'ranked', agents: { call: [['front']], hard: [['desk']] } },
    }),
    { replications: REPLICATIONS },
  )
  const { observations } = replications

  it.each([
    ['front', 0, front, 6],
    ['desk', 1, desk, 4],
  ] as const)('the %s is an M/M/n queue of its own', (_name, type, load, agents) => {
    const exact = erlangC({ offeredErlangs: load, agents, meanHandlingMs: SERVICE_MS, thresholdMs: 20_000 })
    const entered = observations.map(({ byType }) => byType[type]!.offered + byType[type]!.transferredIn)
    const waited = observations.map(({ byType }) => byType[type]!.answeredWaitMs)
    expectAgrees('contacts', estimateMean(entered), load * WINDOW_SERVICES, REPLICATIONS, 0.03)
    expectAgrees('E[W]', estimateRatio(waited, entered), exact.meanWaitMs, REPLICATIONS, 0.13)
  })

  it('a tenth of the calls at the front leave the house, and the table of ends adds up', () => {
    const lines = new Map(ends(observations).map(({ name, estimate }) => [name, estimate.mean]))
    const out = observations.map(({ callers }) => callers[0]!.diverted['partner'] ?? 0)
    expectAgrees('to partner', estimateMean(out), 0.1 * front * WINDOW_SERVICES, REPLICATIONS, 0.05)
    expect(lines.get('offered')! + lines.get('handedOn')!).toBeCloseTo(
      lines.get('answered')! + (lines.get('waiting') ?? 0),
      6,
    )
  })
})

/*
 * One agent who hands every call on: after-call work follows the hand-over, so that its service is the sum of both, of the Erlang law
 * with two phases, and the wait is that of M/G/1 (F. Pollaczek 1930): E[W] = ρ/(1 − ρ) · (1 + c²)/2 · E[S].
 */
it('after-call work after a transfer keeps the agent: M/G/1 whose service is talk and work', () => {
  const load = 0.6
  const { observations } = replicate(
    scenarioOf({
      run: { mode: 'steady', warmUp: '10h', duration: '500h', seed: 1 },
      types: {
        call: {
          arrivals: { perHour: perHour(load / 2) },
          handlingTime: law,
          afterCallWork: law,
          afterCallWorkOnTransfer: true,
          transfers: [{ out: 'partner', probability: 1 }],
        },
      },
      groups: { front: { agents: 1 } },
    }),
    { replications: REPLICATIONS },
  )
  const answered = observations.map(({ byType }) => byType[0]!.answered)
  const waited = observations.map(({ byType }) => byType[0]!.answeredWaitMs)
  const meanWaitMs = (load / (1 - load)) * 0.75 * 2 * SERVICE_MS
  expectAgrees('E[W]', estimateRatio(waited, answered), meanWaitMs, REPLICATIONS, 0.08)
  const busy = observations.map(({ agentMs }) => agentMs[0]!.talking + agentMs[0]!.wrapUp)
  const staffed = busy.map((ms, at) => ms + observations[at]!.agentMs[0]!.ready)
  expectAgrees('occupancy', estimateRatio(busy, staffed), load, REPLICATIONS, 0.03)
  const work = observations.map(({ byType }) => byType[0]!.wrapUpMs)
  expectAgrees('work', estimateRatio(work, answered), SERVICE_MS, REPLICATIONS, 0.03)
})
