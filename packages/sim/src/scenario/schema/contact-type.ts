import { z } from 'zod'

import { admissionRule, overflowRule, reserve } from './rules.ts'
import type { RawOverflowRule, RawReserve, RawRule } from './rules.ts'

import { arrivals } from './arrivals.ts'
import type { RawArrivals } from './arrivals.ts'
import { consult, preference, requirement, ring } from './beside.ts'
import type { RawConsult, RawPreference, RawRing } from './beside.ts'
import { announcement, balking, callsAgain, probability, waitAnnouncements } from './caller.ts'
import type { RawAnnouncement, RawBalking, RawCallsAgain, RawWaitAnnouncements } from './caller.ts'
import { caseOpening, rating } from './cases.ts'
import type { RawCaseOpening, RawRating } from './cases.ts'
import { callback, followUp, winBack } from './dialling.ts'
import type { RawCallback, RawFollowUp, RawWinBack } from './dialling.ts'
import { factorsByLevel, handlingStage, hold } from './handling.ts'
import type { RawHandlingStage, RawHold } from './handling.ts'
import { distribution, handlingTime, patience } from './distribution.ts'
import type { RawDistribution, RawHandlingTime, RawPatience } from './distribution.ts'
import { typeRouting } from './hours.ts'
import type { RawTypeRouting } from './hours.ts'
import { relaxation } from './relaxation.ts'
import type { RawRelaxation } from './relaxation.ts'
import { serviceLevel } from './service-level.ts'
import type { RawServiceLevel } from './service-level.ts'
import { transfer } from './transfer.ts'
import type { RawTransfer } from './transfer.ts'
import {
  duration,
  label,
  listOf,
  named,
  numberFrom,
  positiveDuration,
  section,
  skillLevels,
  text,
  wholeFrom,
} from './value.ts'
import type { RawDuration, RawLabel, RawSkillLevels } from './value.ts'

/** A split as written. */
export interface RawSplit {
  readonly by: string
  readonly skill?: boolean | undefined
  readonly shares: Readonly<Record<string, number>>
  readonly labels?: Readonly<Record<string, RawLabel>> | undefined
}

/** A contact type as written. */
export interface RawContactType {
  readonly label?: RawLabel | undefined
  readonly arrivals: RawArrivals
  readonly priority?: number | undefined
  readonly requires?: RawSkillLevels | undefined
  readonly requirement?: string | undefined
  readonly serviceLevel?: RawServiceLevel | undefined
  readonly handlingTime: RawHandlingTime
  readonly afterCallWork?: RawDistribution | undefined
  readonly afterCallWorkOnTransfer?: boolean | undefined
  readonly patience?: RawPatience | undefined
  readonly balking?: RawBalking | undefined
  readonly announcements?: readonly RawAnnouncement[] | undefined
  readonly waitAnnouncements?: RawWaitAnnouncements | undefined
  readonly resolution?: number | undefined
  readonly callsAgain?: RawCallsAgain | undefined
  readonly transfers?: readonly RawTransfer[] | undefined
  readonly ring?: RawRing | undefined
  readonly prefers?: readonly RawPreference[] | undefined
  readonly relaxation?: readonly RawRelaxation[] | undefined
  readonly consult?: RawConsult | undefined
  readonly rating?: RawRating | undefined
  readonly opensCases?: readonly RawCaseOpening[] | undefined
  readonly callback?: RawCallback | undefined
  readonly followUps?: readonly RawFollowUp[] | undefined
  readonly winBack?: RawWinBack | undefined
  readonly stages?: readonly RawHandlingStage[] | undefined
  readonly hold?: RawHold | undefined
  readonly handlingFactorByLevel?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined
  readonly channel?: string | undefined
  readonly tenant?: string | undefined
  readonly site?: string | undefined
  readonly headStart?: RawDuration | undefined
  readonly lastAgent?: string | undefined
  readonly routing?: RawTypeRouting | undefined
  readonly admission?: readonly RawRule[] | undefined
  readonly overflow?: readonly RawOverflowRule[] | undefined
  readonly reserves?: readonly RawReserve[] | undefined
  readonly split?: RawSplit | undefined
}

/** A profile as written. */
export interface RawProfile {
  readonly interval: string
  readonly weights: readonly number[]
}

const split: z.ZodType<RawSplit> = section('a split, such as { by: city, shares: { guangzhou: 0.3, foshan: 0.2 } }', {
  by: text('what distinguishes the parts, such as "city"').describe('What distinguishes the parts.'),
  skill: z
    .boolean({ error: 'true or false' })
    .optional()
    .describe('true: a part additionally requires the skill of its own name. Default: false.'),
  shares: named(
    'a map from part to share',
    numberFrom(0, 1e9, 'a share, 0 or more (only their proportions count)'),
  ).describe('Share of each part; only their proportions count.'),
  labels: named('a map from part to label', label)
    .optional()
    .describe('What people call the parts. Default: the label of the skill of the same name, or the name.'),
})

