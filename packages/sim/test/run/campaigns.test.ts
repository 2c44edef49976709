import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsAsked } from '../../src/measure/calls-asked.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const REPLICATIONS = 30
const TALK_MS = 120_000
const exponential = { distribution: 'exponential', mean: `${TALK_MS}ms` }

function run(text: object, replications: number = REPLICATIONS): Replications {
  return replicate(scenarioOf(text as ScenarioText), { replications })
}

/** By name, the mean of each figure of the n-th table of calls. */
function figures({ scenario, observations }: Replications, nth = 0): Map<string, number> {
  return new Map(callsAsked(scenario, observations)[nth]!.lines.map(({ name, estimate }) => [name, estimate.mean]))
}

/**
 * Call blending (S. Bhulai & G. Koole 2003): inbound and outbound conversations alike, outbound ones begun whenever more than
 * `reserve` agents would be idle. Busy agents and waiting callers are a birth and death process on n − reserve, n − reserve + 1, …
 */
function blending(inbound: number, agents: number, reserve: number): { pWait: number; outboundErlangs: number } {
  let weight = 1
  let sum = 0
  let waits = 0
  let least = 0
  for (let busy = agents - reserve; busy < 2000; busy += 1) {
    sum += weight
    if (busy >= agents) waits += weight
    if (busy === agents - reserve) least = weight
    weight *= inbound / Math.min(busy + 1, agents)
  }
  return { pWait: waits / sum, outboundErlangs: ((agents - reserve) * least) / sum }
}

describe('a campaign that fills idle time, with a list that does not end', () => {
  it.each([
    [1, 'progressive'],
    [3, 'preview'],
  ] as const)('with %d agents kept for callers, %s, is call blending', (reserve, mode) => {
    const [inbound, agents] = [5, 10]
    const { observations } = run({
      run: { mode: 'steady', startsAt: '08:00', warmUp: '2h', duration: '14h', seed: 3 },
      types: {
        care: { arrivals: { perHour: (inbound * 3_600_000) / TALK_MS }, handlingTime: exponential },
        out: { arrivals: { perHour: 1 }, handlingTime: exponential },
      },
      groups: { g: { agents } },
      campaigns: { c: { type: 'out', mode, reserve, lists: [{ at: '08:00', contacts: 5000 }] } },
    })
    const exact = blending(inbound, agents, reserve)
    const offered = observations.map(({ byType }) => byType[0]!.offered)
    const waited = observations.map(({ byType }) => byType[0]!.waited)
    expectAgrees('P(wait)', estimateRatio(waited, offered), exact.pWait, REPLICATIONS, 0.1)
    // Contacts that were listed before time zero of the window are not counted by type: the agents' time is.
    const talkMs = observations.map(({ agentMs }) => agentMs[0]!.talking - agentMs[0]!.ringing)
    const erlangs = inbound + exact.outboundErlangs
    expectAgrees('erlangs', estimateMean(talkMs), erlangs * 50.4e6, REPLICATIONS, 0.01)
  })
})

