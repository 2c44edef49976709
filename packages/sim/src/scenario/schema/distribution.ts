import { z } from 'zod'

import { duration, durationAs, listOf, positive, positiveDuration, section, wholeFrom } from './value.ts'
import type { RawDuration } from './value.ts'

/** A distribution as written in full. */
export type RawDistributionMap =
  | { readonly distribution: 'exponential'; readonly mean: string }
  | { readonly distribution: 'deterministic'; readonly value: RawDuration }
  | { readonly distribution: 'uniform'; readonly from: RawDuration; readonly to: RawDuration }
  | { readonly distribution: 'lognormal' | 'gamma' | 'hyperexponential'; readonly mean: string; readonly cv: number }
  | { readonly distribution: 'erlang'; readonly mean: string; readonly phases: number }
  | { readonly distribution: 'weibull'; readonly mean: string; readonly shape: number }
  | { readonly distribution: 'empirical'; readonly values: readonly RawDuration[] }

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
const never = section('a map', { distribution: z.literal('never').describe('Waits however long it takes.') })
const recorded = section('a map', {
  distribution: z.literal('recorded').describe('As the replayed log says, contact by contact.'),
})

const plain = [
  exponential,
  deterministic,
  uniform,
  lognormal,
  gamma,
  erlang,
  weibull,
  hyperexponential,
  empirical,
] as const
const KINDS = 'exponential, deterministic, uniform, lognormal, gamma, erlang, weibull, hyperexponential, empirical'
const DISTRIBUTION = 'a distribution, such as "180s" or { distribution: exponential, mean: 180s }'

const error =
  (kinds: string) =>
  (issue: { readonly code: string }): string =>
    issue.code === 'invalid_union' ? `one of ${kinds}` : DISTRIBUTION

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
