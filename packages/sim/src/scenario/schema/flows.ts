import { z } from 'zod'

import { distribution, patience } from './distribution.ts'
import type { RawDistribution, RawPatience } from './distribution.ts'
import { named, numberFrom, section, text, wholeFrom } from './value.ts'

/** Weights by what is chosen. */
export type RawWeights = Readonly<Record<string, number>>

/** How the world answers a request, as written. */
export interface RawRequest {
  readonly outcomes: RawWeights
  readonly takes: RawDistribution
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> | undefined
}

/** How callers answer a survey, as written. */
export interface RawFlowSurvey {
  readonly ratings: RawWeights
  readonly answers?: number | undefined
  readonly satisfied?: readonly [number, number] | undefined
  readonly dissatisfied?: readonly [number, number] | undefined
}

/** What callers do in flows, as written. */
export interface RawFlowCallers {
  readonly reaction: RawDistribution
  readonly betweenDigits?: RawDistribution | undefined
  readonly bargeIn?: number | undefined
  readonly wrongDigit?: number | undefined
  readonly patience?: RawPatience | undefined
  readonly menus?:
    | Readonly<
        Record<
          string,
          { readonly digits: RawWeights; readonly silent?: number | undefined; readonly hangsUp?: number | undefined }
        >
      >
    | undefined
  readonly entries?:
    | Readonly<Record<string, { readonly digits: string; readonly silent?: number | undefined }>>
    | undefined
  readonly surveys?: Readonly<Record<string, RawFlowSurvey>> | undefined
  readonly requests?: Readonly<Record<string, RawRequest>> | undefined
}

/** Flows before the floor, as written. */
export interface RawFlows {
  readonly file: string
  readonly calls: Readonly<Record<string, string>>
  readonly callers: RawFlowCallers
}

const MAP_OF = {
  menus: 'a map of menus, such as { welcome: { digits: { "1": 60, "0": 40 } } }',
  entries: 'a map of nodes that collect, such as { account: { digits: "4711#" } }',
  surveys: 'a map of surveys, such as { survey: { ratings: { "10": 7, "3": 1 } } }',
  requests: 'a map of what flows ask, such as { balance: { outcomes: { resolved: 1 }, takes: 20s } }',
} as const
const ATTRIBUTE = 'a text, a number, or true or false'
const DIGIT = 'digits in quotes, such as "1"'

const probability = () => numberFrom(0, 1, 'a probability from 0 to 1')
const weight = () => numberFrom(0, 1e9, 'a weight, 0 or more (only their proportions count)')
const keyed = <Value extends z.ZodType>(noun: string, value: Value) => z.record(text('a name'), value, { error: noun })
const byDigits = (noun: string, pattern: RegExp) =>
  z.record(z.string({ error: DIGIT }).regex(pattern, { error: DIGIT }), weight(), { error: noun })

const range = (what: string, [low, high]: readonly [number, number]) => {
  const noun = `lowest and highest rating that is ${what}, such as [${low}, ${high}]`
  const rating = () => wholeFrom(0, 1000, 'a rating, 0 or more')
  return z
    .tuple([rating(), rating()], { error: noun })
    .optional()
    .describe(`Lowest and highest rating that counts as ${what}, for the agents' figures. Default: none does.`)
}

const menu = section('a map such as { digits: { "1": 60, "0": 40 }, silent: 5 }', {
  digits: byDigits('a map of weights by digit', /^[0-9*#]$/).describe('Weight of those who press each digit.'),
  silent: weight().optional().describe('Weight of those who press nothing. Default: 0.'),
  hangsUp: weight().optional().describe('Weight of those who hang up. Default: 0.'),
}).meta({ id: 'flowMenu' })

const entry = section('a map such as { digits: "4711#" }', {
  digits: z
    .string({ error: DIGIT })
    .regex(/^[0-9*#]+$/, { error: DIGIT })
    .describe('What is keyed in, with the terminator.'),
  silent: probability().optional().describe('Probability that nothing is keyed in. Default: 0.'),
}).meta({ id: 'flowEntry' })

const survey = section('a map such as { ratings: { "10": 7, "3": 1 }, answers: 0.4 }', {
  ratings: byDigits('a map of weights by rating', /^[0-9]+$/).describe('Weight of each rating, as it is keyed in.'),
  answers: probability().optional().describe('Probability that a caller who is asked answers. Default: 1.'),
  satisfied: range('satisfied', [7, 10]),
  dissatisfied: range('dissatisfied', [0, 4]),
}).meta({ id: 'flowSurvey' })

const request = section('a map such as { outcomes: { resolved: 8, unresolved: 2 }, takes: 20s }', {
  outcomes: keyed('a map of weights by outcome', weight()).describe('Weight of each outcome that the node knows.'),
  takes: distribution.describe('From the request to its answer.'),
  attributes: keyed(
    'a map of attributes by outcome',
    keyed('a map of attributes', z.union([z.string(), z.number(), z.boolean()], { error: ATTRIBUTE })),
  )
    .optional()
    .describe('What is found out with an outcome. Default: nothing.'),
}).meta({ id: 'flowRequest' })

const callers: z.ZodType<RawFlowCallers> = section('a map such as { reaction: 1s }', {
  reaction: distribution.describe('From the end of a prompt to the first digit.'),
  betweenDigits: distribution.optional().describe('From one digit to the next. Default: 400ms.'),
  bargeIn: probability()
    .optional()
    .describe('Probability of pressing during a prompt, where that is allowed. Default: 0.'),
  wrongDigit: probability()
    .optional()
    .describe('Probability, for each digit, that another of 0–9 is pressed than is meant. Default: 0.'),
  patience: patience
    .optional()
    .describe('How long a caller stays without an agent, menus and queue together. Default: never ends.'),
  menus: keyed(MAP_OF.menus, menu).optional().describe('What is pressed, by menu. At others: nothing.'),
  entries: keyed(MAP_OF.entries, entry)
    .optional()
    .describe('What is keyed in, by node that collects. At others: nothing.'),
  surveys: keyed(MAP_OF.surveys, survey).optional().describe('Ratings, by survey. At others: nothing.'),
  requests: keyed(MAP_OF.requests, request)
    .optional()
    .describe('Answers to what flows ask, by what is looked up, service, mailbox or transfer. To others: none.'),
}).meta({ id: 'flowCallers' })

/** Flows before the floor. */
export const flows: z.ZodType<RawFlows> = section(
  'flows, such as { file: ivr.yaml, calls: { orders: "10086" }, callers: … }',
  {
    file: text('a path').describe('Path of a flow file, relative to this file: the one that a live host runs.'),
    calls: named('a map from type to called number', text('a number in quotes, such as "10086"')).describe(
      'Number that contacts of a type call; those of other types come to the queue without a flow.',
    ),
    callers: callers.describe('What callers do inside.'),
  },
).meta({ id: 'flows' })