describe('the same callers, with a campaign and without', () => {
  const [inbound, agents] = [6, 10]
  const text = (campaigns: object) => ({
    run: { mode: 'steady', startsAt: '08:00', warmUp: '2h', duration: '14h', seed: 5 },
    types: {
      care: {
        arrivals: { perHour: (inbound * 3_600_000) / TALK_MS },
        handlingTime: exponential,
      },
      out: { arrivals: { perHour: 1 }, handlingTime: exponential },
    },
    groups: { g: { agents } },
    ...campaigns,
  })
  const campaign = (reserve: number) => ({
    campaigns: { c: { type: 'out', mode: 'progressive', reserve, lists: [{ at: '08:00', contacts: 5000 }] } },
  })
  const alone = run(text({})).observations
  const timelyOf = (observations: Replications['observations']) =>
    observations.map(({ byType }) => byType[0]!.answeredWithin)
  const plain = erlangC({ offeredErlangs: inbound, agents, meanHandlingMs: TALK_MS, thresholdMs: 20_000 })
  /** Who waits is served at the same rate as without a campaign, so that only how many wait is another. */
  const levelWith = (reserve: number) =>
    1 - ((1 - plain.serviceLevel) * blending(inbound, agents, reserve).pWait) / plain.pWait

  it.each([1, 2, 4])('callers lose what the reserve of %d promises, no more, and idle time is filled', (reserve) => {
    const { observations } = run(text(campaign(reserve)))
    const offered = observations.map(({ byType }) => byType[0]!.offered)
    expect(offered).toEqual(alone.map(({ byType }) => byType[0]!.offered))
    const [before, after] = [timelyOf(alone), timelyOf(observations)]
    const lost = estimateMean(before.map((contacts, at) => contacts - after[at]!))
    const calls = (14 * inbound * 3_600_000) / TALK_MS
    expectAgrees('timely answers lost', lost, calls * (plain.serviceLevel - levelWith(reserve)), REPLICATIONS, 0.25)
    // Pairs of the same callers say it more sharply than runs with others would.
    const width = ({ ci95 }: { ci95: readonly [number, number] }) => ci95[1] - ci95[0]
    expect(width(lost)).toBeLessThan(Math.hypot(width(estimateMean(before)), width(estimateMean(after))))
    const busy = observations.map(({ agentMs }) => agentMs[0]!.talking - agentMs[0]!.ringing)
    const erlangs = inbound + blending(inbound, agents, reserve).outboundErlangs
    expectAgrees('erlangs', estimateMean(busy), erlangs * 50.4e6, REPLICATIONS, 0.01)
  })

  it('the least reserve that keeps an objective is found by theory, keeps it, and one less does not', () => {
    const objective = 0.75
    const least = Array.from({ length: agents + 1 }, (_, reserve) => reserve).find(
      (each) => levelWith(each) >= objective,
    )!
    const interval = (reserve: number) => {
      const { observations } = run(text(campaign(reserve)))
      const asked = observations.map(({ byType }) => byType[0]!.offered)
      return estimateRatio(timelyOf(observations), asked).ci95
    }
    expect(least).toBe(2)
    expect(interval(least)[0]).toBeGreaterThan(objective)
    expect(interval(least - 1)[1]).toBeLessThan(objective)
  })
})

const outbound = (campaign: object, more: object = {}) => ({
  run: { duration: '8h', startsAt: '09:00', seed: 2, ...more },
  types: { out: { arrivals: { perHour: 0 }, handlingTime: exponential } },
  groups: { g: { agents: 10 } },
  campaigns: { c: { type: 'out', mode: 'progressive', lists: [{ at: '09:00', contacts: 1000 }], ...campaign } },
})

describe('what calls come to', () => {
  it('is in the shares that were given, and every attempt is counted', () => {
    const called = { reached: 0.3, machine: 0.2, busy: 0.1 }
    const replications = run(outbound({ called, ringsFor: '20s', retry: '10m', attempts: 4 }), 10)
    const lines = figures(replications)
    const dials = lines.get('dials')!
    expect(lines.get('reached')! / dials).toBeCloseTo(0.3, 1)
    expect(lines.get('machine')! / dials).toBeCloseTo(0.2, 1)
    expect(lines.get('busy')! / dials).toBeCloseTo(0.1, 1)
    expect(lines.get('noAnswer')! / dials).toBeCloseTo(0.4, 1)
    expect(lines.get('reached')! + lines.get('busy')! + lines.get('machine')! + lines.get('noAnswer')!).toBeCloseTo(
      dials,
      6,
    )
    expect(lines.get('reachedShare')).toBeCloseTo(1 - 0.7 ** 4, 1)
  })

  it('a wrong party takes little time and is told apart', () => {
    const wrongParty = { probability: 0.5, talk: '10s' }
    const lines = figures(run(outbound({ wrongParty }), 10))
    expect(lines.get('rightParty')! / lines.get('reached')!).toBeCloseTo(0.5, 1)
    const mean = (0.5 * TALK_MS + 0.5 * 10_000) / TALK_MS
    const all = figures(run(outbound({}), 10))
    expect(lines.get('agentsTime')! / all.get('agentsTime')!).toBeCloseTo(mean, 1)
  })

  it('what is still on the list when the doors close is given up, and no agent calls on', () => {
    const { observations } = run(outbound({ lists: [{ at: '09:00', contacts: 4000 }] }), 4)
    for (const { calls, unfinished } of observations) {
      const { listed, bridged, expired } = calls![0]!
      expect(bridged + expired).toBe(listed)
      expect(expired).toBeGreaterThan(1000)
      expect(unfinished).toBe(0)
    }
  })
})

describe('predictive dialling', () => {
  const called = { reached: 0.4, after: { distribution: 'uniform', from: '2s', to: '14s' } }
  const lists = [{ at: '09:00', contacts: 4000 }]
  const dialled = (mode: object) => figures(run(outbound({ called, retry: '2h', ringsFor: '20s', lists, ...mode }), 10))

  it('keeps agents busier than progressive, and abandons no more than the cap', () => {
    const progressive = dialled({ mode: 'progressive' })
    const predictive = dialled({ mode: 'predictive', abandonCap: 0.03 })
    expect(predictive.get('agentsTime')!).toBeGreaterThan(progressive.get('agentsTime')! * 1.05)
    expect(predictive.get('abandonedShare')!).toBeLessThanOrEqual(0.03)
    expect(predictive.get('abandonedShare')!).toBeGreaterThan(0)
    expect(progressive.has('abandonedShare')).toBe(false)
  })
})

