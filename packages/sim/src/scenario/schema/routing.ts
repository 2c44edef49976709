import { z } from 'zod'

import { POLICY_NAMES, type PolicyName } from '../policies.ts'
import { duration, listOf, numberFrom, positiveDuration, section, text, wholeFrom } from './value.ts'
import type { RawDuration } from './value.ts'

/** Tiers as written, in order of preference. */
export type RawTiers = readonly (readonly string[])[]

/** Contact type → number, as written. */
export type RawByType = Readonly<Record<string, number>>

/** Agent group → number, as written. */
export type RawByGroup = Readonly<Record<string, number>>

/** Contact type → agent group → number, as written. */
export type RawByPair = Readonly<Record<string, RawByType>>

/** A policy as written. */
export interface RawPolicy {
  readonly policy?: PolicyName | undefined
  readonly agents?: Readonly<Record<string, RawTiers>> | undefined
  readonly contacts?: Readonly<Record<string, RawTiers>> | undefined
  readonly window?: string | undefined
  readonly weights?: RawByType | undefined
  readonly rates?: RawByType | undefined
  readonly offsets?: RawByType | undefined
  readonly perPriority?: number | undefined
  readonly objectives?: Readonly<Record<string, string>> | undefined
  readonly ratios?: RawByType | undefined
  readonly linear?: RawByType | undefined
  readonly quadratic?: RawByType | undefined
  readonly handlingTimes?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  readonly keep?: RawByPair | undefined
  readonly base?: RawByPair | undefined
  readonly wait?: RawByPair | undefined
  readonly idle?: RawByPair | undefined
  readonly idleWeights?: RawByGroup | undefined
  readonly shares?: RawByPair | undefined
  readonly memory?: number | undefined
  readonly sizes?: RawByGroup | undefined
  readonly targetDelay?: string | undefined
  readonly assumedHandlingTime?: string | undefined
  readonly targetLoad?: number | undefined
  readonly bands?: readonly RawBand[] | undefined
  readonly agentsBy?: RawPolicy | undefined
  readonly contactsBy?: RawPolicy | undefined
  readonly policies?: readonly RawTypePolicy[] | undefined
  readonly otherwise?: RawPolicy | undefined
  readonly across?: RawPolicy | undefined
}

/** An order of groups while few enough are inside, as written. */
export interface RawBand {
  readonly upTo?: number | undefined
  readonly agents: RawTiers
}

/** A policy of some types, as written. */
export interface RawTypePolicy {
  readonly types: readonly string[]
  readonly by?: RawPolicy | undefined
}

/** Routing as written. */
export interface RawRouting extends RawPolicy {
  readonly overflowAfter?: Readonly<Record<string, Readonly<Record<string, RawDuration>>>> | undefined
}

const TIERS = 'tiers: a list of lists of names, such as [[desk], [gold, silver]]'

const tiers: z.ZodType<RawTiers> = z
  .array(z.array(text('a name'), { error: TIERS }), { error: TIERS })
  .meta({ id: 'tiers' })

const BY_TYPE = 'a map from contact type to number, such as { vip: 2 }'
const BY_PAIR = 'a map from contact type to group and number, such as { vip: { desk: 2 } }'
const LARGEST = 1e9

const weight = numberFrom(0, LARGEST, 'a number, 0 or more')
const any = numberFrom(-LARGEST, LARGEST, 'a number')
const whole = wholeFrom(0, 1_000_000, 'a whole number of agents, 0 or more')

function byType<Value extends z.ZodType>(value: Value, noun: string = BY_TYPE): z.ZodRecord<z.ZodString, Value> {
  return z.record(z.string(), value, { error: noun })
}

function byPair<Value extends z.ZodType>(
  value: Value,
  noun: string = BY_PAIR,
): z.ZodRecord<z.ZodString, z.ZodRecord<z.ZodString, Value>> {
  return byType(byType(value, 'a map from group to number'), noun)
}

const POLICY = 'a policy, such as { policy: most-skilled }'

const band: z.ZodType<RawBand> = section('a band, such as { upTo: 20, agents: [[slow], [fast]] }', {
  upTo: wholeFrom(1, LARGEST, 'a whole number of contacts, 1 or more')
    .optional()
    .describe('The order holds up to so many inside, waiting or in hand. Default: without end, in the last band.'),
  agents: tiers.describe('Tiers of groups in order of preference; groups in no tier come last.'),
}).meta({ id: 'band' })

const typePolicy: z.ZodType<RawTypePolicy> = section(
  'a policy of some types, such as { types: [vip], by: { policy: most-skilled } }',
  {
    types: listOf('a list of contact types', text('the name of a contact type')).describe(
      'Its contact types: one policy decides between them.',
    ),
    // Of a policy there may be another inside.
    get by(): z.ZodType<RawPolicy | undefined> {
      return policy.optional().describe('Their policy. Default: longest-idle.')
    },
  },
).meta({ id: 'typePolicy' })

