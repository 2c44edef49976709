import type { AcdConfig, RankedListsConfig } from '@strowger/acd'
import fc from 'fast-check'

/** A command on an exchange; numbers are taken modulo what exists, so that every sequence makes sense. */
export type Command =
  | { readonly do: 'offer'; readonly type: number; readonly priority: number | undefined; readonly wait: number }
  | { readonly do: 'abandon' | 'release'; readonly contact: number; readonly wait: number }
  | { readonly do: 'accept' | 'decline'; readonly agent: number; readonly wait: number }
  | {
      readonly do: 'signIn' | 'signOut' | 'ready' | 'notReady' | 'endWrapUp'
      readonly agent: number
      readonly wait: number
    }
  | { readonly do: 'advance'; readonly wait: number }

export interface World {
  readonly config: AcdConfig
  readonly ranks: RankedListsConfig | undefined
  readonly agents: readonly { readonly group: number; readonly skills: Record<string, number> | undefined }[]
}

const SKILLS = ['english', 'vip', 'billing']
const GROUPS = ['front', 'desk', 'partner']
const TYPES = ['orders', 'complaints', 'sales']

const levels = fc.dictionary(fc.constantFrom(...SKILLS), fc.integer({ min: 1, max: 3 }), { maxKeys: 2 })
const someGroups = fc.option(fc.subarray(GROUPS, { minLength: 1 }), { nil: undefined })
const refusal = fc.record({
  become: fc.constantFrom('ready' as const, 'not-ready' as const),
  forMs: fc.constantFrom(3, 10, Infinity),
})
const tiers = (names: readonly string[]) =>
  fc
    .shuffledSubarray([...names])
    .chain((some) =>
      fc
        .integer({ min: 0, max: some.length })
        .map((cut) => [some.slice(0, cut), some.slice(cut)].filter((t) => t.length > 0)),
    )

const type = (name: string) =>
  fc
    .record({
      requires: levels,
      priority: fc.integer({ min: 0, max: 2 }),
      groups: someGroups,
      wrapUpMs: fc.constantFrom(0, 0, 4, Infinity),
      stageGaps: fc.array(
        fc.record({
          gap: fc.integer({ min: 1, max: 8 }),
          requires: fc.option(levels, { nil: undefined }),
          groups: someGroups,
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ stageGaps, requires, priority, groups, wrapUpMs }) => {
      let afterMs = 0
      const stages = stageGaps.map((stage) => {
        afterMs += stage.gap
        return definedOnly({ afterMs, requires: stage.requires, groups: stage.groups })
      })
      return definedOnly({ name, requires, priority, groups, wrapUpMs, stages })
    })

const group = (name: string) =>
  fc
    .record({
      skills: levels,
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
    trunks: fc.constantFrom(Infinity, Infinity, 3),
    ranks: fc.option(
      fc.record({
        agents: fc.dictionary(fc.constantFrom(...TYPES), tiers(GROUPS)),
        contacts: fc.dictionary(fc.constantFrom(...GROUPS), tiers(TYPES)),
      }),
      { nil: undefined },
    ),
    agents: fc.array(fc.record({ group: fc.nat(GROUPS.length - 1), skills: fc.option(levels, { nil: undefined }) }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ types, groups, trunks, ranks, agents }) => ({
    config: { skills: SKILLS, types, groups, trunks },
    ranks,
    agents,
  }))

const wait = fc.nat(3)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('offer' as const),
      type: fc.nat(TYPES.length - 1),
      priority: fc.option(fc.integer({ min: 0, max: 31 }), { nil: undefined, freq: 2 }),
      wait,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('abandon' as const, 'release' as const), contact: fc.nat(), wait }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('accept' as const, 'decline' as const), agent: fc.nat(), wait }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'signIn' as const,
        'signOut' as const,
        'ready' as const,
        'ready' as const,
        'notReady' as const,
        'endWrapUp' as const,
      ),
      agent: fc.nat(),
      wait,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('advance' as const), wait: fc.nat(20) }) },
)

/** Sequences long enough for contacts to return, expire and meet again. */
export const commands: fc.Arbitrary<Command[]> = fc.array(command, { minLength: 1, maxLength: 60, size: 'max' })

/** The object without the keys whose value is undefined. */
function definedOnly<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
