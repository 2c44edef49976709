import type {
  AcdConfig,
  AgentGroupConfig,
  CallbackPromiseConfig,
  CampaignConfig,
  CapacityConfig,
  ChannelConfig,
  ContactTypeConfig,
  GroupQueueConfig,
  OverflowRuleConfig,
  PreferenceConfig,
  RefusalConfig,
  ReserveConfig,
  RingConfig,
  StageConfig,
  TrunkGroupConfig,
  WaitAnnouncementConfig,
  WinBackConfig,
} from '@strowger/acd'
import { expect, it } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { loadText } from '../scenario/small-scenario.ts'

// Everything that the engine can route can be described in a scenario: a key of the engine's configuration that is added stands here as one
// that a scenario sets, or with the reason why none does, or this file does not compile.

/** A scenario sets it. */
const SET = ''
type Keys<Config> = Readonly<Record<keyof Config, string>>

const acd: Keys<AcdConfig> = {
  skills: SET,
  channels: SET,
  types: SET,
  groups: SET,
  trunks: SET,
  trunkGroups: SET,
  campaigns: SET,
  policy: 'made for each replication, of routing: which of them a scenario names is in policies.test.ts',
  schedules: SET,
  timeZone: SET,
  epochMs: SET,
  estimator: "the engine's own; `strowger expected-wait` compares them",
}
const type: Keys<ContactTypeConfig> = {
  name: SET,
  channel: SET,
  requires: SET,
  prefers: SET,
  priority: SET,
  groups: SET,
  ring: SET,
  stages: SET,
  wrapUpMs: SET,
  wrapUpAfterTransfer: SET,
  headStartMs: SET,
  tenant: SET,
  admission: SET,
  overflow: SET,
  waitAnnouncements: SET,
  callback: SET,
  winBack: SET,
  reserves: SET,
  routing: SET,
}
const group: Keys<AgentGroupConfig> = {
  name: SET,
  skills: SET,
  capacity: SET,
  queues: SET,
  autoAnswer: SET,
  offerTimeoutMs: SET,
  afterNoAnswer: SET,
  tenant: SET,
  afterDecline: 'agents of a simulation let it ring, they do not decline',
}
const refusal: Keys<RefusalConfig> = {
  become: SET,
  forMs: SET,
  signOutAfter: 'nothing says when agents of a simulation who were signed out sign in again',
}
const stage: Keys<StageConfig> = { afterMs: SET, requires: SET, prefers: SET, groups: SET, ring: SET }
const preference: Keys<PreferenceConfig> = { skills: SET, weight: SET }
const ring: Keys<RingConfig> = { atOnce: SET, sameGroup: SET, everyMs: SET }
const channel: Keys<ChannelConfig> = { name: SET, weight: SET, interrupts: SET }
const capacity: Keys<CapacityConfig> = { total: SET, channels: SET }
const queue: Keys<GroupQueueConfig> = { delayMs: SET, priority: SET }
const rule: Keys<OverflowRuleConfig> = { name: SET, when: SET, empty: SET, afterMs: SET, do: SET }
const reserve: Keys<ReserveConfig> = { name: SET, groups: SET, opens: SET, closes: SET }
const trunkGroup: Keys<TrunkGroupConfig> = {
  name: SET,
  trunks: SET,
  types: SET,
  tenant: 'types of a tenant are named',
}
const told: Keys<WaitAnnouncementConfig> = {
  firstMs: SET,
  everyMs: SET,
  stepsMs: SET,
  neverLonger: SET,
  repeatSame: SET,
}
const redial = { attempts: SET, retryMs: SET, retryMsAfter: SET, giveUpAfter: SET, ringMs: SET, expireMs: SET } as const
const callback: Keys<CallbackPromiseConfig> = { ...redial, promiseMs: SET, priorityWhenDue: SET }
const winBack: Keys<WinBackConfig> = { campaign: SET, afterMs: SET, minWaitMs: SET }
const campaign: Keys<CampaignConfig> = {
  ...redial,
  name: SET,
  mode: SET,
  type: SET,
  reserve: SET,
  holds: SET,
  abandonCap: SET,
  maxHoldMs: SET,
}

