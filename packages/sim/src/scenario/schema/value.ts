import { z } from 'zod'

import { CLOCK_PATTERN, WEEKDAYS } from '../clock.ts'
import type { Weekday } from '../clock.ts'
import { DURATION_PATTERN, parseDuration } from '../duration.ts'

// In these schemas the `error` of a value says what would be right, as a noun that follows "write"; validate.ts says
// what is wrong. The `error` of a map says what the map is, or, for unknown keys, lists the known ones.

/** A duration as written: a text with units, or 0. */
export type RawDuration = string | 0

/** Labels as written: a text for both languages, or one text each. */
export type RawLabel = string | { readonly en?: string | undefined; readonly zh?: string | undefined }

/** Skills with levels, or a list of skills at level 1. */
export type RawSkillLevels = Readonly<Record<string, number>> | readonly string[]

/** A map of exactly these keys; `noun` says what it is. */
export function section<Shape extends z.core.$ZodLooseShape>(
  noun: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : noun) })
}

/** A map from names to values. */
export function named<Value extends z.ZodType>(noun: string, value: Value): z.ZodRecord<z.ZodString, Value> {
  return z.record(name, value, { error: noun })
}

/** A finite number from `min` to `max`. */
export function numberFrom(min: number, max: number, noun: string): z.ZodNumber {
  return z.number({ error: noun }).min(min, { error: noun }).max(max, { error: noun })
}

/** A number above 0, to `max`. */
export function positive(max: number, noun: string): z.ZodNumber {
  return z.number({ error: noun }).gt(0, { error: noun }).max(max, { error: noun })
}

/** A whole number from `min` to `max`. */
export function wholeFrom(min: number, max: number, noun: string): z.ZodNumber {
  return z.int({ error: noun }).min(min, { error: noun }).max(max, { error: noun })
}

/** A text that is not empty. */
export function text(noun: string): z.ZodString {
  return z.string({ error: noun }).min(1, { error: noun })
}

/** A list that is not empty. */
export function listOf<Item extends z.ZodType>(noun: string, item: Item): z.ZodArray<Item> {
  return z.array(item, { error: noun }).min(1, { error: noun })
}

const NAME = 'a name of letters, digits, spaces, "-", "_" and "."'

const name: z.ZodString = z
  .string({ error: NAME })
  .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}])?$/u, { error: NAME })
  .max(80, { error: NAME })
  .meta({ id: 'name' })

const DURATION = 'a duration with its unit, such as "180s", "30m" or "1h30m"'

/** A duration, 0 allowed, where `noun` is what would be right. */
export function durationAs(noun: string): z.ZodType<RawDuration> {
  return z
    .union([z.string().regex(DURATION_PATTERN, { error: noun }), z.literal(0)], { error: noun })
    .meta({ examples: ['20s', '1h30m'] })
}

/** A duration; 0 is allowed. */
export const duration: z.ZodType<RawDuration> = durationAs(DURATION).meta({ id: 'duration' })

const POSITIVE_DURATION = 'a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"'

/** A duration longer than 0. */
export const positiveDuration: z.ZodType<string> = z
  .string({ error: POSITIVE_DURATION })
  .regex(DURATION_PATTERN, { error: POSITIVE_DURATION, abort: true })
  .refine((given) => parseDuration(given) !== 0, { error: POSITIVE_DURATION })
  .meta({ id: 'positiveDuration', examples: ['180s', '1h30m'] })

const CLOCK = 'a time of day such as "08:00", up to "48:00" for the next day'

/** A time of day. */
export const clock: z.ZodType<string> = z
  .string({ error: CLOCK })
  .regex(CLOCK_PATTERN, { error: CLOCK })
  .meta({ id: 'clock', examples: ['08:00', '26:00'] })

/** A day of the week. */
export const weekday: z.ZodType<Weekday> = z.enum(WEEKDAYS, { error: `a weekday: ${WEEKDAYS.join(', ')}` })

const LABEL = 'a text, or a map of a text in "en" and one in "zh"'

/** What is shown to people instead of the name. */
export const label: z.ZodType<RawLabel> = z
  .union(
    [
      text(LABEL),
      section(LABEL, {
        en: text('a text').optional().describe('In English.'),
        zh: text('a text').optional().describe('In Chinese.'),
      }),
    ],
    { error: LABEL },
  )
  .meta({ id: 'label' })

/** Skills with their levels. */
export function skillLevels(noun: string): z.ZodType<RawSkillLevels> {
  const full = `${noun}: a map from skill to level, or a list of skills at level 1`
  return z.union([named(full, wholeFrom(1, 10, 'a level from 1 to 10')), z.array(text('a skill'), { error: full })], {
    error: full,
  })
}
