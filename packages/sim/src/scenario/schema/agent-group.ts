import { z } from 'zod'

import type { Weekday } from '../clock.ts'
import { probability } from './caller.ts'
import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { clock, label, listOf, numberFrom, positive, section, skillLevels, weekday, wholeFrom } from './value.ts'
import type { RawLabel, RawSkillLevels } from './value.ts'

/** A shift as written. */
export interface RawShift {
  readonly from: string
  readonly to: string
  readonly agents: number
  readonly days?: readonly Weekday[] | undefined
}

/** An agent group as written. */
export interface RawAgentGroup {
  readonly label?: RawLabel | undefined
  readonly agents?: number | undefined
  readonly shifts?: readonly RawShift[] | undefined
  readonly skills?: RawSkillLevels | undefined
  readonly handlingFactor?: number | undefined
  readonly handlingFactorByType?: Readonly<Record<string, number>> | undefined
  readonly resolution?: Readonly<Record<string, number>> | undefined
  readonly ringTime?: RawDistribution | undefined
  readonly noAnswer?: number | undefined
}

const agents = (): z.ZodNumber => wholeFrom(0, 1_000_000, 'a whole number of agents, 0 or more')
const factor = (): z.ZodNumber => positive(1000, 'a factor above 0, such as 1.1')

const shift: z.ZodType<RawShift> = section('a shift, such as { from: "08:00", to: "16:00", agents: 40 }', {
  from: clock.describe('Start, as a time of the day on which the run starts.'),
  to: clock.describe('End, after the start; up to "48:00" for the next day.'),
  agents: agents().describe('Agents in the shift.'),
  days: listOf('a list of weekdays, such as [mon, tue]', weekday)
    .optional()
    .describe('Weekdays (of run.weekday) on which the shift is worked. Default: all.'),
}).meta({ id: 'shift' })

/** An agent group. */
export const agentGroup: z.ZodType<RawAgentGroup> = section('an agent group with agents or shifts', {
  label: label.optional().describe('What people call it. Default: its name.'),
  agents: agents().optional().describe('Agents during the whole run. Either this or shifts.'),
  shifts: listOf('a list of shifts', shift).optional().describe('Agents by time of day. Either this or agents.'),
  skills: skillLevels('skills').optional().describe('Skills of every agent of the group, with levels from 1 to 10.'),
  handlingFactor: factor().optional().describe('Multiplies the handling time of all contacts. Default: 1.'),
  // Type selectors contain a slash, so these are no names; unknown ones are found when they are resolved.
  handlingFactorByType: z
    .record(z.string(), factor(), { error: 'a map from contact type to factor' })
    .optional()
    .describe('Multiplies the handling time of some contact types further.'),
  resolution: z
    .record(z.string(), probability(), { error: 'a map from contact type to probability' })
    .optional()
    .describe("Probability that a conversation with this group settles the matter. Default: the type's."),
  ringTime: distribution.optional().describe('Time from an offer to its acceptance. Default: 0.'),
  noAnswer: numberFrom(0, 1, 'a probability from 0 to 1')
    .optional()
    .describe('Probability that an offer is not answered. Default: 0.'),
}).meta({ id: 'agentGroup' })
