import { type Case, exponential } from './case.ts'

/** Hours of a week whose days are worked from its first hour on: the first hour's rate, then eight hours of another. */
function workingDays(days: number, first: number, later: number): object {
  const perHour = Array.from({ length: 24 * days }, (_, at) => {
    const hour = at % 24
    if (hour === 0) return first
    return hour < 9 ? later : 0
  })
  return { interval: '1h', perHour }
}

const office = (agents: number): object => ({ shifts: [{ from: '08:00', to: '17:00', agents }] })
/**
 * Takes no call: on a break until it leaves, it tells those who wait that the doors have closed. Agents who are talking
 * then stay.
 */
const DOORS: object = {
  shifts: [{ from: '08:00', to: '17:00', agents: 1, breaks: [{ at: '08:00', for: '9h' }] }],
  breakOverrun: '1h',
}
const NOTHING: object = { perHour: 0 }

function minutes(from: number, to: number): object {
  return { distribution: 'uniform', from: `${60 * from}s`, to: `${60 * to}s` }
}

/** From half a minute to five, likeliest one; some take a multiple of it. */
function conversation(factor: number): object {
  return { distribution: 'triangular', from: `${30 * factor}s`, mode: `${60 * factor}s`, to: `${300 * factor}s` }
}

/**
 * Five days of a bank with 15 trunks: savings and checking go to their specialists and else to the others, who ask for a
 * balance go to any agent who is idle, all alike.
 */
export function bank(): Case {
  const call = (rate: number, mean: string, patience: object, threshold: string, agents: number): object => ({
    arrivals: workingDays(5, 2 * rate, rate),
    handlingTime: exponential(mean),
    patience,
    serviceLevel: { threshold },
    overflow: [{ name: 'closed', when: `signedIn < ${agents + 1}`, divert: 'closed' }],
  })
  const helpedBy = (group: string): object => ({
    reserves: [{ name: `${group} helps`, groups: [group], opens: 'ready = 0', closes: 'ready > 0' }],
  })
  return {
    id: 'bank',
    model: 'scenario',
    unit: 'min',
    source: 'ContactCenters 0.9.9, 1000 weeks',
    scenario: {
      strowger: 1,
      name: 'Bank',
      run: { startsAt: '08:00', duration: '5d' },
      trunks: 15,
      types: {
        savings: { ...call(2, '5m', minutes(3, 5), '1m', 3), ...helpedBy('checking') },
        checking: { ...call(20, '5m', minutes(3, 5), '90s', 4), ...helpedBy('savings') },
        balance: call(50, '1m', minutes(2.5, 3.5), '30s', 7),
      },
      groups: {
        savings: { ...office(3), queues: { savings: { priority: 1 } }, handlingFactorByType: { savings: 0.75 } },
        checking: { ...office(4), queues: { checking: { priority: 1 } }, handlingFactorByType: { checking: 0.75 } },
        doors: DOORS,
      },
      routing: { policy: 'random' },
    },
    expect: {
      'type.savings.blocked': { value: 0.069, plusMinus: 0.017 },
      'type.checking.blocked': { value: 0.756, plusMinus: 0.073 },
      'type.balance.blocked': { value: 1.826, plusMinus: 0.139 },
      'type.balance.abandoned': { value: 5.357, plusMinus: 0.319 },
      'type.savings.SL_served_in_awt_over_offered': { value: 0.99234, plusMinus: 0.00062 },
      'type.checking.SL_served_in_awt_over_offered': { value: 0.99461, plusMinus: 0.0003 },
      'type.balance.SL_served_in_awt_over_offered': { value: 0.97301, plusMinus: 0.00064 },
      'group.savings.occ': { value: 0.25353, plusMinus: 0.00072 },
      'group.checking.occ': { value: 0.43093, plusMinus: 0.00079 },
    },
  }
}

/**
 * A week of an office with 25 trunks: the reception asks accounting at the end of a fifth of its calls, if somebody is free
 * there, and passes all on, to the manager or to technical support, which asks development likewise. Who finds nobody at
 * technical support, or waits when it closes, is cut off. The reception has after-call work, though it passes all calls on.
 */
