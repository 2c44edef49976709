import { z } from 'zod'

import { probability } from './caller.ts'
import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { clock, listOf, positive, positiveDuration, section, skillLevels, text, wholeFrom } from './value.ts'
import type { RawSkillLevels } from './value.ts'

const REQUIREMENT = 'an expression over skills, such as "english >= 3 and (billing or vip) and not trainee"'

/** How a contact rings at several agents, as written. */
export type RawRing =
  | 'all'
  | 'group'
  | {
      readonly atOnce?: number | undefined
      readonly sameGroup?: boolean | undefined
      readonly every?: string | undefined
    }

/** Skills that are preferred, as written. */
export interface RawPreference {
  readonly skills?: RawSkillLevels | undefined
  readonly requirement?: string | undefined
  readonly weight?: number | undefined
}

/** A consultation as written. */
export interface RawConsult {
  readonly with?: string | undefined
  readonly outside?: string | undefined
  readonly probability: number
  readonly from?: readonly string[] | undefined
  readonly moment?: 'any' | 'end' | undefined
  readonly takes: RawDistribution
  readonly waits?: RawDistribution | undefined
  readonly transfers?: number | undefined
  readonly conference?: { readonly probability: number; readonly takes: RawDistribution } | undefined
}

/** What a supervisor orders, as written. */
export const ORDER_NAMES = ['not-ready', 'ready', 'sign-out'] as const

/** An order on the timetable as written. */
export interface RawOrder {
  readonly at: string
  readonly order: (typeof ORDER_NAMES)[number]
  readonly group: string
  readonly agents?: number | undefined
  readonly for?: string | undefined
}

/** Supervisors as written. */
export interface RawSupervision {
  readonly group: string
  readonly listens?: number | undefined
  readonly takes?: RawDistribution | undefined
  readonly whispers?: number | undefined
  readonly bargesIn?: number | undefined
  readonly intercepts?: number | undefined
  readonly orders?: readonly RawOrder[] | undefined
}

/** An expression over skills. */
export const requirement: z.ZodString = text(REQUIREMENT).max(2000, { error: REQUIREMENT })

const RING = 'all, group, or a map such as { atOnce: 3, every: 5s }'

/** How a contact rings at several agents. */
export const ring: z.ZodType<RawRing> = z
  .union(
    [
      z.literal('all'),
      z.literal('group'),
      section(RING, {
        atOnce: wholeFrom(1, 50, 'a whole number of agents from 1 to 50')
          .optional()
          .describe('At most so many agents at once. Default: 50, everybody.'),
        sameGroup: z
          .boolean({ error: 'true or false' })
          .optional()
          .describe('Only in the group of the agent who is chosen first. Default: false.'),
        every: positiveDuration
          .optional()
          .describe('Progressive: one agent at first, and one more in such intervals. Default: all at once.'),
      }),
    ],
    { error: RING },
  )
  .meta({ id: 'ring' })

/** Skills that are preferred. */
export const preference: z.ZodType<RawPreference> = section('a preference, such as { skills: [dialect], weight: 2 }', {
  skills: skillLevels('preferred skills').optional().describe('What an agent must have to score, with lowest levels.'),
  requirement: requirement
    .optional()
    .describe('What an agent must hold to score, as an expression over skills. Beside skills, or in their place.'),
  weight: positive(1e6, 'a weight above 0').optional().describe('What it scores then. Default: 1.'),
}).meta({ id: 'preference' })

/** Agents who ask somebody while the caller holds. */
export const consult: z.ZodType<RawConsult> = section(
  'a consultation, such as { with: experts, probability: 0.1, takes: 1m }',
  {
    with: text('the name of a contact type')
      .optional()
      .describe('Whoever takes contacts of this type is asked. Either this or outside.'),
    outside: text('a name of your own').optional().describe('Somebody outside is asked. Either this or with.'),
    probability: probability().describe('Probability that an agent consults in a conversation.'),
    moment: z
      .enum(['any', 'end'], { error: 'any or end' })
      .optional()
      .describe('any: at a random moment of the talk; end: when the talk is over. Default: any.'),
    from: listOf('a list of agent groups', text('the name of an agent group'))
      .optional()
      .describe('Only agents of these groups do. Default: everybody.'),
    takes: distribution.describe('How long they talk while the caller holds.'),
    waits: distribution.optional().describe('An agent who has found nobody by then goes on alone. Default: 1m.'),
    transfers: probability()
      .optional()
      .describe('Probability that the caller is then left to whoever was asked. Default: 0, the agent goes on.'),
    conference: section('a conference, such as { probability: 0.2, takes: 1m }', {
      probability: probability().describe('Probability that all three then talk.'),
      takes: distribution.describe('How long they do; then the agent goes on alone.'),
    })
      .optional()
      .describe('Conferences. Default: none.'),
  },
).meta({ id: 'consult' })

const order: z.ZodType<RawOrder> = section(
  'an order, such as { at: "11:00", order: not-ready, group: front, agents: 2, for: 30m }',
  {
    at: clock.describe('When, as a time of the day on which the run starts.'),
    order: z
      .enum(ORDER_NAMES, { error: ORDER_NAMES.join(', ') })
      .describe('What is ordered: not-ready, ready, sign-out.'),
    group: text('the name of an agent group').describe('To agents of this group.'),
    agents: wholeFrom(1, 1_000_000, 'a whole number of agents, 1 or more')
      .optional()
      .describe('To so many of those who are signed in. Default: all.'),
    for: positiveDuration.optional().describe('not-ready: ready again, by order, so much later. Default: for good.'),
  },
).meta({ id: 'order' })

/** Supervisors, and what they do. */
export const supervision: z.ZodType<RawSupervision> = section(
  'supervision, such as { group: leads, listens: 0.05, takes: 2m }',
  {
    group: text('the name of an agent group').describe('The supervisors. They take no contacts by themselves.'),
    listens: probability()
      .optional()
      .describe('Share of conversations that a supervisor who is free hears. Default: 0.'),
    takes: distribution
      .optional()
      .describe('How long a supervisor listens, if the talk lasts so long. Default: to its end.'),
    whispers: probability().optional().describe('Then talks to the agent alone, to the end of the talk. Default: 0.'),
    bargesIn: probability().optional().describe('Then talks with both, to the end of the talk. Default: 0.'),
    intercepts: probability().optional().describe('Then takes the caller, and finishes the talk. Default: 0.'),
    orders: listOf('a list of orders', order).optional().describe('Forced states, by the clock. Default: none.'),
  },
).meta({ id: 'supervision' })