/** What every policy says of itself, and what some say beside. */
const policyKeys = {
  policy: z
    .enum(POLICY_NAMES, { error: `a policy: ${POLICY_NAMES.join(', ')}` })
    .optional()
    .describe(
      'longest-idle: the skilled agent who is idle longest; the contact of highest priority that waits longest. ' +
        'ranked: the same inside the tiers of agents and contacts, earlier tiers first. The others are ' +
        'described in docs/policies. Default: longest-idle.',
    ),
  agents: z
    .record(z.string(), tiers, { error: 'a map from contact type to tiers of groups' })
    .optional()
    .describe(
      'For a contact type, tiers of groups in order of preference. ranked: a group in no tier never takes the type. ' +
        'expected-delay, load-ratio: it comes last. A type that is not mentioned may go to all skilled groups alike.',
    ),
  contacts: z
    .record(z.string(), tiers, { error: 'a map from group to tiers of contact types' })
    .optional()
    .describe(
      'ranked: for a group, tiers of contact types in order of preference. A type in no tier is never picked by the ' +
        'group. A group that is not mentioned picks all types that it may take alike.',
    ),
  window: positiveDuration
    .optional()
    .describe("least-occupied: over how much of an agent's own time at work occupancy is averaged. Default: 30m."),
  weights: byType(weight).optional().describe('longest-weighted-wait: factor on the wait of a type. Default: 1.'),
  rates: byType(weight).optional().describe('accumulating-priority: points a second of waiting. Default: 1.'),
  offsets: byType(any).optional().describe('accumulating-priority: points on arrival. Default: 0.'),
  perPriority: weight
    .optional()
    .describe("accumulating-priority: points on arrival for each step of the type's priority. Default: 0."),
  objectives: byType(positiveDuration, 'a map from contact type to waiting time, such as { vip: 10s }')
    .optional()
    .describe('service-objective: the wait to aim at. Default: 20s.'),
  ratios: byType(weight).optional().describe("queue-ratio: a type's share of all who wait, in any unit. Default: 1."),
  linear: byType(weight).optional().describe('generalized-c-mu: cost of a second of waiting. Default: 1.'),
  quadratic: byType(weight).optional().describe('generalized-c-mu: cost of a squared second of waiting. Default: 0.'),
  handlingTimes: byPair(positiveDuration, 'a map from contact type to group and time, such as { vip: { desk: 3m } }')
    .optional()
    .describe(
      'Mean handling time of a type by a group. generalized-c-mu: give all pairs or none. shadow-routing: pairs that ' +
        'are not given take a contact only when nobody else is idle.',
    ),
  keep: byPair(whole)
    .optional()
    .describe('reservation: idle agents of the group that the type must leave free. Default: 0.'),
  base: byPair(any).optional().describe('wr: constant of a type and a group. Default: 0.'),
  wait: byPair(weight).optional().describe('wr: weight of a second that the contact has waited. Default: 0.'),
  idle: byPair(any).optional().describe('wr: weight of a second that the agent has been idle. Default: 0.'),
  idleWeights: byType(weight, 'a map from agent group to number, such as { seniors: 0.5 }')
    .optional()
    .describe(
      'weighted-idle: factor on the time that an agent of the group has been idle; half the weight, about twice the ' +
        'rest. Default: 1.',
    ),
  shares: byPair(weight)
    .optional()
    .describe(
      'percent-allocation: share of the type that goes to the group, in any unit. A group without one helps when no ' +
        'other can.',
    ),
  memory: wholeFrom(1, LARGEST, 'a whole number of contacts, 1 or more')
    .optional()
    .describe(
      'percent-allocation: when a type has counted so many contacts, its counts are halved: so long an outage is made ' +
        'up for. Default: 1000.',
    ),
  sizes: byType(numberFrom(0.001, LARGEST, 'a number of agents, 0.001 or more'), 'a map from agent group to agents')
    .optional()
    .describe('shadow-routing: agents of the group, by which its load is divided. Default: 1.'),
  targetDelay: positiveDuration
    .optional()
    .describe(
      'expected-delay, which needs it: the first tier with a group in which the next contact would wait no longer than that; else the ' +
        'group in which it would wait least.',
    ),
  assumedHandlingTime: positiveDuration
    .optional()
    .describe('expected-delay: handling time of a group until one has been seen. Default: 3m.'),
  targetLoad: numberFrom(0, LARGEST, 'a load, in contacts per agent, 0 or more')
    .optional()
    .describe(
      'load-ratio, which needs it: the first tier with a group whose contacts in hand, with this one, are at most so many for each agent ' +
        'at work; else the group of least load.',
    ),
  bands: listOf('a list of bands, such as [{ upTo: 20, agents: [[slow], [fast]] }, { agents: [[fast]] }]', band)
    .optional()
    .describe('fair-threshold, which needs it: orders of groups by how many are inside, in ascending order.'),
  get agentsBy(): z.ZodType<RawPolicy | undefined> {
    return policy
      .optional()
      .describe('combined: the policy that chooses an agent for a contact. Default: longest-idle.')
  },
  get contactsBy(): z.ZodType<RawPolicy | undefined> {
    return policy
      .optional()
      .describe('combined: the policy that chooses a contact for an agent. Default: longest-idle.')
  },
  policies: listOf('a list of policies, such as [{ types: [vip], by: { policy: most-skilled } }]', typePolicy)
    .optional()
    .describe('per-type, which needs it: policies with their contact types.'),
  get otherwise(): z.ZodType<RawPolicy | undefined> {
    return policy.optional().describe('per-type: the policy of the other types. Default: longest-idle.')
  },
  get across(): z.ZodType<RawPolicy | undefined> {
    return policy
      .optional()
      .describe(
        'per-type: the policy that chooses among the contacts that the policies propose to an agent. Default: longest-idle.',
      )
  },
}

const policy: z.ZodType<RawPolicy> = section(POLICY, policyKeys).meta({ id: 'policy' })

/** The routing policy and its tables. */
export const routing: z.ZodType<RawRouting> = section('routing, such as { policy: longest-idle }', {
  ...policyKeys,
  overflowAfter: z
    .record(z.string(), z.record(z.string(), duration, { error: 'a map from group to waiting time' }), {
      error: 'a map from contact type to groups and waiting times, such as { vip: { backup: 30s } }',
    })
    .optional()
    .describe('For a contact type and a group: the group may take the type only once it has waited so long.'),
})
