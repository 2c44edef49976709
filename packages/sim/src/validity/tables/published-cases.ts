import { CONTACT_CENTERS_CASES } from './contact-centers-cases.ts'
import { primaryAndSecondary } from './skill-chaining-cases.ts'
import { UNJUDGED_CASES } from './unjudged-cases.ts'
import { type Case, exponential } from './case.ts'

/**
 * Published outputs of other simulators, as facts: models, parameters, figures with their 95 % half-widths
 * (`plusMinus`), or the number of replications they come from. In the format of {@link EXACT_CASES}.
 */
export const PUBLISHED_CASES: readonly Case[] = [
  { id: 'differential', model: 'differential', worlds: 300, source: 'naive reference' },
  ...hours(),
  ...offices(),
  ...generalService(),
  ...primaryAndSecondary(),
  ...CONTACT_CENTERS_CASES,
  {
    id: 'W100',
    model: 'scenario',
    source: 'event loop in C, 1e8 calls',
    scenario: {
      strowger: 1,
      name: 'W100',
      run: { mode: 'steady', warmUp: '2h', duration: '24h' },
      serviceLevel: { threshold: '20s' },
      types: {
        one: { arrivals: { perHour: 950 }, handlingTime: exponential('180s'), patience: exponential('360s') },
        two: { arrivals: { perHour: 950 }, handlingTime: exponential('180s'), patience: exponential('360s') },
      },
      groups: { one: { agents: 40 }, two: { agents: 40 }, both: { agents: 20 } },
      routing: {
        policy: 'ranked',
        agents: { one: [['one'], ['both']], two: [['two'], ['both']] },
        contacts: { one: [['one']], two: [['two']], both: [['one', 'two']] },
      },
    },
    expect: { pab: { value: 0.01747, plusMinus: 0.0001 } },
  },
  ...UNJUDGED_CASES,
]

/** A day whose rate changes by the hour, of one type for each hour so that each has figures of its own; exact. */
function hours(): Case[] {
  const rates = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60]
  const waits = [
    0.33175, 0.26488, 0.06515, 0.14, 0.2133, 0.14465, 0.06452, 0.06431, 0.13366, 0.06836, 0.20827, 0.14699, 0.09601,
  ]
  const types = rates.map((rate, hour) => [
    `hour${hour}`,
    {
      arrivals: { interval: '1h', perHour: rates.map((_, at) => (at === hour ? rate : 0)) },
      handlingTime: exponential('100s'),
      patience: exponential('1000s'),
      balking: 0.1,
    },
  ])
  return [
    {
      id: 'hours',
      model: 'scenario',
      source: 'Markov chain',
      scenario: {
        strowger: 1,
        name: 'Rates and staffing by the hour',
        run: { startsAt: '08:00', duration: '13h' },
        serviceLevel: { threshold: '20s' },
        types: Object.fromEntries(types),
        // When it falls, whoever is free leaves first, and the others after their call.
        groups: { agents: { staffing: { interval: '1h', agents: [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4] } } },
      },
      expect: {
        pwait: 0.148884,
        pab: 0.019483,
        EW: 4.594,
        occ: 0.55758,
        ...Object.fromEntries(waits.map((wait, hour) => [`type.hour${hour}.pwait`, wait])),
      },
    },
  ]
}

/** Eight hours from empty: 4.2 calls a minute, 2 minutes, 12 agents; waiting for ever, a minute, or in five places. */
function offices(): Case[] {
  const office = (id: string, patience: unknown, trunks: number | undefined, expect: object): Case => ({
    id,
    model: 'scenario',
    unit: 'min',
    source: 'ContactCenters 0.9.9, 1000 days',
    scenario: {
      strowger: 1,
      name: id,
      run: { startsAt: '08:00', duration: '8h' },
      serviceLevel: { threshold: '20s' },
      types: { call: { arrivals: { perHour: 252 }, handlingTime: exponential('2m'), patience } },
      groups: { agents: { agents: 12 } },
      ...(trunks === undefined ? {} : { trunks }),
    },
    expect,
  })
  const published = (value: number) => ({ value, replications: 1000 })
  return [
    office('MMC', 'never', undefined, {
      SL_entered: published(0.902),
      ASA: published(0.099),
      occ: published(0.695),
    }),
    office('MMCAb', exponential('1m'), undefined, {
      abandoned: { value: 58.609, plusMinus: 0.95 },
      SL_excl_short_abandons: published(0.968),
    }),
    office('MMCBlocked', 'never', 17, {
      blocked: { value: 18.655, plusMinus: 0.61 },
      // Of all offered: 0.929 of those who entered.
      SL: published(0.92),
    }),
  ]
}

/** M/G/100+M with services that are not exponential, 200 million calls each. */
function generalService(): Case[] {
  const base = { n: 100, source: 'event loop in C, 2e8 calls' }
  const spread = 'lognormal(mean 1,cv2 1.6)'
  return [
    {
      ...base,
      id: 'mgn-lognormal',
      model: 'M/G/n+M',
      lam: 95,
      theta: 0.5,
      service: spread,
      expect: { pab: { value: 0.015451, plusMinus: 0.00007 }, EW_all: { value: 0.030912, plusMinus: 0.00015 } },
    },
    {
      ...base,
      id: 'mgn-deterministic',
      model: 'M/G/n+M',
      lam: 95,
      theta: 0.5,
      service: 'det(1)',
      // Abandonment is θ times the mean wait, and so is its error.
      expect: { pab: { value: 0.01142, plusMinus: 0.00004 }, EW_all: { value: 0.022831, plusMinus: 0.00008 } },
    },
    {
      ...base,
      id: 'mgn-patient',
      model: 'M/G/n',
      lam: 90,
      service: spread,
      expect: { pwait: { value: 0.221467, plusMinus: 0.001 }, EW: { value: 0.02372, plusMinus: 0.00027 } },
    },
  ]
}