/** A contact type. */
export const contactType: z.ZodType<RawContactType> = section('a contact type with arrivals and handlingTime', {
  label: label.optional().describe('What people call it. Default: its name.'),
  arrivals,
  priority: wholeFrom(0, 31, 'a whole number from 0 to 31').optional().describe('Larger is served first. Default: 0.'),
  requires: skillLevels('required skills').optional().describe('Skills that an agent must have, with lowest levels.'),
  requirement: requirement
    .optional()
    .describe('What an agent must hold beside requires, as an expression over skills. Default: nothing more.'),
  serviceLevel: serviceLevel.optional().describe("By what this type is judged. Default: the scenario's."),
  handlingTime: handlingTime.describe('Talk time. A bare duration: always the same.'),
  afterCallWork: distribution.optional().describe('Work after the talk, before the agent is ready. Default: none.'),
  afterCallWorkOnTransfer: z
    .boolean()
    .optional()
    .describe('Whether an agent who hands the contact on does the after-call work, too. Default: false.'),
  patience: patience.optional().describe('Time until a waiting caller gives up. Default: never.'),
  balking: balking
    .optional()
    .describe('Probability that a caller who would have to wait hangs up at once; counted as abandoned. Default: 0.'),
  announcements: listOf('a list of announcements', announcement)
    .optional()
    .describe('What waiting callers hear, and what they do about it. Default: nothing.'),
  waitAnnouncements: waitAnnouncements
    .optional()
    .describe('The engine tells those who wait their place and the wait that it expects. Default: never.'),
  resolution: probability()
    .optional()
    .describe("Probability that a conversation settles the caller's matter. Default: 1."),
  callsAgain: callsAgain.optional().describe('Callers who call again. Default: nobody.'),
  transfers: listOf('a list of transfers', transfer)
    .optional()
    .describe('How conversations go on elsewhere, instead of ending. Default: they end.'),
  ring: ring
    .optional()
    .describe('Its contacts ring at several agents at once; who answers first has them. Default: at one.'),
  prefers: listOf('a list of preferences', preference)
    .optional()
    .describe('Skills that are preferred, not required: idle agents who score most go first. Default: none.'),
  relaxation: listOf('a list of relaxations', relaxation)
    .optional()
    .describe('What is asked of agents once a contact has waited for a while, in ascending order. Default: the same.'),
  consult: consult.optional().describe('Agents who ask somebody while the caller holds. Default: nobody does.'),
  rating: rating.optional().describe('How callers rate the conversation, after it. Default: nobody is asked.'),
  opensCases: listOf('a list of openings', caseOpening)
    .optional()
    .describe('Cases that conversations open. Default: none.'),
  callback: callback
    .optional()
    .describe('What is promised to callers who hang up to be called back, and keep their place. Default: nothing.'),
  followUps: listOf('a list of follow-ups', followUp)
    .optional()
    .describe('Campaigns on whose lists callers are put after their conversation. Default: none.'),
  winBack: winBack.optional().describe('Callers who gave up are called back unasked. Default: they are not.'),
  stages: listOf('a list of stages', handlingStage)
    .optional()
    .describe('Stages that follow the talk time in the same conversation: an offer, say. Default: none.'),
  hold: hold.optional().describe('Callers who are put on hold. Default: nobody.'),
  handlingFactorByLevel: factorsByLevel
    .optional()
    .describe('Multiplies the handling time by a factor for the level that the agents have in a skill. Default: 1.'),
  channel: text('the name of a channel').optional().describe('A name under channels. Default: the first of them.'),
  tenant: text('a name of your own')
    .optional()
    .describe('Whose contacts these are: only groups of the same tenant take them. Default: nobody in particular.'),
  site: text('the name of a site')
    .optional()
    .describe(
      'Where its calls come in. Default: a part of a split whose name is a site there; otherwise nowhere in particular.',
    ),
  headStart: duration.optional().describe('Contacts stand in line as if they had come so much earlier. Default: 0.'),
  lastAgent: positiveDuration
    .optional()
    .describe('Somebody who calls again waits so long for the agent of the conversation before. Default: not at all.'),
  routing: typeRouting
    .optional()
    .describe('Which type its contacts become when they arrive, by the clock. Default: they stay what they are.'),
  admission: listOf('a list of rules', admissionRule)
    .optional()
    .describe('Rules that are asked when a contact arrives, in order; the first that applies decides. Default: none.'),
  overflow: listOf('a list of rules', overflowRule)
    .optional()
    .describe('Rules that are asked about contacts that wait, whenever something has changed. Default: none.'),
  reserves: listOf('a list of reserves', reserve)
    .optional()
    .describe('Groups that help only while a gate is open. Default: none.'),
  split: split
    .optional()
    .describe(
      'Makes one type for each share, named "type/part", alike but for their arrivals and, with skill, skills.',
    ),
}).meta({ id: 'contactType' })

/** A profile. */
export const profile: z.ZodType<RawProfile> = section('a profile, such as { interval: 1h, weights: [1, 2, 1] }', {
  interval: positiveDuration.describe('Length of an interval.'),
  weights: listOf('a list of weights', numberFrom(0, 1e9, 'a weight, 0 or more')).describe(
    'Relative weight of each interval from run.startsAt on; together as long as run.duration, or as ' +
      'one day of a longer run, which is repeated.',
  ),
}).meta({ id: 'profile' })
