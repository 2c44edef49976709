import { z } from 'zod'

import { probability } from './caller.ts'
import { distribution } from './distribution.ts'
import type { RawDistribution } from './distribution.ts'
import { capacity } from './handling.ts'
import type { RawCapacity } from './handling.ts'
import { offers } from './run.ts'
import type { RawOffers } from './run.ts'
import { agents, shift, staffing } from './shift.ts'
import type { RawShift, RawStaffing } from './shift.ts'
import { duration, label, listOf, numberFrom, positive, section, skillLevels, text, wholeFrom } from './value.ts'
import type { RawDuration, RawLabel, RawSkillLevels } from './value.ts'

/** Absences from the phone as written. */
export interface RawOffPhone {
  readonly share: number
  readonly for: RawDistribution
}

/** A learning curve as written. */
export interface RawLearning {
  readonly startFactor: number
  readonly contacts: number
  readonly practised?: number | undefined
}

/** A level that agents rise to, as written. */
export interface RawRise {
  readonly after: number
  readonly skills: RawSkillLevels
}

/** How a group serves a type, as written. */
export interface RawGroupQueue {
  readonly delay?: RawDuration | undefined
  readonly priority?: number | undefined
}

/** An agent group as written. */
export interface RawAgentGroup {
  readonly label?: RawLabel | undefined
  readonly agents?: number | undefined
  readonly shifts?: readonly RawShift[] | undefined
  readonly staffing?: RawStaffing | undefined
  readonly absence?: number | undefined
  readonly lateness?: RawDistribution | undefined
  readonly breakOverrun?: RawDistribution | undefined
  readonly offPhone?: RawOffPhone | undefined
  readonly speedCv?: number | undefined
  readonly learning?: RawLearning | undefined
  readonly rises?: readonly RawRise[] | undefined
  readonly skills?: RawSkillLevels | undefined
  readonly handlingFactor?: number | undefined
  readonly handlingFactorByType?: Readonly<Record<string, number>> | undefined
  readonly handlingTimeByType?: Readonly<Record<string, RawDistribution>> | undefined
  readonly afterCallWorkByType?: Readonly<Record<string, RawDistribution>> | undefined
  readonly tenant?: string | undefined
  readonly site?: string | undefined
  readonly queues?: Readonly<Record<string, RawGroupQueue>> | undefined
  readonly capacity?: RawCapacity | undefined
  readonly resolution?: Readonly<Record<string, number>> | undefined
  readonly ringTime?: RawDistribution | undefined
  readonly noAnswer?: number | undefined
  readonly offers?: RawOffers | undefined
}

const factor = (): z.ZodNumber => positive(1000, 'a factor above 0, such as 1.1')

const offPhone: z.ZodType<RawOffPhone> = section('absences from the phone, such as { share: 0.1, for: 15m }', {
  share: numberFrom(0.0001, 0.9, 'a share from 0.0001 to 0.9').describe('Share of the time at work.'),
  for: distribution.describe('Length of one absence, above 0; they come at random moments.'),
}).meta({ id: 'offPhone' })

const learning: z.ZodType<RawLearning> = section('a learning curve, such as { startFactor: 1.5, contacts: 200 }', {
  startFactor: factor().describe('Factor on the handling time without practice; it falls (or rises) to 1.'),
  contacts: positive(1e9, 'a number of contacts above 0').describe(
    'Contacts after which what is above 1 has fallen to 37 % (1/e).',
  ),
  practised: numberFrom(0, 1e9, 'a number of contacts, 0 or more')
    .optional()
    .describe('Contacts that each agent has handled before the run. Default: 0.'),
}).meta({ id: 'learning' })

const rise: z.ZodType<RawRise> = section('a level, such as { after: 150, skills: { jinan: 2 } }', {
  after: wholeFrom(1, 1_000_000, 'a whole number of contacts, 1 or more').describe(
    'Contacts that an agent has handled in the run.',
  ),
  skills: skillLevels('skills').describe('All skills of the agent from then on, with levels from 1 to 10.'),
}).meta({ id: 'rise' })