export function teamwork(): Case {
  const asks = (whom: string, upTo: number): object => ({
    with: whom,
    probability: 0.2,
    moment: 'end',
    takes: minutes(0, upTo),
    waits: '0s',
  })
  const closes = (agents: number): object => ({ name: 'closed', when: `signedIn < ${agents + 1}`, divert: 'cut off' })
  const asked: object = { arrivals: NOTHING, handlingTime: '1m' }
  // Busy minutes of a week, from shares of the agents' 63 hours.
  const busy = (share: number, plusMinus: number, agents: number): object => ({
    value: share * agents * 63 * 60,
    plusMinus: plusMinus * agents * 63 * 60,
  })
  return {
    id: 'teamwork',
    model: 'scenario',
    unit: 'min',
    source: 'ContactCenters 0.9.9, 1000 weeks',
    scenario: {
      strowger: 1,
      name: 'Teamwork',
      run: { startsAt: '08:00', duration: '7d' },
      trunks: 25,
      types: {
        call: {
          arrivals: workingDays(7, 200, 100),
          handlingTime: conversation(1),
          afterCallWork: exponential('1m'),
          afterCallWorkOnTransfer: true,
          patience: exponential('2m'),
          consult: asks('account', 2),
          transfers: [
            { to: 'complaint', probability: 0.05 },
            { to: 'fault', probability: 0.95 },
          ],
          overflow: [closes(2)],
        },
        account: asked,
        fault: {
          arrivals: NOTHING,
          handlingTime: conversation(10),
          afterCallWork: exponential('1m'),
          consult: asks('defect', 3),
          overflow: [{ name: 'nobody', when: 'ready = 0', divert: 'cut off' }],
        },
        defect: asked,
        complaint: {
          arrivals: NOTHING,
          handlingTime: conversation(5),
          afterCallWork: exponential('1m'),
          patience: exponential('2m'),
          overflow: [closes(1)],
        },
      },
      groups: {
        reception: office(2),
        accounting: office(1),
        support: office(5),
        development: office(1),
        manager: office(1),
        doors: DOORS,
      },
      routing: {
        policy: 'ranked',
        agents: {
          call: [['reception', 'doors']],
          account: [['accounting']],
          fault: [['support']],
          defect: [['development']],
          complaint: [['manager', 'doors']],
        },
      },
    },
    expect: {
      'type.fault+complaint.answered': { value: 866.968, plusMinus: 0.82 },
      abandoned: { value: 4797.542, plusMinus: 5.48 },
      'diverted.cut off': { value: 1339.118, plusMinus: 1.472 },
      'group.reception.busy': busy(0.98258, 0.00015, 2),
      'group.accounting.busy': busy(0.10995, 0.00032, 1),
      'group.support.busy': busy(0.94657, 0.00026, 5),
      'group.development.busy': busy(0.05663, 0.00031, 1),
      'group.manager.busy': busy(0.27244, 0.00153, 1),
    },
  }
}

/**
 * Two teams who pass calls on: the first agent waits with the caller for the second, and both talk with it, or leaves it to
 * wait. Calls are split by what becomes of them, which a Poisson process allows: conversations before a transfer are shorter.
 */
export function transfers(): Case {
  const day = [
    [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60],
    [125, 130, 170, 190, 200, 135, 155, 145, 110, 90, 60, 40, 30],
  ] as const
  const rates = (team: 0 | 1, share: number): object => ({
    interval: '1h',
    perHour: day[team].map((rate) => Math.round(1000 * rate * share) / 1000),
  })
  const patience = exponential('500s')
  const kinds = (team: 0 | 1, passedOn: number, seconds: number, other: number): Record<string, object> => {
    const name = `call${team + 1}`
    const before = { handlingTime: exponential(`${0.1 * seconds}s`), stages: [{ time: exponential('30s') }], patience }
    return {
      [name]: { arrivals: rates(team, 1 - passedOn), handlingTime: exponential(`${seconds}s`), patience },
      [`${name}-with`]: {
        arrivals: rates(team, 0.6 * passedOn),
        ...before,
        consult: {
          with: `from${team + 1}`,
          probability: 1,
          moment: 'end',
          waits: patience,
          takes: exponential('30s'),
          transfers: 1,
        },
      },
      [`${name}-alone`]: {
        arrivals: rates(team, 0.4 * passedOn),
        ...before,
        transfers: [{ to: `from${team + 1}-alone`, probability: 1 }],
      },
      [`from${team + 1}`]: { arrivals: NOTHING, handlingTime: exponential(`${other}s`) },
      [`from${team + 1}-alone`]: {
        arrivals: NOTHING,
        handlingTime: exponential(`${other}s`),
        stages: [{ time: exponential('75s') }],
        patience,
      },
    }
  }
  const own = (team: number): string[] => [`call${team}`, `call${team}-with`, `call${team}-alone`]
  const passed = (team: number): string[] => [`from${team}`, `from${team}-alone`]
  const coming = `type.${[...own(1), ...own(2)].join('+')}`
  const staffed = (first: number, second: number): object => ({
    staffing: { interval: '1h', agents: [first, second, 28, 28, 28, 27, 28, 28, 26, 26, 24, 24, 24] },
  })
  return {
    id: 'transfers',
    model: 'scenario',
    source: 'ContactCenters 0.9.9, 3000 days',
    scenario: {
      strowger: 1,
      name: 'Transfers between two teams',
      run: { startsAt: '08:00', duration: '13h' },
      serviceLevel: { threshold: '20s' },
      types: { ...kinds(0, 0.2, 600, 550), ...kinds(1, 0.15, 550, 600) },
      groups: { one: staffed(10, 25), two: staffed(24, 26) },
      routing: {
        policy: 'ranked',
        agents: Object.fromEntries(
          [1, 2].flatMap((team) => [
            ...own(team).map((type) => [type, [[team === 1 ? 'one' : 'two']]]),
            ...passed(team).map((type) => [type, [[team === 1 ? 'two' : 'one']]]),
          ]),
        ),
        contacts: { one: [passed(2), own(1)], two: [passed(1), own(2)] },
      },
    },
    expect: {
      occ: { value: 0.7493, replications: 3000 },
      // The program leaves calls that were passed on out of its totals.
      [`${coming}.pab`]: { value: 0.07029, plusMinus: 0.0004 },
      [`${coming}.ASA`]: { value: 30.61, plusMinus: 0.19 },
      [`${coming}.SL_excl_short_abandons`]: { value: 0.7007, plusMinus: 0.0013 },
    },
  }
}
