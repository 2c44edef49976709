import { z } from 'zod'
import { MEASURES, type MeasureName } from '../measure/measure.ts'
import { label, listOf, named, section, text, wholeFrom } from '../scenario/schema/value.ts'
import type { RawLabel } from '../scenario/schema/value.ts'

/** A side of an expectation as written. */
export type RawSide = string | { readonly scenario: string; readonly type?: string | undefined }

/** An expectation as written: exactly one of `higher` and `lower`. */
export interface RawExpectation {
  readonly measure: MeasureName
  readonly spreadBy?: string | undefined
  readonly higher?: RawSide | undefined
  readonly lower?: RawSide | undefined
  readonly than: readonly RawSide[]
}

/** A claim as written: exactly one of `expect` and `untested`. */
export interface RawClaim {
  readonly text: RawLabel
  readonly expect?: readonly RawExpectation[] | undefined
  readonly untested?: RawLabel | undefined
}

/** An experiment as written. */
export interface RawExperiment {
  readonly 'strowger-experiment': 1
  readonly name: string
  readonly nameZh?: string | undefined
  readonly description?: string | undefined
  readonly scenarios: Readonly<Record<string, string>>
  readonly replications?: number | undefined
  readonly seed?: number | undefined
  readonly claims?: readonly RawClaim[] | undefined
}

const measureNames = MEASURES.map((measure) => measure.name)

const measure: z.ZodType<MeasureName> = z.enum(measureNames, { error: `a measure: ${measureNames.join(', ')}` })

const SIDE = 'a name under scenarios, or { scenario: name, type: contact type }'

const side: z.ZodType<RawSide> = z
  .union([text(SIDE), section(SIDE, { scenario: text(SIDE), type: text('a contact type').optional() })], {
    error: SIDE,
  })
  .meta({ id: 'side' })

const expectation: z.ZodType<RawExpectation> = section('an expectation with a measure, higher or lower, and than', {
  measure: measure.describe('The measure that is compared.'),
  spreadBy: text('what types are split by')
    .optional()
    .describe('Compare how unevenly the measure is spread over the parts of split types, e.g. over cities.'),
  higher: side.optional().describe('The side that is expected above the others.'),
  lower: side.optional().describe('The side that is expected below the others.'),
  than: listOf('a list of sides', side).describe('The sides it is compared with, each on the same callers.'),
})

const claim: z.ZodType<RawClaim> = section('a claim with a text, and expect or untested', {
  text: label.describe('What is claimed.'),
  expect: listOf('a list of expectations', expectation).optional().describe('The claim holds when all of these do.'),
  untested: label.optional().describe('Why the claim cannot be tested with these scenarios.'),
})

/** The whole file of an experiment. */
export const rawExperiment: z.ZodType<RawExperiment> = section('an experiment', {
  'strowger-experiment': z
    .literal(1, { error: '1, the version of the format that this program reads' })
    .describe('Version of the format: 1.'),
  name: text('a name').describe('What the experiment is called in reports.'),
  nameZh: text('a name').optional().describe('The name in Chinese. Default: name.'),
  description: text('a text').optional().describe('What is to be found out.'),
  scenarios: named('a map of scenario files', text('the path of a scenario')).describe(
    'Scenario files by a short name, relative to this file; at least two. The others are compared with the first.',
  ),
  replications: wholeFrom(2, 1_000_000, 'a whole number of replications, 2 or more')
    .optional()
    .describe('Replications of every scenario. Default: that of the first scenario.'),
  seed: wholeFrom(0, Number.MAX_SAFE_INTEGER, 'a whole number, 0 or more')
    .optional()
    .describe('Seed of every scenario: the same callers. Default: that of the first scenario.'),
  claims: listOf('a list of claims', claim).optional().describe('What is said of the scenarios, to be tested.'),
})
