import { z } from 'zod'

import { probability } from './caller.ts'
import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { clock, duration, label, listOf, numberFrom, positiveDuration, section, text, wholeFrom } from './value.ts'
import type { RawDuration, RawLabel } from './value.ts'

/** What those who are called do, as written. */
export interface RawCalled {
  readonly reached: number
  readonly machine?: number | undefined
  readonly busy?: number | undefined
  readonly after?: RawDistribution | undefined
  readonly machineAfter?: RawDistribution | undefined
  readonly busyAfter?: RawDistribution | undefined
}

/** When to call again, as written: always, or by what the call before came to. */
export type RawRetry =
  | string
  | {
      readonly busy?: string | undefined
      readonly machine?: string | undefined
      readonly noAnswer?: string | undefined
    }

/** How calls are made and tried again, as written. */
export interface RawRedial {
  readonly called?: RawCalled | undefined
  readonly attempts?: number | undefined
  readonly retry?: RawRetry | undefined
  readonly ringsFor?: string | undefined
  readonly expire?: string | undefined
}

/** A callback as written. */
export interface RawCallback extends RawRedial {
  readonly accepts: number
  readonly promise: RawDuration
  readonly priorityWhenDue?: number | undefined
}

/** A campaign as written. */
export interface RawCampaign extends RawRedial {
  readonly label?: RawLabel | undefined
  readonly type: string
  readonly mode: 'predictive' | 'preview' | 'progressive'
  readonly lists?: readonly { readonly at: string; readonly contacts: number }[] | undefined
  readonly reserve?: number | undefined
  readonly holds?: readonly { readonly type: string; readonly when: string }[] | undefined
  readonly abandonCap?: number | undefined
  readonly maxHold?: RawDuration | undefined
  readonly wrongParty?: { readonly probability: number; readonly talk: RawDistribution } | undefined
}

/** A call to somebody after a conversation, as written. */
export interface RawFollowUp {
  readonly campaign: string
  readonly probability: number
  readonly after: RawDistribution
  readonly from?: readonly string[] | undefined
}

/** Abandoned calls that are called back unasked, as written. */
export interface RawWinBack {
  readonly campaign: string
  readonly after: RawDuration
  readonly minWait?: RawDuration | undefined
}

const called: z.ZodType<RawCalled> = section('what those who are called do, such as { reached: 0.6, machine: 0.2 }', {
  reached: probability().describe('Probability that the person answers.'),
  machine: probability().optional().describe('Probability that an answering machine does. Default: 0.'),
  busy: probability().optional().describe('Probability that the line is busy. Default: 0. Otherwise nobody answers.'),
  after: distribution.optional().describe('From dialling to the answer of the person. Default: 0.'),
  machineAfter: distribution.optional().describe('From dialling until the machine is heard to be one. Default: 0.'),
  busyAfter: distribution.optional().describe('From dialling to the busy tone. Default: 0.'),
}).meta({ id: 'called' })

const RETRY = 'a duration, or one for each end, such as { busy: 5m, noAnswer: 2h, machine: never }'

const retryAfter = (what: string): z.ZodOptional<z.ZodType<string>> =>
  z
    .union([z.literal('never'), positiveDuration], { error: 'a duration longer than 0, or never' })
    .optional()
    .describe(`After ${what}; never: no further call. Default: 5m.`)

const retry: z.ZodType<RawRetry> = z.union(
  [
    positiveDuration,
    section(RETRY, {
      busy: retryAfter('a busy tone'),
      machine: retryAfter('an answering machine'),
      noAnswer: retryAfter('a call that nobody answered'),
    }),
  ],
  { error: RETRY },
)

const redialKeys = {
  called: called.optional().describe('What those who are called do. Default: they answer at once.'),
  attempts: wholeFrom(1, 50, 'a whole number of calls from 1 to 50').optional().describe('Calls at most. Default: 3.'),
  retry: retry.optional().describe('From a call that came to nothing to the next. Default: 5m.'),
  ringsFor: positiveDuration.optional().describe('A call that nobody has answered by then is ended. Default: 30s.'),
}