describe('contacts that come to a list by themselves', () => {
  it('follow-ups after a share of the conversations, and callers who gave up, are called when they are due', () => {
    const replications = run(
      {
        run: { duration: '10h', startsAt: '08:00', seed: 9 },
        types: {
          care: {
            arrivals: { perHour: 200 },
            handlingTime: exponential,
            patience: { distribution: 'exponential', mean: '2m' },
            followUps: [{ campaign: 'after', probability: 0.2, after: '10m' }],
            winBack: { campaign: 'back', after: '5m' },
          },
          after: { arrivals: { perHour: 0 }, handlingTime: exponential },
          back: { arrivals: { perHour: 0 }, handlingTime: exponential },
        },
        groups: { g: { agents: 7 } },
        campaigns: { after: { type: 'after', mode: 'progressive' }, back: { type: 'back', mode: 'progressive' } },
      },
      10,
    )
    for (const { byType, calls } of replications.observations) {
      // Who gives up after closing is called no more.
      const lateMost = 40
      expect(calls![2]!.listed).toBeLessThanOrEqual(byType[0]!.abandoned)
      expect(calls![2]!.listed).toBeGreaterThan(byType[0]!.abandoned - lateMost)
      expect(calls![1]!.listed + calls![1]!.cameTooLate).toBeGreaterThan(0.15 * byType[0]!.answered)
      expect(calls![1]!.listed + calls![1]!.cameTooLate).toBeLessThan(0.25 * byType[0]!.answered)
    }
  })

  it('whatever the rules: every contact that was listed has been reached or given up, once', () => {
    const share = fc.integer({ min: 0, max: 4 }).map((tenths) => tenths / 10)
    const model = fc.record({
      mode: fc.constantFrom('preview', 'progressive', 'predictive'),
      reached: share,
      busy: share,
      attempts: fc.integer({ min: 1, max: 4 }),
      reserve: fc.integer({ min: 0, max: 3 }),
      perHour: fc.integer({ min: 0, max: 200 }),
      winsBack: fc.boolean(),
      expire: fc.constantFrom('5m', '3h'),
      ring: fc.constantFrom(0, '5s'),
      seed: fc.nat(1000),
    })
    fc.assert(
      fc.property(model, ({ mode, reached, busy, attempts, reserve, perHour, winsBack, expire, ring, seed }) => {
        const [observation] = run(
          {
            run: { duration: '2h', startsAt: '09:00', seed },
            types: {
              care: {
                arrivals: { perHour },
                handlingTime: exponential,
                patience: { distribution: 'exponential', mean: '1m' },
                followUps: [{ campaign: 'c', probability: 0.3, after: '1m' }],
                overflow: [{ name: 'many', when: 'waiting >= 2', callback: true }],
                callback: { accepts: 0.5, promise: '5m', called: { reached, busy } },
                ...(winsBack && { winBack: { campaign: 'c', after: 0 } }),
              },
              out: { arrivals: { perHour: 60 }, handlingTime: exponential, afterCallWork: '20s' },
            },
            groups: { g: { agents: 4, ringTime: ring, noAnswer: ring === 0 ? 0 : 0.1 } },
            campaigns: {
              c: {
                type: 'out',
                mode,
                attempts,
                reserve,
                expire,
                retry: '3m',
                holds: [{ type: 'care', when: 'waiting >= 1' }],
                called: { reached, busy, busyAfter: '3s', after: '6s' },
                lists: [{ at: '09:30', contacts: 50 }],
              },
            },
          },
          1,
        ).observations
        const { byType, calls, unfinished } = observation!
        expect(unfinished).toBe(0)
        const [care, out] = calls!
        expect(out!.bridged + out!.expired).toBe(out!.listed)
        expect(care!.bridged + care!.expired).toBe(care!.accepted)
        const tally = byType[0]!
        expect(tally.answered + tally.abandoned + tally.calledBack).toBe(tally.offered)
        expect(tally.calledBack).toBe(care!.accepted)
        expect(byType[0]!.handled + byType[1]!.handled).toBe(tally.answered + care!.bridged + out!.bridged)
      }),
      { numRuns: 60 },
    )
  })
})
