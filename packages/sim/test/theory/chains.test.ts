import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from '../../src/theory/chain/uniformisation.ts'
import { stationary } from '../../src/theory/chain/stationary.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { designOfScenario } from '../../src/theory/scenario-design.ts'
import { skillBased } from '../../src/theory/skill-based.ts'
import { timeVarying } from '../../src/theory/time-varying.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'

const HOUR = 3_600_000

describe('a Markov chain', () => {
  it('of two states goes where the exponential says, and its time adds up', () => {
    const [up, down] = [0.03, 0.07]
    const jumpsPerMs = 0.2
    const jump = (from: Float64Array, to: Float64Array): void => {
      to[0] = from[0]! * (1 - up / jumpsPerMs) + from[1]! * (down / jumpsPerMs)
      to[1] = from[0]! * (up / jumpsPerMs) + from[1]! * (1 - down / jumpsPerMs)
    }
    for (const t of [1, 20, 5000]) {
      const [p, time] = [Float64Array.of(1, 0), new Float64Array(2)]
      advance({ jumpsPerMs, jump }, t, p, time)
      const rate = up + down
      expect(p[1]).toBeCloseTo((up / rate) * (1 - Math.exp(-rate * t)), 11)
      expect(time[1]! / t).toBeCloseTo((up / rate) * (1 - (1 - Math.exp(-rate * t)) / (rate * t)), 11)
      expect((time[0]! + time[1]!) / t).toBeCloseTo(1, 11)
    }
  })

  it('in steady state leaves every state as often as it enters it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 }), {
          minLength: 6,
          maxLength: 6,
        }),
        (rates) => {
          const p = stationary({
            states: 6,
            from: (state, rate) => {
              for (let to = 0; to < 6; to += 1) if (to !== state) rate(to, rates[state]![to]!)
            },
          })
          expect(p.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
          for (let state = 0; state < 6; state += 1) {
            let [into, outOf] = [0, 0]
            for (let other = 0; other < 6; other += 1) {
              if (other === state) continue
              into += p[other]! * rates[other]![state]!
              outOf += p[state]! * rates[state]![other]!
            }
            expect(into).toBeCloseTo(outOf, 10)
          }
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('M(t)/M/s(t)+M', () => {
  /** The reference day: rates fall and rise by the hour, and agents leave after their call. */
  const PER_HOUR = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60]
  const AGENTS = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4]
  const day = timeVarying({
    periods: PER_HOUR.map((perHour, at) => ({ durationMs: HOUR, perHour, agents: AGENTS[at]! })),
    meanHandlingMs: 100_000,
    meanPatienceMs: 1_000_000,
    balking: 0.1,
  })

  it('the reference day, to the digits given, hour by hour', () => {
    expect(day.pWait).toBeCloseTo(0.148884, 6)
    expect(day.pAbandon).toBeCloseTo(0.019483, 6)
    expect(day.meanWaitMs / 1000).toBeCloseTo(4.594, 3)
    expect(day.occupancy).toBeCloseTo(0.55758, 5)
    const hours = [
      0.33175, 0.26488, 0.06515, 0.14, 0.2133, 0.14465, 0.06452, 0.06431, 0.13366, 0.06836, 0.20827, 0.14699, 0.09601,
    ]
    for (const [at, pWait] of hours.entries()) expect(day.periods[at]!.pWait, `hour ${at}`).toBeCloseTo(pWait, 5)
    expect(day.pTruncated).toBeLessThan(1e-30)
    expect(day.offered).toBeCloseTo(1660, 9)
  })

  it('after long enough with nothing changing, is Erlang A', () => {
    const { periods } = timeVarying({
      periods: [
        { durationMs: 20 * HOUR, perHour: 200, agents: 9 },
        { durationMs: HOUR, perHour: 200, agents: 9 },
      ],
      meanHandlingMs: 180_000,
      meanPatienceMs: 300_000,
    })
    const exact = erlangA({ offeredErlangs: 10, agents: 9, meanHandlingMs: 180_000, meanPatienceMs: 300_000 })
    const settled = periods[1]!
    expect(settled.pWait).toBeCloseTo(exact.pWait, 9)
    expect(settled.pAbandon).toBeCloseTo(exact.pAbandon, 9)
    expect(settled.meanWaitMs).toBeCloseTo(exact.meanWaitMs, 5)
    expect(settled.occupancy).toBeCloseTo(exact.occupancy, 9)
  })

  it('nobody gives up: all who come are served, the last after closing', () => {
    const { meanWaitMs, pAbandon } = timeVarying({
      periods: [{ durationMs: HOUR, perHour: 30, agents: 1 }],
      meanHandlingMs: 180_000,
      meanPatienceMs: Infinity,
    })
    expect(pAbandon).toBe(0)
    expect(meanWaitMs).toBeGreaterThan(60_000)
    expect(() =>
      timeVarying({
        periods: [{ durationMs: HOUR, perHour: 30, agents: 0 }],
        meanHandlingMs: 180_000,
        meanPatienceMs: Infinity,
      }),
    ).toThrow('nobody will ever serve')
  })
})

describe('exact skill-based designs', () => {
  it('one type, one group: Erlang A', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0.2, max: 1.6, noNaN: true }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (agents, utilisation, impatience) => {
          const rate = utilisation * agents
          const { types, occupancies } = skillBased({
            types: [{ rate, impatience, groups: [0] }],
            groups: [{ agents, types: [0], rates: [1] }],
          })
          const exact = erlangA({ offeredErlangs: rate, agents, meanHandlingMs: 1, meanPatienceMs: 1 / impatience })
          expect(types[0]!.pWait).toBeCloseTo(exact.pWait, 8)
          expect(types[0]!.pAbandon).toBeCloseTo(exact.pAbandon, 8)
          expect(types[0]!.meanWait).toBeCloseTo(exact.meanWaitMs, 8)
          expect(occupancies[0]).toBeCloseTo(exact.occupancy, 8)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('one agent with two types of other speeds: M/G/1 with priorities (A. Cobham 1954)', () => {
    const [first, second] = [
      { rate: 0.2, mu: 2 },
      { rate: 0.3, mu: 0.75 },
    ]
    const { types } = skillBased({
      types: [first, second].map(({ rate }) => ({ rate, impatience: 0, groups: [0] })),
      groups: [{ agents: 1, types: [0, 1], rates: [first.mu, second.mu] }],
    })
    const residual = first.rate / first.mu ** 2 + second.rate / second.mu ** 2
    const [spare, rest] = [1 - first.rate / first.mu, 1 - first.rate / first.mu - second.rate / second.mu]
    expect(types[0]!.meanWait).toBeCloseTo(residual / spare, 8)
    expect(types[1]!.meanWait).toBeCloseTo(residual / (spare * rest), 8)
    expect(types[0]!.pWait).toBeCloseTo(1 - rest, 8)
  })

  it('a design is the same under other names of types and groups', () => {
    const n = skillBased({
      types: [
        { rate: 6, impatience: 0.5, groups: [0, 1] },
        { rate: 5, impatience: 0.25, groups: [1] },
      ],
      groups: [
        { agents: 7, types: [0], rates: [1, 1] },
        { agents: 7, types: [1, 0], rates: [0.8, 0.8] },
      ],
    })
    const turned = skillBased({
      types: [
        { rate: 5, impatience: 0.25, groups: [0] },
        { rate: 6, impatience: 0.5, groups: [1, 0] },
      ],
      groups: [
        { agents: 7, types: [0, 1], rates: [0.8, 0.8] },
        { agents: 7, types: [1], rates: [1, 1] },
      ],
    })
    expect(n.types[0]!.pAbandon).toBeCloseTo(turned.types[1]!.pAbandon, 10)
    expect(n.types[1]!.meanWait).toBeCloseTo(turned.types[0]!.meanWait, 10)
    expect(n.occupancies[0]).toBeCloseTo(turned.occupancies[1]!, 10)
  })

  it('mistakes name the place', () => {
    const group = { agents: 1, types: [0], rates: [1] }
    expect(() => skillBased({ types: [{ rate: 1, impatience: 0, groups: [1] }], groups: [group] })).toThrow('groups[0]')
    const type = { rate: 0.5, impatience: 0, groups: [0] }
    expect(() => skillBased({ types: [type], groups: [{ ...group, rates: [0] }] })).toThrow('groups[0].rates[0]')
    expect(() => skillBased({ types: [{ ...type, rate: -1 }], groups: [group] })).toThrow('types[0].rate')
  })
})

describe('the design of a scenario', () => {
  const exponential = (mean: string) => ({ distribution: 'exponential', mean })
  const base: ScenarioText = {
    run: { mode: 'steady', warmUp: '1h', duration: '1h' },
    types: { call: { arrivals: { perHour: 60 }, handlingTime: exponential('180s'), patience: exponential('60s') } },
    groups: { g: { agents: 3 } },
    routing: { policy: 'ranked', agents: { call: [['g']] }, contacts: { g: [['call']] } },
  }
  const call = base.types['call']!

  it('has its rates per ms', () => {
    expect(designOfScenario(scenarioOf(base))).toEqual({
      types: [{ rate: 60 / HOUR, impatience: 1 / 60_000, groups: [0] }],
      groups: [{ agents: 3, types: [0], rates: [1 / 180_000] }],
    })
  })

  it.each([
    [{ ...base, trunks: 5 }, 'trunks'],
    [{ ...base, routing: {} }, 'routing.policy longest-idle'],
    [{ ...base, types: { call: { ...call, handlingTime: '180s' } } }, 'types.call.handlingTime deterministic'],
    [{ ...base, types: { call: { ...call, patience: '180s' } } }, 'types.call.patience deterministic'],
    [{ ...base, types: { call: { ...call, afterCallWork: '9s' } } }, 'types.call.afterCallWork'],
    [{ ...base, groups: { g: { agents: 3, ringTime: '3s' } } }, 'groups.g.ringTime'],
    [{ ...base, groups: { g: { agents: 3, noAnswer: 0.1 } } }, 'groups.g.noAnswer'],
  ] as const)('%#: what the chain does not have is refused', (text, problem) => {
    expect(designOfScenario(scenarioOf(text))).toContain(problem)
  })
})