const groupQueue: z.ZodType<RawGroupQueue> = section('a queue of the group, such as { delay: 20s, priority: 1 }', {
  delay: duration.optional().describe('Its agents take a contact only once it has waited so long. Default: 0.'),
  priority: wholeFrom(0, 255, 'a whole number from 0 to 255')
    .optional()
    .describe('An agent who looks for a contact takes types with the largest first. Default: 0.'),
}).meta({ id: 'groupQueue' })

/** An agent group. */
export const agentGroup: z.ZodType<RawAgentGroup> = section('an agent group with agents or shifts', {
  label: label.optional().describe('What people call it. Default: its name.'),
  agents: agents().optional().describe('Agents during the whole run. Either this, shifts or staffing.'),
  shifts: listOf('a list of shifts', shift).optional().describe('Who works when. Either this, agents or staffing.'),
  staffing: staffing.optional().describe('Agents by interval. Either this, agents or shifts.'),
  absence: probability().optional().describe('Probability that an agent of a shift does not come. Default: 0.'),
  lateness: distribution.optional().describe('How much later than the shift its agents come. Default: 0.'),
  breakOverrun: distribution.optional().describe('How much longer than planned breaks last. Default: 0.'),
  offPhone: offPhone
    .optional()
    .describe('Meetings, letters, questions: agents who are not at the phone at random. Default: never.'),
  speedCv: numberFrom(0, 2, 'a coefficient of variation from 0 to 2')
    .optional()
    .describe('Differences between agents: coefficient of variation of a lognormal factor on their times. Default: 0.'),
  learning: learning.optional().describe('Agents who get faster with each contact. Default: nobody does.'),
  rises: listOf('a list of levels', rise)
    .optional()
    .describe('Levels that agents rise to during a run, in ascending order. Default: none.'),
  skills: skillLevels('skills').optional().describe('Skills of every agent of the group, with levels from 1 to 10.'),
  handlingFactor: factor().optional().describe('Multiplies the handling time of all contacts. Default: 1.'),
  // Type selectors contain a slash, so these are no names; unknown ones are found when they are resolved.
  handlingFactorByType: z
    .record(z.string(), factor(), { error: 'a map from contact type to factor' })
    .optional()
    .describe('Multiplies the handling time of some contact types further.'),
  handlingTimeByType: z
    .record(z.string(), distribution, { error: 'a map from contact type to distribution' })
    .optional()
    .describe("Handling times of this group for some contact types, instead of the type's; factors still apply."),
  afterCallWorkByType: z
    .record(z.string(), distribution, { error: 'a map from contact type to distribution' })
    .optional()
    .describe("After-call work of this group for some contact types, instead of the type's; no factor applies."),
  tenant: text('a name of your own')
    .optional()
    .describe('Whose agents these are: they take contacts of the same tenant only. Default: nobody in particular.'),
  site: text('the name of a site').optional().describe('Where its agents sit. Default: nowhere in particular.'),
  queues: z
    .record(z.string(), groupQueue, { error: 'a map from contact type to delay and priority' })
    .optional()
    .describe('How its agents serve some contact types: a routing profile. Whether they may is said elsewhere.'),
  capacity: capacity.optional().describe('How many contacts an agent has at once. Default: one.'),
  resolution: z
    .record(z.string(), probability(), { error: 'a map from contact type to probability' })
    .optional()
    .describe("Probability that a conversation with this group settles the matter. Default: the type's."),
  ringTime: distribution.optional().describe('Time from an offer to its acceptance. Default: 0.'),
  noAnswer: numberFrom(0, 1, 'a probability from 0 to 1')
    .optional()
    .describe('Probability that an offer is not answered. Default: 0.'),
  offers: offers.optional().describe("What happens between an offer and its answer; what is absent is the scenario's."),
}).meta({ id: 'agentGroup' })
