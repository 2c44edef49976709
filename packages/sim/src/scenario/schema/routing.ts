import { z } from 'zod'

import { duration, section, text } from './value.ts'
import type { RawDuration } from './value.ts'

/** Tiers as written, in order of preference. */
export type RawTiers = readonly (readonly string[])[]

/** Routing as written. */
export interface RawRouting {
  readonly policy?: 'longest-idle' | 'ranked' | undefined
  readonly agents?: Readonly<Record<string, RawTiers>> | undefined
  readonly contacts?: Readonly<Record<string, RawTiers>> | undefined
  readonly overflowAfter?: Readonly<Record<string, Readonly<Record<string, RawDuration>>>> | undefined
}

const TIERS = 'tiers: a list of lists of names, such as [[desk], [gold, silver]]'

const tiers: z.ZodType<RawTiers> = z
  .array(z.array(text('a name'), { error: TIERS }), { error: TIERS })
  .meta({ id: 'tiers' })

/** The routing policy and its tables. */
export const routing: z.ZodType<RawRouting> = section('routing, such as { policy: longest-idle }', {
  policy: z
    .enum(['longest-idle', 'ranked'], { error: 'a policy: longest-idle or ranked' })
    .optional()
    .describe(
      'longest-idle: the skilled agent who is idle longest; the contact of highest priority that waits longest. ' +
        'ranked: the same inside the tiers of agents and contacts, earlier tiers first. Default: longest-idle.',
    ),
  agents: z
    .record(z.string(), tiers, { error: 'a map from contact type to tiers of groups' })
    .optional()
    .describe(
      'ranked: for a contact type, tiers of groups in order of preference. A group in no tier never takes the type. ' +
        'A type that is not mentioned may go to all skilled groups alike.',
    ),
  contacts: z
    .record(z.string(), tiers, { error: 'a map from group to tiers of contact types' })
    .optional()
    .describe(
      'ranked: for a group, tiers of contact types in order of preference. A type in no tier is never picked by the ' +
        'group. A group that is not mentioned picks all types that it may take alike.',
    ),
  overflowAfter: z
    .record(z.string(), z.record(z.string(), duration, { error: 'a map from group to waiting time' }), {
      error: 'a map from contact type to groups and waiting times, such as { vip: { backup: 30s } }',
    })
    .optional()
    .describe('For a contact type and a group: the group may take the type only once it has waited so long.'),
})
