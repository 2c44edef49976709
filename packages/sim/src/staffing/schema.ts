import { z } from 'zod'
import { listOf, named, positive, section, text, wholeFrom } from '../scenario/schema/value.ts'

/** A staffing problem as written. */
export interface RawStaffing {
  readonly 'strowger-staffing': 1
  readonly name?: string | undefined
  readonly scenario: string
  readonly targets: readonly string[]
  readonly costs?: Readonly<Record<string, number>> | undefined
  readonly together?: Readonly<Record<string, readonly string[]>> | undefined
  readonly limits?: Readonly<Record<string, readonly [number, number]>> | undefined
}

const MOST_AGENTS = 100_000

/** The whole file of a staffing problem. */
export const rawStaffing: z.ZodType<RawStaffing> = section('a staffing problem', {
  'strowger-staffing': z
    .literal(1, { error: '1, the version of the format that this program reads' })
    .describe('Version of the format: 1.'),
  name: text('a name').optional().describe('What it is called in reports. Default: the name of the scenario.'),
  scenario: text('the path of a scenario').describe('The scenario, relative to this file.'),
  targets: listOf('a list of targets', text('a target, such as "vip: serviceLevel >= 80%"')).describe(
    'What must be met: [type:] measure >= or <= bound [on n% of days].',
  ),
  costs: named('a map of costs', positive(1e9, 'a cost above 0'))
    .optional()
    .describe('Cost of an agent who is there for the whole run, by group; a shift costs its part of it. Default: 1.'),
  together: named('a map of levels', listOf('a list of groups', text('an agent group')))
    .optional()
    .describe('Groups with the same number of agents each, by a name of their own.'),
  limits: named(
    'a map of limits',
    z.tuple([wholeFrom(0, MOST_AGENTS, 'a whole number'), wholeFrom(0, MOST_AGENTS, 'a whole number')], {
      error: 'the fewest and the most agents, such as [2, 20]',
    }),
  )
    .optional()
    .describe('Fewest and most agents of a group, of each group of a level, or of each of its shifts.'),
})

/** Largest number that a limit is when none is given: far above what the load needs. */
export const NO_LIMIT: number = MOST_AGENTS
