import type { AcdConfig, CapacityConfig, ChannelConfig, RankedListsConfig, RingConfig } from '@strowger/acd'
import fc from 'fast-check'
import { BY_POSITION, definedOnly, GROUPS, rulesOf, TYPES, withoutNamed } from './random-rules.ts'

/** A command on an exchange; numbers are taken modulo what exists, so that every sequence makes sense. */
export type Command = { readonly wait: number } & (
  | {
      readonly do: 'offer'
      readonly type: number
      readonly priority: number | undefined
      readonly headStartMs: number | undefined
      readonly preferred: { readonly agent: number; readonly forMs: number } | undefined
      readonly exclude: readonly number[] | undefined
    }
  | {
      readonly do:
        | 'abandon'
        | 'release'
        | 'hold'
        | 'resume'
        | 'transfer-out'
        | 'divert'
        | 'force-release'
        | ConsultCommand
      readonly contact: number
    }
  | {
      readonly do: 'transfer' | 'move' | 'consult-queue'
      readonly contact: number
      readonly type: number | undefined
      readonly priority: number | undefined
    }
  | {
      readonly do: 'exclude' | 'transfer-to-agent' | 'intercept' | PartyCommand
      readonly contact: number
      readonly agent: number
    }
  | { readonly do: 'accept' | 'decline'; readonly agent: number }
  | { readonly do: AgentCommand; readonly agent: number }
  | { readonly do: 'set-skills'; readonly agent: number; readonly skills: Record<string, number> | undefined }
  | { readonly do: 'advance' }
)

type ConsultCommand = 'consult-outside' | 'cancel-consult' | 'complete-consult' | 'conference'
type PartyCommand = 'consult-agent' | 'leave-conference' | 'listen' | 'whisper' | 'barge-in' | 'stop-listening'
type AgentCommand =
  | 'sign-in'
  | 'sign-out'
  | 'ready'
  | 'not-ready'
  | 'unreachable'
  | 'reachable'
  | 'remove-agent'
  | 'end-wrap-up'
  | 'extend-wrap-up'
  | 'force-sign-out'
  | 'force-not-ready'
  | 'force-ready'

export interface World {
  readonly config: AcdConfig
  readonly ranks: RankedListsConfig | undefined
  readonly agents: readonly {
    readonly group: number
    readonly skills: Record<string, number> | undefined
    readonly capacity?: CapacityConfig | undefined
  }[]
}

const SKILLS = ['english', 'vip', 'billing']

const levels = fc.dictionary(fc.constantFrom(...SKILLS), fc.integer({ min: 1, max: 3 }), { maxKeys: 2 })
const someGroups = fc.option(fc.subarray([...GROUPS], { minLength: 1 }), { nil: undefined })
const refusal = fc.record({
  become: fc.constantFrom('ready' as const, 'not-ready' as const),
  forMs: fc.constantFrom(3, 10, Infinity),
  signOutAfter: fc.constantFrom(1, 2, 9),
})
const tiers = (names: readonly string[]) =>
  fc
    .shuffledSubarray([...names])
    .chain((some) =>
      fc
        .integer({ min: 0, max: some.length })
        .map((cut) => [some.slice(0, cut), some.slice(cut)].filter((t) => t.length > 0)),
    )

const CHANNELS = ['voice', 'chat', 'mail']
/** Half of the worlds have one channel, which costs the engine nothing; in the others anything may interrupt anything. */
const channels: fc.Arbitrary<ChannelConfig[] | undefined> = fc.option(
  fc.tuple(
    ...CHANNELS.map((name) =>
      fc.record({
        name: fc.constant(name),
        weight: fc.constantFrom(1, 1, 2, 3),
        interrupts: fc.subarray(CHANNELS.filter((other) => other !== name)),
      }),
    ),
  ),
  { nil: undefined, freq: 3 },
)
const capacity: fc.Arbitrary<CapacityConfig> = fc.record({
  total: fc.constantFrom(1, 2, 3, 4, 'unlimited' as const),
  channels: fc.dictionary(fc.constantFrom(...CHANNELS), fc.nat(3)),
})

