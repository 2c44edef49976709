import { z } from 'zod'

import { duration, durationAs, listOf, numberFrom, positive, positiveDuration, section, wholeFrom } from './value.ts'
import type { RawDuration } from './value.ts'

/** A distribution as written in full. */
export type RawDistributionMap =
  | { readonly distribution: 'exponential'; readonly mean: string }
  | { readonly distribution: 'deterministic'; readonly value: RawDuration }
  | { readonly distribution: 'uniform'; readonly from: RawDuration; readonly to: RawDuration }
  | { readonly distribution: 'lognormal' | 'gamma' | 'hyperexponential'; readonly mean: string; readonly cv: number }
  | { readonly distribution: 'erlang'; readonly mean: string; readonly phases: number }
  | { readonly distribution: 'weibull' | 'loglogistic'; readonly mean: string; readonly shape: number }
  | {
      readonly distribution: 'triangular'
      readonly from: RawDuration
      readonly mode: RawDuration
      readonly to: RawDuration
    }
  | { readonly distribution: 'empirical'; readonly values: readonly RawDuration[] }
  | { readonly distribution: 'histogram'; readonly edges: readonly RawDuration[]; readonly weights: readonly number[] }
  | {
      readonly distribution: 'hazard'
      readonly from: readonly RawDuration[]
      readonly perMinute: readonly number[]
    }
  | { readonly distribution: 'mixture'; readonly of: readonly RawMixturePart[] }

/** A part of a mixture as written. */
export interface RawMixturePart {
  readonly share: number
  /** A distribution or a duration; for patience also the text `never`. */
  readonly law: RawDistribution
}

/** A distribution, or a duration that is always the same. */
export type RawDistribution = RawDistributionMap | RawDuration

/** A distribution, or no end to the patience, for which the text `never` also stands. */
export type RawPatience = RawDistribution | { readonly distribution: 'never' }

/** A distribution, or the handling times of the replayed log, for which the text `recorded` also stands. */
export type RawHandlingTime = RawDistribution | { readonly distribution: 'recorded' }

const mean = (): z.ZodType<string> => positiveDuration.describe('Mean.')
const cv = (noun: string, min: number): z.ZodType<number> =>
  (min > 0
    ? z.number({ error: noun }).min(min, { error: noun }).max(100, { error: noun })
    : positive(100, noun)
  ).describe('Coefficient of variation: standard deviation ÷ mean.')

const CV = 'a coefficient of variation above 0, at most 100'
const SHAPE_FROM_2 = 'a shape above 2, at most 100'
const CV_FROM_1 = 'a coefficient of variation from 1 to 100 (below 1, use gamma or erlang)'

const exponential = section('a map', {
  distribution: z.literal('exponential').describe('Memoryless.'),
  mean: mean(),
}).meta({ id: 'exponential' })
const deterministic = section('a map', {
  distribution: z.literal('deterministic').describe('Always the same.'),
  value: duration.describe('The duration.'),
}).meta({ id: 'deterministic' })
const uniform = section('a map', {
  distribution: z.literal('uniform').describe('Every value between two bounds is equally likely.'),
  from: duration.describe('Lower bound.'),
  to: positiveDuration.describe('Upper bound, above the lower one.'),
}).meta({ id: 'uniform' })
const lognormal = section('a map', {
  distribution: z.literal('lognormal').describe('Logarithm normally distributed: the usual shape of talk times.'),
  mean: mean(),
  cv: cv(CV, 0),
}).meta({ id: 'lognormal' })
const gamma = section('a map', {
  distribution: z.literal('gamma').describe('Gamma.'),
  mean: mean(),
  cv: cv(CV, 0),
}).meta({ id: 'gamma' })
const erlang = section('a map', {
  distribution: z.literal('erlang').describe('Sum of exponential phases.'),
  mean: mean(),
  phases: wholeFrom(1, 1000, 'a whole number of phases from 1 to 1000').describe('Number of phases.'),
}).meta({ id: 'erlang' })
const weibull = section('a map', {
  distribution: z.literal('weibull').describe('Weibull: patience that wears out (shape > 1) or hardens (shape < 1).'),
  mean: mean(),
  shape: positive(100, 'a shape above 0, at most 100').describe('Shape; 1 is exponential.'),
}).meta({ id: 'weibull' })
const hyperexponential = section('a map', {
  distribution: z.literal('hyperexponential').describe('Mixture of two exponentials with balanced means.'),
  mean: mean(),
  cv: cv(CV_FROM_1, 1),
}).meta({ id: 'hyperexponential' })
const empirical = section('a map', {
  distribution: z.literal('empirical').describe('One of the listed values, each equally likely.'),
  values: listOf('a list of durations', duration).describe('Observed durations.'),
}).meta({ id: 'empirical' })
const loglogistic = section('a map', {
  distribution: z.literal('loglogistic').describe('As the lognormal, with a heavier tail.'),
  mean: mean(),
  shape: z
    .number({ error: SHAPE_FROM_2 })
    .gt(2, { error: SHAPE_FROM_2 })
    .max(100, { error: SHAPE_FROM_2 })
    .describe('Shape, above 2; the smaller, the heavier the tail.'),
}).meta({ id: 'loglogistic' })
const triangular = section('a map', {
  distribution: z.literal('triangular').describe('A least, a likeliest and a largest value, when no more is known.'),
  from: duration.describe('Least value.'),
  mode: duration.describe('Likeliest value.'),
  to: positiveDuration.describe('Largest value, above the least.'),
}).meta({ id: 'triangular' })
const histogram = section('a map', {
  distribution: z.literal('histogram').describe('Observed values counted in cells.'),
  edges: listOf('a list of durations', duration).describe('Ends of the cells, ascending; one more than weights.'),
  weights: listOf('a list of weights', numberFrom(0, 1e12, 'a weight, 0 or more')).describe(
    'How many values each cell has; only proportions count.',
  ),
}).meta({ id: 'histogram' })
const hazard = section('a map', {
  distribution: z
    .literal('hazard')
    .describe('Of those who have lasted so long, so many end per minute: constant from each time to the next.'),
  from: listOf('a list of durations', duration).describe('Where each piece begins: 0, then ascending.'),
  perMinute: listOf('a list of rates', numberFrom(0, 1e6, 'a rate per minute, 0 or more')).describe(
    'Rate of each piece; the last goes on for ever and is above 0.',
  ),
}).meta({ id: 'hazard' })
const never = section('a map', { distribution: z.literal('never').describe('Waits however long it takes.') })
const recorded = section('a map', {
  distribution: z.literal('recorded').describe('As the replayed log says, contact by contact.'),
})

