import { describe, expect, it } from 'vitest'
import { AcdEngine } from '@strowger/acd'
import { summarise } from '../../src/report/summary.ts'
import type { Observation } from '../../src/run/observation.ts'
import { replicate, type Replications } from '../../src/run/replications.ts'
import { type Estimate, estimateMean, estimateRatio } from '../../src/stats/estimate.ts'
import { type GroupText, scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const HOUR = 3_600_000
const NOBODY_CALLS = { call: { arrivals: { perHour: 0 }, handlingTime: '60s' } }

function run(replications: number, group: object, more: Partial<ScenarioText> = {}): Replications {
  const text = {
    run: { startsAt: '08:00', duration: '10h', seed: 3 },
    types: NOBODY_CALLS,
    groups: { g: group as GroupText },
    ...more,
  }
  return replicate(scenarioOf(text), { replications })
}

const hours = ({ observations }: Replications, activity: keyof Observation['agentMs'][number]) =>
  observations.map(({ agentMs }) => agentMs[0]![activity] / HOUR)

describe('staffing by interval', () => {
  /* Both agents are always busy, with calls of 10 min by the exponential law, and one is to go after an hour: who it is is chosen, and
     the call in hand lasts 10 min more; or the first of two who is free goes, after 5 min. */
  it.each([
    ['chosen', 10],
    ['first-free', 5],
  ])('leaving: %s keeps who goes %d min longer', (leaving, minutes) => {
    const days = 500
    const call = {
      arrivals: { perHour: 1200 },
      handlingTime: { distribution: 'exponential', mean: '10m' },
      patience: { distribution: 'exponential', mean: '1m' },
    }
    const group = { staffing: { interval: '1h', agents: [2, 1], leaving } }
    const replications = run(days, group, { run: { duration: '2h', seed: 1 }, types: { call } })
    expectAgrees('busy', estimateMean(hours(replications, 'talking')), 3 + minutes / 60, days, 0.015)
  })

  it('who hands a call on, and has no work after that, leaves where the number has fallen: the first of two, after 5 min', () => {
    const days = 500
    const call = {
      arrivals: { perHour: 1200 },
      handlingTime: { distribution: 'exponential', mean: '10m' },
      afterCallWork: '1m',
      patience: { distribution: 'exponential', mean: '1m' },
      transfers: [{ out: 'partner', probability: 1 }],
    }
    const group = { staffing: { interval: '1h', agents: [2, 1] } }
    const replications = run(days, group, { run: { duration: '2h', seed: 1 }, types: { call } })
    expectAgrees('busy', estimateMean(hours(replications, 'talking')), 3 + 5 / 60, days, 0.015)
  })

  it('who was chosen to leave, and has not yet, stays when the number rises again', () => {
    const call = { arrivals: { perHour: 3600 }, handlingTime: '40m', patience: '1s' }
    const levels = (agents: readonly number[]) => ({ staffing: { interval: '10m', agents, leaving: 'chosen' } })
    const talks = (agents: readonly number[]) =>
      hours(run(1, levels(agents), { run: { duration: '80m', seed: 1 }, types: { call } }), 'talking')[0]!
    const always = talks([3])
    // Calls end after 40 and after 80 min.
    expect(always).toBeCloseTo(4, 1)
    expect(talks([3, 3, 1, 3])).toBeCloseTo(always, 6)
    expect(talks([3, 3, 1, 1, 1, 3])).toBeCloseTo(4 - 2 / 6, 1)
  })

  it('a day whose staffing falls without cutting anybody off, against the exact values (ContactCenters singleQueue)', () => {
    const perHour = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60]
    const agents = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4]
    const days = 300
    const replications = replicate(
      scenarioOf({
        run: { startsAt: '08:00', duration: '13h', seed: 1 },
        types: {
          call: {
            arrivals: { interval: '1h', perHour },
            handlingTime: { distribution: 'exponential', mean: '100s' },
            patience: { distribution: 'exponential', mean: '1000s' },
            balking: 0.1,
          },
        },
        groups: { g: { staffing: { interval: '1h', agents } } },
      }),
      { replications: days },
    )
    const { measures } = summarise(replications, 'day')
    const agrees = (what: string, estimate: Estimate, exact: number, precision: number) => {
      expectAgrees(what, estimate, exact, days, precision)
    }
    agrees('P(ab)', measures.abandonRate, 0.019483, 0.1)
    agrees('E[W]', measures.meanWaitMs, 4594, 0.12)
    const { observations } = replications
    const offered = observations.map(({ byType }) => byType[0]!.offered)
    const delayed = observations.map(({ byType, callers }) => byType[0]!.waited + callers[0]!.balked)
    agrees('P(delay)', estimateRatio(delayed, offered), 0.148884, 0.06)
    agrees('occupancy', measures.occupancy, 0.55758, 0.01)
  })

  it('lets idle agents go first, and those who were to go stay when the number rises again', () => {
    const group = { staffing: { interval: '1h', agents: [3, 1, 2] } }
    const idle = run(1, group)
    expect(hours(idle, 'ready')).toEqual([3 + 1 + 2 * 8])
    // Three calls of two and a half hours begin at once, and no more lines are free: at 09:00 two agents are owed, at
    // 10:00 one of them may stay, and at 10:30 the first who is free goes.
    const perHour = [6000, ...Array.from({ length: 19 }, () => 0)]
    const busy = run(1, group, {
      trunks: 3,
      types: { call: { arrivals: { interval: '30m', perHour }, handlingTime: '150m' } },
    })
    expect(hours(busy, 'talking')[0]).toBeCloseTo(3 * 2.5, 2)
    expect(hours(busy, 'ready')[0]).toBeCloseTo(2 * 7.5, 2)
  })
})

