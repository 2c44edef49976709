import { z } from 'zod'

import { duration, listOf, section, text, wholeFrom } from './value.ts'
import type { RawDuration } from './value.ts'

/** What an agent who is signed in may be doing so that a rule does not count on it. */
export type RawAbsentState = 'not-ready' | 'offered' | 'connected' | 'wrap-up'

/** A rule as written; exactly one of type, divert, refuse, announce and callback. */
export interface RawRule {
  readonly name: string
  readonly when?: string | undefined
  readonly empty?: true | readonly RawAbsentState[] | undefined
  readonly type?: string | undefined
  readonly where?: string | undefined
  readonly divert?: string | undefined
  readonly refuse?: string | undefined
  readonly announce?: string | undefined
  readonly callback?: true | undefined
}

/** A rule for contacts that wait, as written. */
export interface RawOverflowRule extends RawRule {
  readonly after?: RawDuration | undefined
}

/** A reserve as written. */
export interface RawReserve {
  readonly name: string
  readonly groups: readonly string[]
  readonly opens: string
  readonly closes: string
}

/** A trunk group as written. */
export interface RawTrunkGroup {
  readonly trunks: number
  readonly types: readonly string[]
}

const RULE = 'a rule, such as { name: full, when: "waiting >= 20", refuse: busy }'
const EMPTY = 'true, or a list of states: not-ready, offered, connected, wrap-up'
const CONDITION = 'a condition, such as "waiting >= 20"'

const ruleKeys = {
  name: text('a name').describe('What the figures call it.'),
  when: text(CONDITION).optional().describe('A condition on the queue of the type: docs/acd.md. Default: always.'),
  empty: z
    .union([z.literal(true), z.array(z.enum(['not-ready', 'offered', 'connected', 'wrap-up']))], { error: EMPTY })
    .optional()
    .describe(
      'Only while nobody is there: all agents of the type are signed out (true), or else in one of these states. ' +
        'Default: also otherwise.',
    ),
  type: text('the name of a contact type')
    .optional()
    .describe('The contact becomes one of this type, with its age kept. One of these five keys.'),
  where: text(CONDITION)
    .optional()
    .describe('With type: only if this holds of the queue of that type. Default: always.'),
  divert: text('a name of your own').optional().describe('The contact leaves: to voicemail, to a partner.'),
  refuse: text('a name of your own').optional().describe('The contact is turned away: busy, closed.'),
  announce: text('a name of your own').optional().describe('The contact is played something, once, and goes on.'),
  callback: z
    .literal(true, { error: 'true' })
    .optional()
    .describe('The caller is asked, once, whether to be called back: see callback of the type.'),
}

/** A rule that is asked when a contact arrives. */
export const admissionRule: z.ZodType<RawRule> = section(RULE, ruleKeys).meta({ id: 'admissionRule' })

/** A rule that is asked about contacts that wait. */
export const overflowRule: z.ZodType<RawOverflowRule> = section(RULE, {
  ...ruleKeys,
  after: duration.optional().describe('Only for contacts that have waited so long. Default: 0.'),
}).meta({ id: 'overflowRule' })

/** Groups that help only while a gate is open. */
export const reserve: z.ZodType<RawReserve> = section(
  'a reserve, such as { name: help, groups: [desk], opens: "waiting >= 10", closes: "waiting < 3" }',
  {
    name: text('a name').describe('What it is called.'),
    groups: listOf('a list of agent groups', text('the name of an agent group')).describe(
      'Groups that take the type only while the gate is open.',
    ),
    opens: text(CONDITION).describe('The gate opens when this holds.'),
    closes: text(CONDITION).describe('The gate closes when this holds.'),
  },
).meta({ id: 'reserve' })

/** Trunks of some types. */
export const trunkGroup: z.ZodType<RawTrunkGroup> = section('a trunk group, such as { trunks: 30, types: [sales] }', {
  trunks: wholeFrom(1, 1_000_000_000, 'a whole number of trunks, 1 or more').describe(
    'Most contacts of these types inside at once, beside trunks; the next is blocked.',
  ),
  types: listOf('a list of contact types', text('the name of a contact type')).describe('Contact types.'),
}).meta({ id: 'trunkGroup' })