const simple = [
  exponential,
  deterministic,
  uniform,
  triangular,
  lognormal,
  loglogistic,
  gamma,
  erlang,
  weibull,
  hyperexponential,
  hazard,
  empirical,
  histogram,
] as const
const SIMPLE_KINDS =
  'exponential, deterministic, uniform, triangular, lognormal, loglogistic, gamma, erlang, weibull, hyperexponential, ' +
  'hazard, empirical, histogram'
const KINDS = `${SIMPLE_KINDS}, mixture`
const DISTRIBUTION = 'a distribution, such as "180s" or { distribution: exponential, mean: 180s }'

const error =
  (kinds: string) =>
  (issue: { readonly code: string }): string =>
    issue.code === 'invalid_union' ? `one of ${kinds}` : DISTRIBUTION

/** What a mixture is made of: a simple law, a duration, or nothing that ends. */
const mixturePart: z.ZodType<RawMixturePart> = section('a part of a mixture, such as { share: 0.1, law: 0s }', {
  share: positive(1e9, 'a share above 0 (only their proportions count)').describe(
    'Share of this part; only proportions count.',
  ),
  law: z
    .union(
      [
        z.literal('never'),
        durationAs(DISTRIBUTION),
        z.discriminatedUnion('distribution', simple, { error: error(SIMPLE_KINDS) }),
      ],
      { error: DISTRIBUTION },
    )
    .describe('A distribution that is no mixture, a duration, or, for patience, never.'),
})
const mixture = section('a map', {
  distribution: z.literal('mixture').describe('One of several laws, each with its share.'),
  of: listOf('a list of parts', mixturePart).describe('The parts.'),
}).meta({ id: 'mixture' })
const plain = [...simple, mixture] as const

/** A distribution of durations. */
export const distribution: z.ZodType<RawDistribution> = z
  .union([durationAs(DISTRIBUTION), z.discriminatedUnion('distribution', plain, { error: error(KINDS) })], {
    error: DISTRIBUTION,
  })
  .meta({ id: 'distribution' })

/** How long callers wait before they give up. */
export const patience: z.ZodType<RawPatience> = z
  .union(
    [
      z.literal('never'),
      durationAs(DISTRIBUTION),
      z.discriminatedUnion('distribution', [...plain, never], { error: error(`${KINDS}, never`) }),
    ],
    { error: DISTRIBUTION },
  )
  .meta({ id: 'patience' })

/** How long a contact and an agent talk. */
export const handlingTime: z.ZodType<RawHandlingTime> = z
  .union(
    [
      z.literal('recorded'),
      durationAs(DISTRIBUTION),
      z.discriminatedUnion('distribution', [...plain, recorded], { error: error(`${KINDS}, recorded`) }),
    ],
    { error: DISTRIBUTION },
  )
  .meta({ id: 'handlingTime' })
