import { type Case, exponential } from './case.ts'

/* Cases with a host beside the scenario: a dialler, and a queue that callers leave to be called. */

const NOTHING: object = { perHour: 0 }

/**
 * Two teams, one of which also takes calls of a dialler from eleven on: whenever an agent of either becomes free and four of
 * both are, it calls twice as many numbers as are free of the blended team, and what comes of each is known at once. Who is reached
 * and finds nobody waits five seconds. A bell tells the dialler when to begin and to end. Rates have a gamma factor of
 * α = 29.7 each day; talk times are gamma of α = 0.755.
 */
export function blend(): Case {
  const shape = 0.755
  return {
    id: 'blend',
    model: 'scenario',
    unit: 'min',
    source: 'ContactCenters 0.9.9, 1000 days',
    host: {
      watched: ['inbound', 'blend'],
      least: 4,
      served: ['blend'],
      perAgent: 2,
      reached: 'outbound',
      others: 'no-answer',
      probability: [0.28, 0.29, 0.29],
      intervalMs: 7_200_000,
      bell: 'bell',
    },
    scenario: {
      strowger: 1,
      name: 'Blend',
      run: { startsAt: '08:00', duration: '6h' },
      serviceLevel: { threshold: '20s' },
      busyDays: { cv: Math.sqrt(1 / 29.7) },
      types: {
        inbound: {
          arrivals: { interval: '2h', perHour: [136.9, 145.86, 143.84] },
          handlingTime: { distribution: 'gamma', mean: '569.119s', cv: 1 / Math.sqrt(shape) },
          patience: exponential('500s'),
          balking: 0.005,
        },
        outbound: { arrivals: NOTHING, handlingTime: exponential('440.2s'), patience: '5s' },
        'no-answer': { arrivals: NOTHING, handlingTime: '1s', admission: [{ name: 'nobody', divert: 'nobody' }] },
      },
      groups: {
        inbound: { staffing: { interval: '2h', agents: [23, 23, 21] } },
        blend: { staffing: { interval: '2h', agents: [16, 18, 16] } },
        bell: { shifts: [{ from: '11:00', to: '13:55', agents: 1 }] },
      },
      routing: {
        policy: 'ranked',
        agents: { inbound: [['inbound'], ['blend']], outbound: [['blend']], 'no-answer': [['bell']] },
        contacts: { blend: [['outbound'], ['inbound']] },
      },
    },
    expect: {
      'type.outbound+no-answer.offered': { value: 1109.04, plusMinus: 16.02 },
      'type.outbound.offered': { value: 321.896, plusMinus: 4.617 },
      'type.outbound.answered': { value: 298.876, plusMinus: 4.239 },
      'type.outbound.abandoned': { value: 23.02, plusMinus: 0.472 },
      'type.outbound.EW': { value: 0.0065, plusMinus: 0.0001 },
      'type.inbound.answered': { value: 843.477, plusMinus: 9.284 },
      'type.inbound.abandoned': { value: 5.115, plusMinus: 0.62 },
      'type.inbound.EW': { value: 0.049, plusMinus: 0.006 },
      'type.inbound.SL_incl_short_abandons': { value: 0.95354, plusMinus: 0.00428 },
      'group.inbound.occ': { value: 0.81596, plusMinus: 0.00462 },
      'group.blend.occ': { value: 0.55665, plusMinus: 0.00428 },
    },
  }
}

const FIRST = [
  466, 621, 869, 946, 1118, 1163, 1277, 1296, 1375, 1354, 1383, 1378, 1398, 1351, 1346, 1356, 1365, 1326, 1314, 1156,
  1080, 1071, 1029, 1011, 912, 747,
] as const
const SECOND = [
  456, 611, 859, 936, 1108, 1153, 1267, 1286, 1365, 1344, 1373, 1368, 1388, 1341, 1336, 1346, 1355, 1316, 1304, 1146,
  1070, 1061, 1019, 1001, 902, 737,
] as const
const AGENTS = [
  180, 226, 317, 362, 406, 425, 429, 443, 459, 464, 481, 477, 505, 522, 510, 484, 481, 467, 429, 359, 323, 301, 278,
  267, 210, 196,
] as const

/**
 * Two teams with a line each. Who would have to wait when whoever was served last from the line had waited two minutes
 * or longer leaves it in half the cases, and comes back after a tenth of that wait as one who waits for ever and, if there is
 * nobody free, talks for three quarters of the time. Time outside of the line is no wait.
 */
export function callbacks(): Case {
  const line = (calls: readonly number[]): object => ({
    arrivals: { interval: '30m', perHour: calls.map((each) => 2 * each) },
    handlingTime: exponential('608s'),
    patience: exponential('400s'),
  })
  const back = (waits: string): object => ({
    arrivals: NOTHING,
    handlingTime: exponential('608s'),
    patience: 'never',
    overflow: [{ name: 'waits', type: waits }],
  })
  const waits: object = { arrivals: NOTHING, handlingTime: exponential('456s'), patience: 'never' }
  const team: object = { staffing: { interval: '30m', agents: AGENTS, leaving: 'chosen' } }
  return {
    id: 'callbacks',
    model: 'scenario',
    source: 'ContactCenters 0.9.9, vq2.xml, 150 days',
    host: { types: { first: 'first-back', second: 'second-back' }, leastMs: 120_000, accepts: 0.5, share: 0.1 },
    scenario: {
      strowger: 1,
      name: 'A virtual queue',
      run: { startsAt: '08:00', duration: '13h' },
      serviceLevel: { threshold: '60s' },
      types: {
        first: line(FIRST),
        second: line(SECOND),
        'first-back': back('first-waits'),
        'second-back': back('second-waits'),
        'first-waits': waits,
        'second-waits': waits,
      },
      groups: { one: team, two: team },
      routing: {
        policy: 'ranked',
        agents: {
          first: [['one']],
          'first-back': [['one']],
          'first-waits': [['one']],
          second: [['two']],
          'second-back': [['two']],
          'second-waits': [['two']],
        },
      },
    },
    expect: {
      pab_excl_sent: { value: 0.04023, plusMinus: 0.00037 },
      ASA: { value: 19.97, plusMinus: 0.25 },
      SL_excl_short_abandons_and_sent: { value: 0.8634, plusMinus: 0.0019 },
    },
  }
}
