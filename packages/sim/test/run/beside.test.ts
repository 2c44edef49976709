import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BesideCounts } from '../../src/run/beside-tally.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 20
const TALK_MS = 120_000
const exponential = (mean: string) => ({ distribution: 'exponential', mean })

function run(text: object, replications: number = REPLICATIONS): Replications['observations'] {
  const given = { run: { mode: 'steady', warmUp: '1h', duration: '20h', seed: 6 }, ...text }
  return replicate(scenarioOf(given as unknown as ScenarioText), { replications }).observations
}

const meanWait = (observations: Replications['observations']) =>
  estimateRatio(
    observations.map(({ byType }) => byType[0]!.answeredWaitMs),
    observations.map(({ byType }) => byType[0]!.answered),
  )

describe('ringing at several agents, nearly all of whom are idle', () => {
  const floor = (ring: object) => ({
    run: { mode: 'steady', warmUp: '1h', duration: '900h', seed: 6 },
    types: { call: { arrivals: { perHour: 2 }, handlingTime: exponential('5s'), ...ring } },
    groups: {
      a: { agents: 4, ringTime: exponential('8s') },
      b: { agents: 4, ringTime: exponential('8s') },
    },
    offers: { timeout: '10h' },
  })

  it.each([
    ['one after the other', {}, 8000],
    ['at all: the first of eight answers', { ring: 'all' }, 1000],
    ['at a group: the first of four', { ring: 'group' }, 2000],
    ['at two: the first of them', { ring: { atOnce: 2 } }, 4000],
    // One more each 4 s: E = ∫ exp(−(hazard so far)) dt, the hazard growing by 1/8 s with each agent, eight at most.
    ['progressively', { ring: { every: '4s' } }, progressive(4000, 8000, 8)],
  ] as const)('%s', (_, ring, expectedMs) => {
    expectAgrees('E[wait]', meanWait(run(floor(ring))), expectedMs, REPLICATIONS, 0.05)
  })

  function progressive(everyMs: number, ringMs: number, agents: number): number {
    let alive = 1
    let mean = 0
    for (let rung = 1; rung <= agents; rung += 1) {
      const rate = rung / ringMs
      const left = rung === agents ? 0 : Math.exp(-rate * everyMs)
      mean += (alive * (1 - left)) / rate
      alive *= left
    }
    return mean
  }
})

describe('preferred skills', () => {
  it('are asked for first, and make nobody wait', () => {
    const [observation] = run(
      {
        skills: { dialect: {} },
        types: {
          call: {
            arrivals: { perHour: 60 },
            handlingTime: exponential('120s'),
            prefers: [{ skills: ['dialect'], weight: 2 }],
          },
        },
        groups: { others: { agents: 20 }, natives: { agents: 2, skills: ['dialect'] } },
      },
      1,
    )
    const [others, natives] = observation!.byGroup
    // Two preferred servers at two erlangs lose what Erlang B says to the others, who wait for nobody: 40 %.
    expect(others!.answered / (others!.answered + natives!.answered)).toBeCloseTo(0.4, 1)
    expect(observation!.byType[0]!.waited).toBe(0)
  })
})

