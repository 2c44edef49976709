import { z } from 'zod'

import type { Weekday } from '../clock.ts'
import { date } from './days.ts'
import { clock, duration, positiveDuration, section, weekday, wholeFrom } from './value.ts'
import type { RawDuration } from './value.ts'

/** The experiment as written. */
export interface RawRun {
  readonly mode?: 'day' | 'steady' | undefined
  readonly startsAt?: string | undefined
  readonly duration: string
  readonly warmUp?: RawDuration | undefined
  readonly replications?: number | undefined
  readonly seed?: number | undefined
  readonly weekday?: Weekday | undefined
  readonly date?: string | undefined
}

/** Offers as written. */
export interface RawOffers {
  readonly timeout?: string | undefined
  readonly afterNoAnswer?: 'not-ready' | 'ready' | undefined
  readonly notReadyFor?: string | undefined
}

/** The experiment. */
export const run: z.ZodType<RawRun> = section('a run, such as { duration: 14h }', {
  mode: z
    .enum(['day', 'steady'], { error: 'a mode: day or steady' })
    .optional()
    .describe(
      'day: starts empty, contacts arrive for the duration, all are followed to their end. steady: a warm-up is ' +
        'dropped, and arrivals go on until every counted contact has ended. Default: day.',
    ),
  startsAt: clock.optional().describe('Time of day at which the run starts, before "24:00". Default: "00:00".'),
  duration: positiveDuration.describe('Window whose contacts are counted; in mode steady it follows the warm-up.'),
  warmUp: duration.optional().describe('Mode steady: time before contacts are counted. Default: 0.'),
  replications: wholeFrom(1, 1_000_000, 'a whole number of replications, 1 or more')
    .optional()
    .describe('Independent repetitions, from which confidence intervals are made. Default: 20.'),
  seed: wholeFrom(0, Number.MAX_SAFE_INTEGER, 'a whole number, 0 or more')
    .optional()
    .describe('The same seed gives the same contacts, also under another routing. Default: 1.'),
  weekday: weekday.optional().describe('Weekday on which the run starts. Default: that of the date, or mon.'),
  date: date
    .optional()
    .describe('Date on which the run starts, for special days and holidays. Default: no particular one.'),
})

/** Offers to agents. */
export const offers: z.ZodType<RawOffers> = section('offers, such as { timeout: 20s }', {
  timeout: positiveDuration.optional().describe('How long an offer rings before it is not answered. Default: 20s.'),
  afterNoAnswer: z
    .enum(['not-ready', 'ready'], { error: 'a state: not-ready or ready' })
    .optional()
    .describe('State of an agent who did not answer. Default: not-ready.'),
  notReadyFor: positiveDuration
    .optional()
    .describe('How long an agent who did not answer stays not ready. Default: 60s.'),
})
