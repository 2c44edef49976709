import { z } from 'zod'
import { clock, listOf, named, positive, positiveDuration, section, text, wholeFrom } from '../scenario/schema/value.ts'

/** Shifts of one length at several starts, as written. */
export interface RawShiftPattern {
  readonly lasts: string
  readonly from: string
  readonly to: string
  readonly every?: string | undefined
  readonly breaks?: readonly { readonly after: string; readonly for: string }[] | undefined
  readonly groups?: readonly string[] | undefined
  readonly costFactor?: number | undefined
}

/** A staffing problem as written. */
export interface RawStaffing {
  readonly 'strowger-staffing': 1
  readonly name?: string | undefined
  readonly scenario: string
  readonly targets: readonly string[]
  readonly costs?: Readonly<Record<string, number>> | undefined
  readonly together?: Readonly<Record<string, readonly string[]>> | undefined
  readonly limits?: Readonly<Record<string, readonly [number, number]>> | undefined
  readonly by?: string | undefined
  readonly shifts?: readonly RawShiftPattern[] | undefined
}

const MOST_AGENTS = 100_000

const shiftPattern: z.ZodType<RawShiftPattern> = section(
  'shifts, such as { lasts: 8h, from: "08:00", to: "20:00", every: 30m }',
  {
    lasts: positiveDuration.describe('Length of a shift, breaks included.'),
    from: clock.describe('Start of the first.'),
    to: clock.describe('End of the last.'),
    every: positiveDuration.optional().describe('From one start to the next. Default: the length of an interval.'),
    breaks: listOf(
      'a list of breaks',
      section('a break, such as { after: 4h, for: 30m }', {
        after: positiveDuration.describe('From the start of the shift.'),
        for: positiveDuration.describe('How long it lasts.'),
      }),
    )
      .optional()
      .describe('Breaks of everybody in the shift. Default: none.'),
    groups: listOf('a list of groups and levels', text('a group or a level'))
      .optional()
      .describe('Who may work it. Default: all.'),
    costFactor: positive(1000, 'a factor above 0, such as 1.25')
      .optional()
      .describe('What an hour of it costs, compared with an hour of others. Default: 1.'),
  },
)

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
  by: positiveDuration.optional().describe('Numbers of agents for each interval of this length. Default: for the run.'),
  shifts: listOf('a list of shifts', shiftPattern)
    .optional()
    .describe('Shifts of which a roster is made that has the numbers of each interval.'),
})

/** Largest number that a limit is when none is given: far above what the load needs. */
export const NO_LIMIT: number = MOST_AGENTS