const ring: fc.Arbitrary<RingConfig | undefined> = fc.option(
  fc
    .record({
      atOnce: fc.constantFrom(1, 2, 3, 50),
      sameGroup: fc.boolean(),
      everyMs: fc.constantFrom(undefined, undefined, 1, 3),
    })
    .map(definedOnly),
  { nil: undefined, freq: 2 },
)

/** Levels that agents may or may not hold; a weight of 2 is as much as two of 1. */
const prefers = fc.option(
  fc.array(fc.record({ skills: levels, weight: fc.constantFrom(undefined, 1, 2) }).map(definedOnly), { maxLength: 3 }),
  { nil: undefined },
)

const type = (name: string) =>
  fc
    .record({
      channel: fc.constantFrom(...CHANNELS),
      requires: levels,
      prefers,
      priority: fc.integer({ min: 0, max: 2 }),
      groups: someGroups,
      ring,
      wrapUpMs: fc.constantFrom(0, 0, 4, Infinity),
      wrapUpAfterTransfer: fc.constantFrom(undefined, true, false),
      headStartMs: fc.constantFrom(0, 0, 5),
      stageGaps: fc.array(
        fc.record({
          gap: fc.integer({ min: 1, max: 8 }),
          requires: fc.option(levels, { nil: undefined }),
          prefers,
          groups: someGroups,
          ring,
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ stageGaps, ...bare }) => {
      let afterMs = 0
      const stages = stageGaps.map((stage) => {
        afterMs += stage.gap
        const { gap: _gap, ...opens } = stage
        return definedOnly({ afterMs, ...opens })
      })
      return definedOnly({ name, ...bare, stages })
    })

const queues = fc.option(
  fc.dictionary(fc.constantFrom(...TYPES), fc.record({ delayMs: fc.constantFrom(0, 0, 1, 4), priority: fc.nat(2) }), {
    maxKeys: 2,
  }),
  { nil: undefined, freq: 2 },
)

const group = (name: string) =>
  fc
    .record({
      skills: levels,
      queues,
      capacity: fc.option(capacity, { nil: undefined, freq: 3 }),
      autoAnswer: fc.boolean(),
      offerTimeoutMs: fc.integer({ min: 1, max: 10 }),
      afterNoAnswer: fc.option(refusal, { nil: undefined }),
      afterDecline: fc.option(refusal, { nil: undefined }),
    })
    .map((fields) => definedOnly({ name, ...fields }))

/** Small exchanges in which everything meets everything. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    types: fc.tuple(...TYPES.map(type)),
    groups: fc.tuple(...GROUPS.map(group)),
    channels,
    trunks: fc.constantFrom(Infinity, Infinity, 3),
    trunkGroups: fc.constantFrom([], [], [{ name: 'hotline', trunks: 1, types: ['orders', 'sales'] }]),
    rules: fc.option(fc.tuple(...TYPES.map(rulesOf)), { nil: undefined, freq: 2 }),
    ranks: fc.option(
      fc.record({
        agents: fc.dictionary(fc.constantFrom(...TYPES), tiers(GROUPS)),
        contacts: fc.dictionary(fc.constantFrom(...GROUPS), tiers(TYPES)),
      }),
      { nil: undefined },
    ),
    agents: fc.array(
      fc.record({
        group: fc.nat(GROUPS.length - 1),
        skills: fc.option(levels, { nil: undefined }),
        capacity: fc.option(capacity, { nil: undefined, freq: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ types: bare, groups, channels, trunks, trunkGroups, rules, ranks, agents }): World => {
    const shared = { skills: SKILLS, trunks, trunkGroups, estimator: BY_POSITION }
    const types = bare.map((each, at) => ({ ...each, ...withoutNamed(definedOnly(rules?.[at] ?? {}), each.groups) }))
    if (channels !== undefined) return { config: { ...shared, channels, types, groups }, ranks, agents }
    return {
      config: {
        ...shared,
        types: types.map((type) => definedOnly({ ...type, channel: undefined })),
        groups: groups.map((group) => definedOnly({ ...group, capacity: undefined })),
      },
      ranks,
      agents: agents.map(({ group, skills }) => ({ group, skills })),
    }
  })

/** The same exchange without rules. */
export function withoutRules({ config, ...world }: World): World {
  const types = config.types.map((type) => ({
    ...definedOnly({ ...type, waitAnnouncements: undefined }),
    admission: [],
    overflow: [],
    reserves: [],
  }))
  return { ...world, config: { ...config, types } }
}

const wait = fc.nat(3)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const priority = fc.integer({ min: 0, max: 2 })
const contact = fc.nat()
const agent = fc.nat()

const offer = fc.record({
  do: fc.constant('offer' as const),
  type: fc.nat(TYPES.length - 1),
  priority: maybe(fc.integer({ min: 0, max: 31 })),
  headStartMs: rarely(fc.integer({ min: -5, max: 10 })),
  preferred: rarely(fc.record({ agent, forMs: fc.constantFrom(0, 2, 6, Infinity) })),
  exclude: rarely(fc.array(agent, { maxLength: 2 })),
  wait,
})

const withContact = fc.record({
  do: fc.constantFrom(
    'abandon' as const,
    'abandon' as const,
    'release' as const,
    'release' as const,
    'hold' as const,
    'resume' as const,
    'transfer-out' as const,
    'divert' as const,
    'force-release' as const,
  ),
  contact,
  wait,
})

const consult = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'consult-outside' as const,
        'cancel-consult' as const,
        'complete-consult' as const,
        'complete-consult' as const,
        'conference' as const,
        'conference' as const,
      ),
      contact,
      wait,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'consult-agent' as const,
        'consult-agent' as const,
        'leave-conference' as const,
        'leave-conference' as const,
        'listen' as const,
        'whisper' as const,
        'barge-in' as const,
        'stop-listening' as const,
      ),
      contact,
      agent,
      wait,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('consult-queue' as const),
      contact,
      type: maybe(fc.nat(TYPES.length - 1)),
      priority: maybe(priority),
      wait,
    }),
  },
)