/** Callers who hang up to be called back. */
export const callback: z.ZodType<RawCallback> = section('a callback, such as { accepts: 0.6, promise: 30m }', {
  accepts: probability().describe('Probability that a caller to whom a rule offers it accepts it.'),
  promise: duration.describe('They are to be called within so long of accepting.'),
  priorityWhenDue: wholeFrom(0, 31, 'a whole number from 0 to 31')
    .optional()
    .describe('Priority when the promise is due and they have not been called. Default: 31, before all others.'),
  ...redialKeys,
  expire: positiveDuration.optional().describe('Given up so long after they accepted. Default: 8h.'),
}).meta({ id: 'callback' })

/** Outbound contacts. */
export const campaign: z.ZodType<RawCampaign> = section(
  'a campaign, such as { type: follow-up, mode: progressive, lists: [{ at: "09:00", contacts: 200 }] }',
  {
    label: label.optional().describe('What people call it. Default: its name.'),
    type: text('the name of a contact type').describe(
      'The contact type of those who are called: its arrivals are put on the list instead of calling.',
    ),
    mode: z
      .enum(['preview', 'progressive', 'predictive'], { error: 'preview, progressive or predictive' })
      .describe(
        'preview: an agent sees the contact and dials; progressive: a call for each idle agent; predictive: ahead of them.',
      ),
    lists: listOf(
      'a list of lists',
      section('a list, such as { at: "09:00", contacts: 200 }', {
        at: clock.describe('When it is there, as a time of the day on which the run starts.'),
        contacts: wholeFrom(1, 1_000_000, 'a whole number of contacts, 1 or more').describe('Contacts on it.'),
      }),
    )
      .optional()
      .describe('Lists of contacts, beside the arrivals of the type, followUps and winBack. Default: none.'),
    reserve: wholeFrom(0, 1_000_000, 'a whole number of agents, 0 or more')
      .optional()
      .describe('So many of the agents who may take them stay idle for others. Default: 0.'),
    holds: listOf(
      'a list of conditions',
      section('a condition, such as { type: care, when: "waiting >= 1" }', {
        type: text('the name of a contact type').describe('Whose queue is asked.'),
        when: text('a condition, such as "waiting >= 1"').describe('Nothing is dialled while this holds.'),
      }),
    )
      .optional()
      .describe('Conditions under which nothing is dialled. Default: none.'),
    abandonCap: numberFrom(0, 1, 'a share from 0 to 1')
      .optional()
      .describe('predictive: of those who answer, at most this share may find no agent. Default: 0.03.'),
    maxHold: duration
      .optional()
      .describe('predictive: who answers is let go after so long without an agent. Default: 2s.'),
    wrongParty: section('wrong parties, such as { probability: 0.2, talk: 20s }', {
      probability: probability().describe('Probability that who answers is somebody else.'),
      talk: distribution.describe('How long that conversation takes; nothing follows from it.'),
    })
      .optional()
      .describe('Persons who answer and are not the right ones. Default: all are.'),
    ...redialKeys,
    expire: positiveDuration.optional().describe('Given up so long after they were listed. Default: never.'),
  },
).meta({ id: 'campaign' })

/** Who is called after a conversation. */
export const followUp: z.ZodType<RawFollowUp> = section(
  'a follow-up, such as { campaign: satisfaction, probability: 0.1, after: 1h }',
  {
    campaign: text('the name of a campaign').describe('On whose list the caller is put.'),
    probability: probability().describe('Probability that a conversation leads to it, when it has ended.'),
    after: distribution.describe('Not before so long after the conversation.'),
    from: listOf('a list of agent groups', text('the name of an agent group'))
      .optional()
      .describe('Only after conversations with agents of these groups. Default: with anybody.'),
  },
).meta({ id: 'followUp' })

/** Callers who gave up and are called back unasked. */
export const winBack: z.ZodType<RawWinBack> = section('a win-back, such as { campaign: win-back, after: 15m }', {
  campaign: text('the name of a campaign').describe('On whose list callers who gave up are put.'),
  after: duration.describe('Not before so long after they gave up.'),
  minWait: duration.optional().describe('Only who had waited so long. Default: 0.'),
}).meta({ id: 'winBack' })
