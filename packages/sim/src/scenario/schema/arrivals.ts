import { z } from 'zod'

import { listOf, numberFrom, positive, positiveDuration, section, text, wholeFrom } from './value.ts'

/** Sizes of batches as written: always the same, or with shares. */
export type RawBatch = number | readonly { readonly size: number; readonly share: number }[]

/** Arrivals as written: one of seven forms. */
export type RawArrivals =
  | { readonly perHour: number; readonly batch?: RawBatch | undefined }
  | { readonly interval: string; readonly perHour: readonly number[]; readonly batch?: RawBatch | undefined }
  | { readonly interval: string; readonly perHourAt: readonly number[]; readonly batch?: RawBatch | undefined }
  | { readonly perDay: number; readonly profile: string; readonly batch?: RawBatch | undefined }
  | { readonly phases: readonly RawPhase[]; readonly batch?: RawBatch | undefined }
  | { readonly trace: string; readonly share?: number | undefined; readonly spread?: string | undefined }
  | { readonly recorded: true }

/** A phase of modulated arrivals as written. */
export interface RawPhase {
  readonly perHour: number
  readonly mean: string
}

const RATE = 'a number of contacts per hour, 0 or more'
const ARRIVALS = 'arrivals, such as { perHour: 1900 }'
const BATCH = 'a whole number from 1 to 10000, or a list such as [{ size: 1, share: 9 }, { size: 20, share: 1 }]'

const rate = (): z.ZodNumber => numberFrom(0, 1e9, RATE)
const size = (): z.ZodNumber => wholeFrom(1, 10_000, 'a whole number from 1 to 10000')

const batch = (): z.ZodOptional<z.ZodType<RawBatch>> =>
  z
    .union(
      [
        wholeFrom(1, 10_000, BATCH),
        listOf(
          BATCH,
          section('a size, such as { size: 20, share: 1 }', {
            size: size().describe('Contacts that come together.'),
            share: positive(1e9, 'a share above 0 (only their proportions count)').describe('Share of such batches.'),
          }),
        ),
      ],
      { error: BATCH },
    )
    .optional()
    .describe('Contacts that come together; rates still count contacts. Default: 1.')

/** When contacts come. */
export const arrivals: z.ZodType<RawArrivals> = z
  .union(
    [
      section(ARRIVALS, {
        perHour: rate().describe('Contacts per hour, the same all the time.'),
        batch: batch(),
      }),
      section(ARRIVALS, {
        interval: positiveDuration.describe('Length of an interval.'),
        perHour: listOf(`a list of rates, each ${RATE}`, rate()).describe(
          'Contacts per hour in each interval from run.startsAt on; together as long as run.duration, or as one day of ' +
            'a longer run, which is repeated.',
        ),
        batch: batch(),
      }),
      section(ARRIVALS, {
        interval: positiveDuration.describe('Length of an interval.'),
        perHourAt: listOf(`a list of rates, each ${RATE}`, rate()).describe(
          'Contacts per hour at run.startsAt and at the end of each interval, with straight lines between them.',
        ),
        batch: batch(),
      }),
      section(ARRIVALS, {
        perDay: numberFrom(0, 1e10, 'an expected number of contacts, 0 or more').describe(
          'Expected number of contacts in the whole profile.',
        ),
        profile: text('the name of a profile').describe('How they spread: a name under profiles.'),
        batch: batch(),
      }),
      section(ARRIVALS, {
        phases: z
          .array(
            section('a phase, such as { perHour: 400, mean: 5m }', {
              perHour: rate().describe('Contacts per hour in this phase.'),
              mean: positiveDuration.describe('Mean time that it lasts; exponential.'),
            }),
            { error: 'a list of two phases or more' },
          )
          .min(2, { error: 'a list of two phases or more' })
          .describe('A rate that changes at random: after a phase, any other follows with equal chance.'),
        batch: batch(),
      }),
      section(ARRIVALS, {
        trace: text('the path of a file').describe(
          'Path of a file, relative to this one, with a contact in each line: the time ("08:15:02", or seconds from ' +
            'run.startsAt), then, after a comma, the talk time in seconds, or nothing. A first line of names is skipped.',
        ),
        share: positive(1000, 'a share above 0, at most 1000')
          .optional()
          .describe('Share of the contacts that is kept; above 1, so many of each. Default: 1.'),
        spread: positiveDuration.optional().describe('A copy comes up to so much later. Default: 5m.'),
      }),
      section(ARRIVALS, {
        recorded: z.literal(true, { error: 'true' }).describe('The contacts of a log that is replayed.'),
      }),
    ],
    { error: ARRIVALS },
  )
  .describe('When contacts come. When this file extends another, arrivals are replaced as a whole.')