describe('consultations at a desk that always has somebody', () => {
  const consult = { with: 'hard', probability: 0.5, takes: exponential('60s'), transfers: 0.2 }
  const floor = (more: object = {}) => ({
    types: {
      call: { arrivals: { perHour: 100 }, handlingTime: exponential(`${TALK_MS}ms`), consult: { ...consult, ...more } },
      hard: { arrivals: { perHour: 0 }, handlingTime: exponential('300s') },
    },
    groups: { front: { agents: 60 }, desk: { agents: 60 } },
    routing: { policy: 'ranked', agents: { call: [['front']], hard: [['desk']] } },
  })
  const talking = (seen: Replications['observations'], group: number) =>
    estimateMean(seen.map(({ agentMs }) => agentMs[group]!.talking))

  it('take the time of both, and leave the caller to the desk in the share that is said', () => {
    const seen = run(floor())
    const calls = 100 * 20
    // Before a transfer a uniform part of the talk has passed, half of it in the mean.
    const front = calls * (TALK_MS - 0.5 * 0.2 * 0.5 * TALK_MS + 0.5 * 60_000)
    expectAgrees('front', talking(seen, 0), front, REPLICATIONS, 0.04)
    expectAgrees('desk', talking(seen, 1), calls * 0.5 * (60_000 + 0.2 * 300_000), REPLICATIONS, 0.08)
    const begun = seen.map(({ beside }) => beside!.begun)
    const transferred = seen.map(({ beside }) => beside!.transferred)
    expectAgrees('transfers', estimateRatio(transferred, begun), 0.2, REPLICATIONS, 0.06)
    for (const { beside } of seen) expect(beside!.answered).toBe(beside!.begun)
  })

  it('become conferences, which take the time of both', () => {
    const seen = run(floor({ transfers: 0, conference: { probability: 0.4, takes: exponential('90s') } }))
    const calls = 100 * 20
    expectAgrees('desk', talking(seen, 1), calls * 0.5 * (60_000 + 0.4 * 90_000), REPLICATIONS, 0.08)
    expectAgrees('front', talking(seen, 0), calls * (TALK_MS + 0.5 * (60_000 + 0.4 * 90_000)), REPLICATIONS, 0.04)
  })

  it('wait for who is asked as callers wait at a desk of that size, and count that to the threshold', () => {
    const more = { moment: 'end', transfers: 0, probability: 1, takes: exponential('60s'), waits: '10h' }
    const thresholdMs = 15_000
    // Nobody waits at the front: what leaves it is a Poisson process again (Mirasol 1963), so that the desk is an M/M/3.
    const seen = run({
      ...floor(more),
      run: { mode: 'steady', warmUp: '1h', duration: '60h', seed: 6 },
      serviceLevel: { threshold: `${thresholdMs}ms` },
      groups: { front: { agents: 400 }, desk: { agents: 3 } },
    })
    const desk = erlangC({ agents: 3, offeredErlangs: 100 / 60, meanHandlingMs: 60_000, thresholdMs })
    const of = (count: (counts: BesideCounts) => number) => seen.map(({ beside }) => count(beside!))
    const found = of(({ answered }) => answered)
    const waits = estimateRatio(
      of(({ answeredWaitMs }) => answeredWaitMs),
      found,
    )
    expectAgrees('E[wait]', waits, desk.meanWaitMs, REPLICATIONS, 0.1)
    const within = estimateRatio(
      of(({ answeredWithin }) => answeredWithin),
      found,
    )
    expectAgrees('within', within, desk.serviceLevel, REPLICATIONS, 0.03)
    for (const { beside } of seen) expect(beside!.answered).toBe(beside!.begun)
  })

  it('given up are counted, those within the threshold for themselves', () => {
    const seen = run({
      ...floor({ moment: 'end', probability: 1, waits: exponential('90s') }),
      run: { duration: '20h', startsAt: '00:00', seed: 6 },
      serviceLevel: { threshold: '30s' },
      groups: { front: { agents: 60 }, desk: { shifts: [{ from: '19:59', to: '20:00', agents: 1 }] } },
    })
    const givenUp = seen.map(({ beside }) => beside!.givenUp)
    const within = seen.map(({ beside }) => beside!.givenUpWithin)
    expectAgrees('P(given up in 30 s)', estimateRatio(within, givenUp), 1 - Math.exp(-1 / 3), REPLICATIONS, 0.05)
    for (const { beside } of seen) expect(beside!.givenUp).toBeGreaterThan(0.95 * beside!.begun)
  })

  it('with nobody there the agent goes on alone when its patience is over', () => {
    const seen = run({
      ...floor({ waits: '30s' }),
      run: { duration: '20h', startsAt: '00:00', seed: 6 },
      groups: { front: { agents: 60 }, desk: { shifts: [{ from: '19:59', to: '20:00', agents: 1 }] } },
    })
    expectAgrees('front', talking(seen, 0), 100 * 20 * (TALK_MS + 0.5 * 30_000), REPLICATIONS, 0.04)
    for (const { beside } of seen) expect(beside!.answered).toBeLessThan(5)
  })

  it('at the end of the talk take no part of it away, whoever the caller is left to', () => {
    const seen = run(floor({ moment: 'end', transfers: 1 }))
    const calls = 100 * 20
    expectAgrees('front', talking(seen, 0), calls * (TALK_MS + 0.5 * 60_000), REPLICATIONS, 0.04)
    expectAgrees('desk', talking(seen, 1), calls * 0.5 * (60_000 + 300_000), REPLICATIONS, 0.08)
  })

  it('patience with an empty desk may have a law', () => {
    const seen = run({
      ...floor({ moment: 'end', waits: exponential('90s') }),
      run: { duration: '20h', startsAt: '00:00', seed: 6 },
      groups: { front: { agents: 60 }, desk: { shifts: [{ from: '19:59', to: '20:00', agents: 1 }] } },
    })
    expectAgrees('front', talking(seen, 0), 100 * 20 * (TALK_MS + 0.5 * 90_000), REPLICATIONS, 0.04)
  })

  it('outside, a share leaves the house', () => {
    const seen = run(floor({ with: undefined, outside: 'partner' }))
    const left = seen.map(({ callers }) => callers[0]!.diverted['partner']!)
    const answered = seen.map(({ byType }) => byType[0]!.answered)
    expectAgrees('to the partner', estimateRatio(left, answered), 0.5 * 0.2, REPLICATIONS, 0.08)
  })
})

