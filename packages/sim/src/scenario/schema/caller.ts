import { z } from 'zod'

import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { duration, listOf, numberFrom, positive, positiveDuration, section, text, wholeFrom } from './value.ts'
import type { RawDuration } from './value.ts'

/** Balking as written: one probability, or one from so many ahead on. */
export type RawBalking = number | readonly { readonly ahead: number; readonly probability: number }[]

/** An announcement as written. */
export interface RawAnnouncement {
  readonly after: RawDuration
  readonly every?: string | undefined
  readonly leave?: number | undefined
  readonly patience?: number | undefined
}

/** When waiting callers are told where they stand, as written. */
export interface RawWaitAnnouncements {
  readonly first?: RawDuration | undefined
  readonly every?: string | undefined
  readonly steps?: readonly string[] | undefined
  readonly neverLonger?: boolean | undefined
  readonly repeatSame?: boolean | undefined
}

/** How callers call again, as written. */
export interface RawReturn {
  readonly probability: number
  readonly after: RawDistribution
  readonly atMost?: number | undefined
  readonly as?: string | undefined
}

/** Who calls again after what, as written. */
export interface RawCallsAgain {
  readonly abandoned?: RawReturn | undefined
  readonly blocked?: RawReturn | undefined
  readonly served?: RawReturn | undefined
  readonly unresolved?: RawReturn | undefined
}

const PROBABILITY = 'a probability from 0 to 1'

/** A probability. */
export const probability = (): z.ZodNumber => numberFrom(0, 1, PROBABILITY)

const BALKING = 'a probability from 0 to 1, or a list such as [{ ahead: 0, probability: 0.1 }]'

/** Callers who do not begin to wait. */
export const balking: z.ZodType<RawBalking> = z.union(
  [
    numberFrom(0, 1, BALKING),
    listOf(
      BALKING,
      section('a step, such as { ahead: 5, probability: 0.2 }', {
        ahead: wholeFrom(0, 1_000_000, 'a whole number of callers, 0 or more').describe(
          'From so many callers ahead in the same line on.',
        ),
        probability: probability().describe('Probability of hanging up.'),
      }),
    ),
  ],
  { error: BALKING },
)

/** What a waiting caller hears. */
export const announcement: z.ZodType<RawAnnouncement> = section('an announcement, such as { after: 30s, leave: 0.1 }', {
  after: duration.describe('How long the caller has waited when it is heard.'),
  every: positiveDuration.optional().describe('It is repeated in such intervals. Default: heard once.'),
  leave: probability().optional().describe('Probability of hanging up on hearing it. Default: 0.'),
  patience: positive(1000, 'a factor above 0, such as 1.5')
    .optional()
    .describe('Factor on the rest of the patience of those who stay. Default: 1.'),
}).meta({ id: 'announcement' })

/** When waiting callers are told where they stand and how long it may take. */
export const waitAnnouncements: z.ZodType<RawWaitAnnouncements> = section(
  'announcements of the wait, such as { first: 30s, every: 1m }',
  {
    first: duration.optional().describe('How long a caller has been in the queue when it is told first. Default: 30s.'),
    every: positiveDuration
      .optional()
      .describe('Then it is told in such intervals, where place or wait are others than last time. Default: 1m.'),
    steps: listOf('a list of durations', positiveDuration)
      .optional()
      .describe(
        'Waits that can be spoken, rising; what is expected is rounded up. Default: 1, 2, 3, 5, 10, 15, 20, 30 min.',
      ),
    neverLonger: z
      .boolean({ error: 'true or false' })
      .optional()
      .describe('false: a caller may be told a longer wait than before. Default: true.'),
    repeatSame: z
      .boolean({ error: 'true or false' })
      .optional()
      .describe('true: told each time, also when nothing is new. Default: false.'),
  },
).meta({ id: 'waitAnnouncements' })

const again = section('how callers call again, such as { probability: 0.5, after: 10m }', {
  probability: probability().describe('Probability of calling again.'),
  after: distribution.describe('Time from the end of one call to the next, above 0.'),
  atMost: wholeFrom(1, 1000, 'a whole number from 1 to 1000')
    .optional()
    .describe('How often at most about one matter; served: how many new matters. Default: no limit.'),
  as: text('the name of a contact type').optional().describe('Contact type of the next call. Default: the same.'),
}).meta({ id: 'callsAgain' })

/** Who calls again after what. */
export const callsAgain: z.ZodType<RawCallsAgain> = section(
  'who calls again, such as { abandoned: { probability: 0.5, after: 10m } }',
  {
    abandoned: again.optional().describe('Callers who gave up, and those who did not begin to wait.'),
    blocked: again.optional().describe('Callers who found no free trunk.'),
    served: again.optional().describe('Callers whose matter is settled, about another one.'),
    unresolved: again.optional().describe('Callers whose matter is not settled: see resolution.'),
  },
)
