import { z } from 'zod'

import { probability } from './caller.ts'
import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { label, listOf, named, numberFrom, positiveDuration, section, text, wholeFrom } from './value.ts'
import type { RawLabel } from './value.ts'

/** Weights of ratings as written, by rating. */
export type RawRatings = Readonly<Record<string, number>>

/** How callers rate a conversation, as written. */
export interface RawRating {
  readonly answers?: number | undefined
  readonly ratings: RawRatings
  readonly unresolved?: RawRatings | undefined
  readonly waited?: { readonly over: string; readonly ratings: RawRatings } | undefined
  readonly satisfied?: readonly [number, number] | undefined
  readonly dissatisfied?: readonly [number, number] | undefined
}

/** What opens a case, as written. */
export interface RawCaseOpening {
  readonly matter: string
  readonly probability?: number | undefined
  readonly unresolved?: boolean | undefined
  readonly rated?: readonly [number, number] | undefined
}

/** A department as written. */
export interface RawCaseNode {
  readonly label?: RawLabel | undefined
  readonly owner: string
  readonly limit: string
  readonly remindBefore?: readonly string[] | undefined
  readonly escalateTo?: string | undefined
  readonly hands?: number | undefined
  readonly takes: RawDistribution
}

/** What cases are about, as written. */
export interface RawCaseMatter {
  readonly label?: RawLabel | undefined
  readonly node: string
  readonly promise?: string | undefined
  readonly complex?: number | undefined
  readonly complexTo?: string | undefined
  readonly followUp?: string | undefined
  readonly order?:
    | {
        readonly to: string
        readonly within: string
        readonly takes: RawDistribution
        readonly probability?: number | undefined
      }
    | undefined
}

/** The network of departments, as written. */
export interface RawCases {
  readonly nodes: Readonly<Record<string, RawCaseNode>>
  readonly matters: Readonly<Record<string, RawCaseMatter>>
}

const RATINGS = 'weights by rating, such as { 1: 60, 2: 30, 3: 10 }'

const ratings: z.ZodType<RawRatings> = z.record(
  z.string().regex(/^(?:10|\d)$/, { error: 'a rating from 0 to 10' }),
  numberFrom(0, 1e9, 'a weight, 0 or more'),
  { error: RATINGS },
)

const range = (what: string): z.ZodType<readonly [number, number]> =>
  z.tuple([wholeFrom(0, 10, 'a rating from 0 to 10'), wholeFrom(0, 10, 'a rating from 0 to 10')], { error: what })

/** How callers rate a conversation. */
export const rating: z.ZodType<RawRating> = section(
  'a rating, such as { answers: 0.4, ratings: { 1: 6, 2: 3, 3: 1 } }',
  {
    answers: probability().optional().describe('Probability that a caller who is asked answers. Default: 1.'),
    ratings: ratings.describe('Weight of each rating.'),
    unresolved: ratings
      .optional()
      .describe('Weights when the matter is not settled: see resolution. Default: the same.'),
    waited: section('who waited long, such as { over: 1m, ratings: { 1: 3, 2: 4, 3: 3 } }', {
      over: positiveDuration.describe('Who waited longer, and whose matter is settled,'),
      ratings: ratings.describe('rates with these weights.'),
    })
      .optional()
      .describe('Callers who waited long. Default: they rate as the others.'),
    satisfied: range('lowest and highest rating that is satisfied, such as [1, 2]')
      .optional()
      .describe('Lowest and highest rating that counts as satisfied. Default: [1, 2].'),
    dissatisfied: range('lowest and highest rating that is dissatisfied, such as [3, 3]')
      .optional()
      .describe('Lowest and highest rating that counts as dissatisfied. Default: [3, 3].'),
  },
).meta({ id: 'rating' })

/** What opens a case. */
export const caseOpening: z.ZodType<RawCaseOpening> = section(
  'an opening, such as { matter: complaint, unresolved: true, probability: 0.3 }',
  {
    matter: text('the name of a matter').describe('A name under cases.matters.'),
    probability: probability().optional().describe('Probability that it is opened. Default: 1.'),
    unresolved: z
      .boolean({ error: 'true or false' })
      .optional()
      .describe('true: only when the matter is not settled: see resolution. Default: false.'),
    rated: range('lowest and highest rating, such as [3, 3]')
      .optional()
      .describe('Only when the caller rates so. Default: whatever the rating.'),
  },
).meta({ id: 'caseOpening' })

const node: z.ZodType<RawCaseNode> = section('a department, such as { owner: Li, limit: 24h, takes: 8h }', {
  label: label.optional().describe('What people call it. Default: its name.'),
  owner: text('a name').describe('Who answers for it.'),
  limit: positiveDuration.describe('A case that is here for so long is overdue.'),
  remindBefore: listOf('a list of durations', positiveDuration)
    .optional()
    .describe('The owner is reminded so long before. Default: never.'),
  escalateTo: text('the name of a node')
    .optional()
    .describe('Where an overdue case goes by itself. Default: nowhere, it stays and counts as overdue.'),
  hands: wholeFrom(1, 1e6, 'a number of workers, 1 or more')
    .optional()
    .describe('Workers, who have one case in hand each: other cases wait their turn. Default: as many as are needed.'),
  takes: distribution.describe(
    'From the arrival of a case here, or where there are hands from being taken in hand, until it would be settled and closed here.',
  ),
}).meta({ id: 'caseNode' })

const matter: z.ZodType<RawCaseMatter> = section('a matter, such as { node: hotline, promise: 48h }', {
  label: label.optional().describe('What people call it. Default: its name.'),
  node: text('the name of a node').describe('Where its cases begin.'),
  promise: positiveDuration.optional().describe('The caller was promised an answer within. Default: nothing.'),
  complex: probability().optional().describe('Probability that one is complex, and escalated at once. Default: 0.'),
  complexTo: text('the name of a node').optional().describe('Where to. Default: where its node escalates to.'),
  followUp: text('the name of a campaign').optional().describe('The caller is put on the list of it. Default: none.'),
  order: section('a work order, such as { to: partner, within: 24h, takes: 10h }', {
    to: text('a name of your own').describe('The partner who is sent it.'),
    within: positiveDuration.describe('It is to be done within.'),
    takes: distribution.describe('How long the partner takes.'),
    probability: probability().optional().describe('Probability that one is sent. Default: 1.'),
  })
    .optional()
    .describe('Work orders to partners. Default: none.'),
}).meta({ id: 'caseMatter' })

/** Cases: departments and what they deal with. */
export const cases: z.ZodType<RawCases> = section('cases, with nodes and matters', {
  nodes: named('a map of departments', node).describe('Departments, each with an owner and a time limit.'),
  matters: named('a map of matters', matter).describe('What cases are about, and where they begin.'),
})
