import type {
  AcdConfig,
  AgentGroupConfig,
  CapacityConfig,
  ChannelConfig,
  ContactTypeConfig,
  RingConfig,
  StageConfig,
} from '@strowger/acd'
import fc from 'fast-check'
import type { ExchangeNames } from './names.ts'

/** A command on an exchange; numbers are taken modulo what there is, so that every sequence makes sense. */
export type Command =
  | { readonly do: 'offer'; readonly type: number; readonly priority: number | undefined; readonly wait: number }
  | { readonly do: 'abandon' | 'release'; readonly contact: number; readonly wait: number }
  | {
      readonly do: 'accept' | 'decline' | 'signIn' | 'signOut' | 'ready' | 'notReady' | 'endWrapUp'
      readonly agent: number
      readonly wait: number
    }
  | { readonly do: 'advance'; readonly wait: number }

/** A configuration without a policy, and the agents who work there. */
export interface Exchange {
  readonly config: AcdConfig
  readonly agents: readonly {
    readonly group: number
    readonly skills: Readonly<Record<string, number>> | undefined
  }[]
}

const ring: fc.Arbitrary<RingConfig> = fc
  .record({
    atOnce: fc.constantFrom(50, 2),
    sameGroup: fc.constantFrom(false, false, true),
    everyMs: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 2 }),
  })
  .map(definedOnly)

const capacity: fc.Arbitrary<CapacityConfig> = fc.record({
  total: fc.constantFrom(1, 2, 3, 'unlimited' as const),
  channels: fc.record({ voice: fc.constantFrom(1, 1, 0), chat: fc.integer({ min: 0, max: 3 }) }),
})

/** Calls that are worth up to three chats, and may interrupt them. */
const channels: fc.Arbitrary<ChannelConfig[]> = fc
  .record({ weight: fc.integer({ min: 1, max: 3 }), interrupts: fc.subarray(['chat']) })
  .map((voice) => [{ name: 'voice', ...voice }, { name: 'chat' }])

/** Small exchanges with these names, with one channel and contacts that ring at one agent. */
export function plainExchanges(names: ExchangeNames): fc.Arbitrary<Exchange> {
  return exchangesOf(names, { channels: false, ring: false })
}

/** Small exchanges with these names, in which everything meets everything; most are without channels, and ring at one. */
export function exchanges(names: ExchangeNames): fc.Arbitrary<Exchange> {
  return fc.oneof(
    { weight: 3, arbitrary: plainExchanges(names) },
    { weight: 1, arbitrary: exchangesOf(names, { channels: false, ring: true }) },
    { weight: 1, arbitrary: exchangesOf(names, { channels: true, ring: false }) },
    { weight: 1, arbitrary: exchangesOf(names, { channels: true, ring: true }) },
  )
}

function exchangesOf(
  { types, groups, skills }: ExchangeNames,
  has: { readonly channels: boolean; readonly ring: boolean },
): fc.Arbitrary<Exchange> {
  const levels =
    skills.length === 0
      ? fc.constant({})
      : fc.dictionary(fc.constantFrom(...skills), fc.integer({ min: 1, max: 3 }), { maxKeys: 2 })
  const someGroups = fc.option(fc.subarray([...groups], { minLength: 1 }), { nil: undefined })
  const prefers = fc.array(fc.record({ skills: levels, weight: fc.constantFrom(1, 2) }), { maxLength: 2 })
  const stage = fc.record({
    gap: fc.integer({ min: 1, max: 8 }),
    groups: someGroups,
    requires: fc.option(levels, { nil: undefined }),
  })
  const type = (name: string): fc.Arbitrary<ContactTypeConfig> =>
    fc
      .record({
        requires: levels,
        prefers,
        priority: fc.integer({ min: 0, max: 2 }),
        groups: someGroups,
        wrapUpMs: fc.constantFrom(0, 0, 4, Infinity),
        stages: fc.array(stage, { maxLength: 2 }).map(stagesOf),
        ring: has.ring ? fc.option(ring, { nil: undefined }) : fc.constant(undefined),
        channel: has.channels ? fc.constantFrom('voice', 'chat') : fc.constant(undefined),
      })
      .map((fields) => ({ name, ...definedOnly(fields) }))
  const queue = fc.record({ delayMs: fc.constantFrom(0, 0, 1, 4), priority: fc.nat(2) })
  const queues = fc.dictionary(fc.constantFrom(...types), queue, { maxKeys: 1 })
  const group = (name: string): fc.Arbitrary<AgentGroupConfig> =>
    fc
      .record({
        skills: levels,
        queues,
        autoAnswer: fc.boolean(),
        offerTimeoutMs: fc.integer({ min: 1, max: 10 }),
        capacity: has.channels ? fc.option(capacity, { nil: undefined }) : fc.constant(undefined),
      })
      .map((fields) => ({ name, ...definedOnly(fields) }))
  return fc.record({
    config: fc.record({
      skills: fc.constant(skills),
      types: fc.tuple(...types.map(type)),
      groups: fc.tuple(...groups.map(group)),
      trunks: fc.constantFrom(Infinity, Infinity, 3),
      ...(has.channels ? { channels } : {}),
    }),
    agents: fc.array(fc.record({ group: fc.nat(groups.length - 1), skills: fc.option(levels, { nil: undefined }) }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
}

/** The object without the keys whose value is undefined. */
function definedOnly<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they were just left out
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

function stagesOf(
  gaps: readonly {
    gap: number
    groups: readonly string[] | undefined
    requires: Readonly<Record<string, number>> | undefined
  }[],
): StageConfig[] {
  let afterMs = 0
  return gaps.map(({ gap, groups, requires }) => {
    afterMs += gap
    return { afterMs, ...(groups === undefined ? {} : { groups }), ...(requires === undefined ? {} : { requires }) }
  })
}

const wait: fc.Arbitrary<number> = fc.nat(3)
const AGENT_COMMANDS = [
  'signIn',
  'signOut',
  'ready',
  'ready',
  'notReady',
  'endWrapUp',
  'accept',
  'accept',
  'decline',
] as const

/** Sequences of commands, long enough for contacts to come back, expire and meet again. */
export function commandsFor(types: number): fc.Arbitrary<Command[]> {
  const offer: fc.Arbitrary<Command> = fc.record({
    do: fc.constant('offer' as const),
    type: fc.nat(types - 1),
    priority: fc.option(fc.nat(31), { nil: undefined, freq: 2 }),
    wait,
  })
  const contact: fc.Arbitrary<Command> = fc.record({
    do: fc.constantFrom('abandon' as const, 'release' as const),
    contact: fc.nat(20),
    wait,
  })
  const agent: fc.Arbitrary<Command> = fc.record({ do: fc.constantFrom(...AGENT_COMMANDS), agent: fc.nat(4), wait })
  const advance: fc.Arbitrary<Command> = fc.record({ do: fc.constant('advance' as const), wait: fc.nat(20) })
  const command = fc.oneof(
    { weight: 6, arbitrary: offer },
    { weight: 5, arbitrary: contact },
    { weight: 10, arbitrary: agent },
    { weight: 1, arbitrary: advance },
  )
  return fc.array(command, { minLength: 1, maxLength: 60, size: 'max' })
}
