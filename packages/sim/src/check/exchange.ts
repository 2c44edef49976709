import type { AcdConfig, AgentGroupConfig, ContactTypeConfig, StageConfig } from '@strowger/acd'
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

/** Small exchanges with these names, in which everything meets everything. */
export function exchanges({ types, groups, skills }: ExchangeNames): fc.Arbitrary<Exchange> {
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
      })
      .map(({ groups, ...fields }) => ({ name, ...fields, ...(groups === undefined ? {} : { groups }) }))
  const queue = fc.record({ delayMs: fc.constantFrom(0, 0, 1, 4), priority: fc.nat(2) })
  const queues = fc.dictionary(fc.constantFrom(...types), queue, { maxKeys: 1 })
  const group = (name: string): fc.Arbitrary<AgentGroupConfig> =>
    fc
      .record({ skills: levels, queues, autoAnswer: fc.boolean(), offerTimeoutMs: fc.integer({ min: 1, max: 10 }) })
      .map((fields) => ({ name, ...fields }))
  return fc.record({
    config: fc.record({
      skills: fc.constant(skills),
      types: fc.tuple(...types.map(type)),
      groups: fc.tuple(...groups.map(group)),
      trunks: fc.constantFrom(Infinity, Infinity, 3),
    }),
    agents: fc.array(fc.record({ group: fc.nat(groups.length - 1), skills: fc.option(levels, { nil: undefined }) }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
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