const called = { reached: 0.5 }
const redialText = { attempts: 2, retry: { busy: '5m', machine: '1h' }, ringsFor: '20s', expire: '2h', called }
const preferences = [{ skills: ['able'], weight: 2 }]
const TEXT = JSON.stringify({
  strowger: 1,
  name: 'Everything',
  run: { duration: '1h' },
  timeZone: 'Asia/Shanghai',
  schedules: { office: { weekly: { mon: [{ from: '09:00', to: '18:00' }] } } },
  skills: { able: {} },
  channels: { voice: {}, chat: { weight: 0.5, interrupts: ['voice'] } },
  trunks: 50,
  trunkGroups: { some: { trunks: 20, types: ['call'] } },
  types: {
    call: {
      channel: 'voice',
      tenant: 't',
      arrivals: { perHour: 10 },
      handlingTime: '1m',
      afterCallWork: '10s',
      afterCallWorkOnTransfer: true,
      priority: 2,
      requires: ['able'],
      headStart: '5s',
      prefers: preferences,
      ring: { atOnce: 3, sameGroup: true, every: '5s' },
      relaxation: [{ after: '30s', requires: [], prefers: [], ring: 'all' }],
      waitAnnouncements: { first: '30s', every: '1m', steps: ['1m', '5m'], neverLonger: true, repeatSame: false },
      admission: [{ name: 'full', when: 'waiting >= 20', refuse: 'busy' }],
      overflow: [
        { name: 'long', after: '1m', callback: true },
        { name: 'nobody', empty: true, divert: 'voicemail' },
      ],
      callback: { accepts: 0.5, promise: '10m', priorityWhenDue: 9, ...redialText },
      winBack: { campaign: 'out', after: '5m', minWait: '20s' },
      routing: { weekly: { sun: [{ from: '00:00', to: '24:00', type: 'other' }] } },
      reserves: [{ name: 'help', groups: ['reserve'], opens: 'waiting >= 5', closes: 'waiting < 2' }],
    },
    sale: { tenant: 't', arrivals: { perHour: 0 }, handlingTime: '1m' },
    survey: { tenant: 't', arrivals: { perHour: 0 }, handlingTime: '1m' },
    other: {
      tenant: 't',
      arrivals: { perHour: 5 },
      handlingTime: '1m',
      overflow: [{ name: 'long', callback: true }],
      callback: { accepts: 0.5, promise: '10m', retry: '5m' },
    },
  },
  groups: {
    desk: {
      tenant: 't',
      agents: 3,
      skills: ['able'],
      ringTime: '3s',
      capacity: { total: 2, channels: { chat: 2 } },
      queues: { call: { delay: '5s', priority: 1 } },
    },
    late: { tenant: 't', agents: 1, skills: ['able'] },
    reserve: { tenant: 't', agents: 1, skills: ['able'] },
  },
  routing: { overflowAfter: { call: { late: '30s' } } },
  campaigns: {
    out: {
      type: 'sale',
      mode: 'predictive',
      reserve: 1,
      holds: [{ type: 'call', when: 'waiting >= 3' }],
      abandonCap: 0.02,
      maxHold: '2s',
      ...redialText,
    },
    ask: { type: 'survey', mode: 'preview', retry: '5m' },
  },
})

/** The keys that some of these have. */
function keysOf(found: readonly (object | undefined)[]): string[] {
  const keys = found.flatMap((each) => (each === undefined ? [] : Object.entries(each)))
  return [...new Set(keys.flatMap(([key, value]) => (value === undefined ? [] : [key])))].sort()
}

const setBy = (keys: Readonly<Record<string, string>>) =>
  Object.entries(keys)
    .flatMap(([key, reason]) => (reason === SET ? [key] : []))
    .sort()

it('a scenario sets every key of the engine, or there is a reason', () => {
  const config: AcdConfig = compileModel(loadText(TEXT)).acd
  const { types, groups, channels = [], trunkGroups = [], campaigns = [] } = config
  const stages = types.flatMap((each) => each.stages ?? [])
  const prefers = [...types, ...stages].flatMap((each) => each.prefers ?? [])
  const found: readonly (readonly [Readonly<Record<string, string>>, readonly (object | undefined)[]])[] = [
    [acd, [config]],
    [type, types],
    [group, groups],
    [refusal, groups.map(({ afterNoAnswer }) => afterNoAnswer)],
    [stage, stages],
    [preference, prefers],
    [ring, types.map((each) => each.ring)],
    [channel, channels],
    [capacity, groups.map((each) => each.capacity)],
    [queue, groups.flatMap((each) => Object.values(each.queues ?? {}))],
    [rule, types.flatMap((each) => [...(each.admission ?? []), ...(each.overflow ?? [])])],
    [reserve, types.flatMap((each) => each.reserves ?? [])],
    [trunkGroup, trunkGroups],
    [told, types.map((each) => each.waitAnnouncements)],
    [callback, types.map((each) => each.callback)],
    [winBack, types.map((each) => each.winBack)],
    [campaign, campaigns],
  ]
  for (const [keys, configs] of found) expect(keysOf(configs)).toEqual(setBy(keys))
})