describe('supervisors', () => {
  const floor = (supervision: object) => ({
    types: { call: { arrivals: { perHour: 100 }, handlingTime: exponential(`${TALK_MS}ms`) } },
    groups: { front: { agents: 60 }, leads: { agents: 40 } },
    supervision: { group: 'leads', ...supervision },
  })

  it('hear the share that is said, from a moment of the talk to its end', () => {
    const seen = run(floor({ listens: 0.3 }))
    const listened = seen.map(({ beside }) => beside!.orders['listen']!)
    expectAgrees('heard', estimateMean(listened), 0.3 * 2000, REPLICATIONS, 0.05)
    // The talk that is heard is as any other, and half of it in the mean is heard.
    const busy = seen.map(({ agentMs }) => agentMs[1]!.talking)
    expectAgrees('time', estimateMean(busy), 0.3 * 2000 * 0.5 * TALK_MS, REPLICATIONS, 0.06)
    expect(seen.every(({ byGroup }) => byGroup[1]!.answered === 0)).toBe(true)
  })

  it('take callers over: the agent is free, and the talk is as long as it would have been', () => {
    const seen = run(floor({ listens: 0.5, takes: 0, intercepts: 1 }))
    const talk = (group: number) => seen.map(({ agentMs }) => agentMs[group]!.talking)
    expectAgrees('leads', estimateMean(talk(1)), 0.5 * 2000 * 0.5 * TALK_MS, REPLICATIONS, 0.06)
    const all = seen.map(({ agentMs }) => agentMs[0]!.talking + agentMs[1]!.talking)
    expectAgrees('all', estimateMean(all), 2000 * TALK_MS, REPLICATIONS, 0.04)
  })

  it('order by the clock: three of five are not ready for half an hour', () => {
    const [seen] = run(
      {
        run: { duration: '4h', startsAt: '09:00', seed: 1 },
        types: { call: { arrivals: { perHour: 0 }, handlingTime: '60s' } },
        groups: { front: { agents: 5 }, leads: { agents: 1 } },
        supervision: {
          group: 'leads',
          orders: [{ at: '10:00', order: 'not-ready', group: 'front', agents: 3, for: '30m' }],
        },
      },
      1,
    )
    expect(seen!.agentMs[0]!.notReady).toBe(3 * 1_800_000)
    expect(seen!.beside!.orders).toEqual({ 'force-not-ready': 3, 'force-ready': 3 })
  })
})

describe('with all of it at once', () => {
  it('every caller ends once, and nothing is left', () => {
    const share = fc.integer({ min: 0, max: 5 }).map((tenths) => tenths / 10)
    const model = fc.record({
      ring: fc.constantFrom(undefined, 'all', 'group', { every: '2s' }),
      asks: share,
      transfers: share,
      conference: share,
      outside: fc.boolean(),
      listens: share,
      intercepts: share,
      bargesIn: share,
      ringTime: fc.constantFrom(0, '3s'),
      experts: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(1000),
    })
    fc.assert(
      fc.property(model, ({ ring, asks, transfers, conference, outside, listens, intercepts, bargesIn, ...rest }) => {
        const { ringTime, experts, seed } = rest
        const whom = outside ? { outside: 'partner' } : { with: 'hard' }
        const [seen] = run(
          {
            run: { duration: '2h', startsAt: '09:00', seed },
            types: {
              call: {
                arrivals: { perHour: 120 },
                handlingTime: exponential('100s'),
                patience: exponential('60s'),
                afterCallWork: '15s',
                ...(ring !== undefined && { ring }),
                hold: { probability: 0.2, for: '20s' },
                consult: {
                  ...whom,
                  probability: asks,
                  takes: '30s',
                  waits: '20s',
                  transfers,
                  conference: { probability: conference, takes: '20s' },
                },
              },
              hard: { arrivals: { perHour: 10 }, handlingTime: exponential('200s'), afterCallWork: '10s' },
            },
            groups: {
              front: { agents: 4, ringTime, noAnswer: ringTime === 0 ? 0 : 0.1 },
              experts: { agents: experts, ringTime },
              leads: { agents: 1 },
            },
            routing: { policy: 'ranked', agents: { call: [['front']], hard: [['experts']] } },
            supervision: { group: 'leads', listens, takes: '20s', intercepts, bargesIn },
          },
          1,
        )
        expect(seen!.unfinished).toBe(0)
        const [call] = seen!.byType
        expect(call!.answered + call!.abandoned).toBe(call!.offered)
        expect(call!.handled + call!.diverted).toBe(call!.answered)
      }),
      { numRuns: 60 },
    )
  })
})
