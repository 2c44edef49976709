import { z } from 'zod'

import { probability } from './caller.ts'
import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { label, listOf, numberFrom, positive, section, text, wholeFrom } from './value.ts'
import type { RawLabel } from './value.ts'

/** A further stage of a conversation as written. */
export interface RawHandlingStage {
  readonly probability?: number | undefined
  readonly time: RawDistribution
  readonly converts?: number | undefined
}

/** A hold as written. */
export interface RawHold {
  readonly probability: number
  readonly for: RawDistribution
}

/** What knowing many things costs, as written. */
export interface RawBreadth {
  readonly skills: readonly string[]
  readonly free?: number | undefined
  readonly handling?: number | undefined
  readonly resolution?: number | undefined
}

/** A channel as written. */
export interface RawChannel {
  readonly label?: RawLabel | undefined
  readonly weight?: number | undefined
  readonly interrupts?: readonly string[] | undefined
}

/** What an agent does at once, as written. */
export interface RawCapacity {
  readonly total?: number | undefined
  readonly channels?: Readonly<Record<string, number>> | undefined
}

/** A stage that follows in the same conversation. */
export const handlingStage: z.ZodType<RawHandlingStage> = section('a stage, such as { probability: 0.3, time: 60s }', {
  probability: probability().optional().describe('Probability that the conversation has this stage. Default: 1.'),
  time: distribution.describe('How long it takes.'),
  converts: probability()
    .optional()
    .describe('It is an offer, and this the probability that the caller buys: a conversion. Default: nothing is sold.'),
}).meta({ id: 'handlingStage' })

/** A caller who is put on hold. */
export const hold: z.ZodType<RawHold> = section('a hold, such as { probability: 0.2, for: 40s }', {
  probability: probability().describe('Probability that the caller is put on hold, once, at a random moment.'),
  for: distribution.describe('How long the hold lasts: it comes on top of the talk.'),
}).meta({ id: 'hold' })

/** Factors on the handling time by the level that the agent has in a skill. */
export const factorsByLevel: z.ZodType<Readonly<Record<string, Readonly<Record<string, number>>>>> = z.record(
  z.string(),
  z.record(
    z.string().regex(/^(?:[1-9]|10)$/, { error: 'a level from 1 to 10' }),
    positive(1000, 'a factor above 0, such as 1.1'),
    { error: 'a map from level to factor' },
  ),
  { error: 'a map from skill to levels and factors, such as { english: { 1: 1.4, 3: 1 } }' },
)

/** What knowing many things costs. */
export const breadth: z.ZodType<RawBreadth> = section('breadth, such as { skills: [jinan, qingdao], handling: 0.02 }', {
  skills: listOf('a list of skills', text('the name of a skill')).describe('Skills that are counted: cities, say.'),
  free: wholeFrom(0, 1000, 'a whole number of skills, 0 or more')
    .optional()
    .describe('So many of them cost nothing. Default: 1.'),
  handling: numberFrom(-1, 10, 'a number from -1 to 10')
    .optional()
    .describe('Each further one lengthens handling times by this share. Default: 0.'),
  resolution: numberFrom(-1, 1, 'a number from -1 to 1')
    .optional()
    .describe('Each further one changes the probability that a matter is settled by this share, as -0.01. Default: 0.'),
})

/** A medium by which contacts come. */
export const channel: z.ZodType<RawChannel> = section('a channel, such as {} or { weight: 1 }', {
  label: label.optional().describe('What people call it. Default: its name.'),
  weight: positive(1000, 'a weight above 0')
    .optional()
    .describe("How much of an agent's total capacity one contact takes. Default: 1."),
  interrupts: listOf('a list of channels', text('the name of a channel'))
    .optional()
    .describe('Channels whose contacts are put aside while one of this channel lasts. Default: none.'),
}).meta({ id: 'channel' })

/** What an agent does at once. */
export const capacity: z.ZodType<RawCapacity> = section('a capacity, such as { total: 3, channels: { voice: 1 } }', {
  total: positive(1000, 'a number above 0')
    .optional()
    .describe('Sum of the weights of all contacts in hand, at most. Default: 1.'),
  channels: z
    .record(z.string(), wholeFrom(0, 1000, 'a whole number of contacts, 0 or more'), {
      error: 'a map from channel to number of contacts',
    })
    .optional()
    .describe('Contacts of a channel at once, 0 for none. Default: what total allows.'),
}).meta({ id: 'capacity' })