describe('shifts', () => {
  const shift = { from: '09:00', to: '17:00', agents: 4 }

  it('with breaks one after the other: the floor is short of one agent for four half hours', () => {
    const group = { shifts: [{ ...shift, breaks: [{ at: '12:00', for: '30m', stagger: '2h' }] }] }
    const seen = run(1, group)
    expect(hours(seen, 'ready')).toEqual([4 * 8 - 4 * 0.5])
    expect(hours(seen, 'notReady')).toEqual([4 * 0.5])
  })

  it('with a stagger begin and end later, agent by agent', () => {
    const seen = run(1, { shifts: [{ ...shift, to: '18:00', stagger: '2h' }] })
    // Ends are at 18:00, 18:30, 19:00 and 19:30, and the window closes at 18:00.
    expect(hours(seen, 'ready')).toEqual([9 + 8.5 + 8 + 7.5])
  })

  it('a break begins when the call in hand is over, and then lasts its time', () => {
    const seen = run(
      20,
      { shifts: [{ ...shift, agents: 1, breaks: [{ at: '12:00', for: '30m' }] }] },
      {
        types: { call: { arrivals: { perHour: 10 }, handlingTime: '9m', patience: '1s' } },
      },
    )
    for (const each of hours(seen, 'notReady')) expect(each).toBeCloseTo(0.5, 9)
    expect(Math.max(...hours(seen, 'talking'))).toBeGreaterThan(4)
  })

  it('absence, lateness and overrun cost what they say', () => {
    const late = { distribution: 'uniform', from: 0, to: '30m' }
    const breaks = [{ at: '12:00', for: '30m' }]
    const seen = run(1000, { shifts: [{ ...shift, breaks }], absence: 0.1, lateness: late, breakOverrun: late })
    const agrees = (what: string, values: number[], exact: number, precision: number) => {
      expectAgrees(what, estimateMean(values), exact, 1000, precision)
    }
    agrees('at work', hours(seen, 'ready'), 0.9 * 4 * (8 - 0.25 - 0.5 - 0.25), 0.02)
    agrees('on break', hours(seen, 'notReady'), 0.9 * 4 * 0.75, 0.03)
  })

  it('absences from the phone take their share of the time', () => {
    const seen = run(300, { agents: 5, offPhone: { share: 0.2, for: { distribution: 'gamma', mean: '6m', cv: 0.5 } } })
    const share = estimateRatio(
      hours(seen, 'notReady'),
      hours(seen, 'ready').map((ready, at) => ready + hours(seen, 'notReady')[at]!),
    )
    // An alternating renewal process begins at work: over ten hours that is 0.2 % less than the share in the long run.
    expectAgrees('off the phone', share, 0.2 * (1 - 0.0075), 300, 0.02)
  })
})

describe('agents who differ', () => {
  it('in speed: the mean of handling times is that of all, weighted by how many contacts each gets', () => {
    const types = { call: { arrivals: { perHour: 40 }, handlingTime: '60s' } }
    const replications = run(150, { agents: 20, speedCv: 0.3 }, { types })
    const { measures } = summarise(replications, 'x')
    // The longest idle gets the next: nearly the same number each.
    expectAgrees('handling time', measures.ahtMs, 60_000, 150, 0.03)
    const means = replications.observations.map(({ byType }) => byType[0]!.talkMs / byType[0]!.handled)
    const spread = Math.sqrt(means.reduce((sum, each) => sum + (each - 60_000) ** 2, 0) / means.length)
    expect(spread / 60_000).toBeGreaterThan((0.8 * 0.3) / Math.sqrt(20))
  })

  it('learn: n contacts take the sum of their curve', () => {
    const types = { call: { arrivals: { perHour: 2 }, handlingTime: '60s' } }
    const { observations } = run(50, { agents: 1, learning: { startFactor: 2, contacts: 10, practised: 5 } }, { types })
    for (const { byType } of observations) {
      const { handled, talkMs } = byType[0]!
      let exact = 0
      for (let n = 0; n < handled; n += 1) exact += 60_000 * (1 + Math.exp(-(5 + n) / 10))
      expect(talkMs).toBeCloseTo(exact, 3)
    }
  })
})

describe('an agent of the simulation', () => {
  it('has the number of its place in the roster, on which transfers and pace rely', () => {
    const engine = new AcdEngine({ types: [{ name: 't' }], groups: [{ name: 'a' }, { name: 'b' }] })
    expect([0, 1, 0].map((group) => engine.addAgent({ group }))).toEqual([0, 1, 2])
  })
})