const withBoth = fc.record({
  do: fc.constantFrom('exclude' as const, 'transfer-to-agent' as const, 'intercept' as const),
  contact,
  agent,
  wait,
})

const elsewhere = fc.record({
  do: fc.constantFrom('transfer' as const, 'move' as const),
  contact,
  type: maybe(fc.nat(TYPES.length - 1)),
  priority: maybe(priority),
  wait,
})

const withAgent = fc.record({
  do: fc.constantFrom(
    'sign-in' as const,
    'sign-out' as const,
    'ready' as const,
    'ready' as const,
    'ready' as const,
    'not-ready' as const,
    'end-wrap-up' as const,
    'extend-wrap-up' as const,
    'force-sign-out' as const,
    'force-not-ready' as const,
    'force-ready' as const,
  ),
  agent,
  wait,
})

/** Rare, so that floors do not run empty. */
const staff = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unreachable' as const), agent, wait }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('reachable' as const), agent, wait }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('set-skills' as const),
      agent,
      skills: fc.option(levels, { nil: undefined }),
      wait,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove-agent' as const), agent, wait }) },
)

const answer = fc.record({ do: fc.constantFrom('accept' as const, 'accept' as const, 'decline' as const), agent, wait })

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: offer },
  { weight: 6, arbitrary: withContact },
  { weight: 2, arbitrary: withBoth },
  { weight: 2, arbitrary: elsewhere },
  { weight: 6, arbitrary: answer },
  { weight: 6, arbitrary: withAgent },
  { weight: 1, arbitrary: staff },
  { weight: 5, arbitrary: consult },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('advance' as const), wait: fc.nat(20) }) },
)

/** Sequences long enough for contacts to return, expire and meet again. */
export const commands: fc.Arbitrary<Command[]> = fc.array(command, { minLength: 1, maxLength: 60, size: 'max' })
