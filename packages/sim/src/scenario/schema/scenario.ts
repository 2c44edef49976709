import { z } from 'zod'

import { trunkGroup } from './rules.ts'
import type { RawTrunkGroup } from './rules.ts'

import { agentGroup } from './agent-group.ts'
import type { RawAgentGroup } from './agent-group.ts'
import { supervision } from './beside.ts'
import type { RawSupervision } from './beside.ts'
import { cases } from './cases.ts'
import type { RawCases } from './cases.ts'
import { contactType, profile } from './contact-type.ts'
import type { RawContactType, RawProfile } from './contact-type.ts'
import { routing } from './routing.ts'
import type { RawRouting } from './routing.ts'
import { busyDays, specialDay } from './days.ts'
import type { RawBusyDays, RawSpecialDay } from './days.ts'
import { breadth, channel } from './handling.ts'
import type { RawBreadth, RawChannel } from './handling.ts'
import { campaign } from './dialling.ts'
import type { RawCampaign } from './dialling.ts'
import { serviceLevel } from './service-level.ts'
import type { RawServiceLevel } from './service-level.ts'
import { moving, site } from './sites.ts'
import type { RawMoving, RawSite } from './sites.ts'
import { offers, run } from './run.ts'
import type { RawOffers, RawRun } from './run.ts'
import { flows } from './flows.ts'
import type { RawFlows } from './flows.ts'
import { schedules, timeZone } from './hours.ts'
import type { RawSchedule } from './hours.ts'
import { label, listOf, named, section, text, wholeFrom } from './value.ts'
import type { RawLabel } from './value.ts'

/** A scenario as written, after merging: shapes and ranges are right, references not yet looked up. */
export interface RawScenario {
  readonly strowger: 1
  readonly name: string
  readonly nameZh?: string | undefined
  readonly description?: string | undefined
  readonly extends?: string | undefined
  readonly run: RawRun
  readonly timeZone?: string | undefined
  readonly schedules?: Readonly<Record<string, RawSchedule>> | undefined
  readonly serviceLevel?: RawServiceLevel | undefined
  readonly skills?: Readonly<Record<string, { readonly label?: RawLabel | undefined } | null>> | undefined
  readonly profiles?: Readonly<Record<string, RawProfile>> | undefined
  readonly channels?: Readonly<Record<string, RawChannel | null>> | undefined
  readonly breadth?: RawBreadth | undefined
  readonly busyDays?: RawBusyDays | undefined
  readonly specialDays?: readonly RawSpecialDay[] | undefined
  readonly types: Readonly<Record<string, RawContactType>>
  readonly groups: Readonly<Record<string, RawAgentGroup>>
  readonly offers?: RawOffers | undefined
  readonly trunks?: number | undefined
  readonly trunkGroups?: Readonly<Record<string, RawTrunkGroup>> | undefined
  readonly routing?: RawRouting | undefined
  readonly campaigns?: Readonly<Record<string, RawCampaign>> | undefined
  readonly supervision?: RawSupervision | undefined
  readonly cases?: RawCases | undefined
  readonly sites?: Readonly<Record<string, RawSite | null>> | undefined
  readonly moving?: RawMoving | undefined
  readonly flows?: RawFlows | undefined
}

const SKILL = 'a skill, such as {} or { label: English }'

/** The whole file. */
export const rawScenario: z.ZodType<RawScenario> = section('a scenario', {
  strowger: z
    .literal(1, { error: '1, the version of the format that this program reads' })
    .describe('Version of the format: 1.'),
  name: text('a name').describe('What the scenario is called in reports.'),
  nameZh: text('a name').optional().describe('The name in Chinese. Default: name.'),
  description: text('a text').optional().describe('What the scenario is for.'),
  extends: text('a path')
    .optional()
    .describe(
      'Path of a scenario, relative to this file, over which this one is laid: maps are merged key by key, lists and ' +
        'single values replaced, null removes a key. Arrivals, a distribution that is named, agents against shifts, ' +
        'and a policy that is named replace what they extend; parameters of other policies than the named one go.',
    ),
  run: run.describe('The experiment.'),
  timeZone: timeZone()
    .optional()
    .describe(
      "Whose clock the engine reads, an IANA name: at the start of the run it shows run.startsAt of the run's day. Conditions may then " +
        'ask for time and weekday. Default: that of the flow file, or UTC.',
    ),
  schedules: schedules
    .optional()
    .describe('When services are open, by name: true in conditions while they are. Default: none.'),
  serviceLevel: serviceLevel
    .optional()
    .describe('By what all types are judged that have none of their own. Default: threshold 20s.'),
  skills: named(
    'a map of skills, such as { english: {}, vip: {} }',
    section(SKILL, { label: label.optional().describe('What people call it. Default: its name.') }).nullable(),
  )
    .optional()
    .describe('All skills that types require or groups have.'),
  profiles: named('a map of profiles', profile).optional().describe('Shapes of a day, for arrivals with perDay.'),
  channels: named('a map of channels, such as { voice: {}, chat: {} }', channel.nullable())
    .optional()
    .describe('Media by which contacts come. Default: one, voice.'),
  breadth: breadth.optional().describe('What it costs agents to know many things. Default: nothing.'),
  busyDays: busyDays.optional().describe('Days that are busier than others beyond chance. Default: all are alike.'),
  specialDays: listOf('a list of special days', specialDay)
    .optional()
    .describe('Days of the week or of the year with other rates. Default: none.'),
  types: named('a map of contact types', contactType).describe('Contact types, at least one.'),
  groups: named('a map of agent groups', agentGroup).describe('Agent groups, at least one.'),
  offers: offers.optional().describe('What happens between an offer to an agent and its answer.'),
  trunks: wholeFrom(1, 1_000_000_000, 'a whole number of trunks, 1 or more')
    .optional()
    .describe('Most contacts inside at once (waiting, offered or connected); the next is blocked. Default: no limit.'),
  trunkGroups: named('a map of trunk groups', trunkGroup)
    .optional()
    .describe('Limits of some contact types, beside trunks. Default: none.'),
  routing: routing.optional().describe('Which agent takes which contact.'),
  campaigns: named('a map of campaigns', campaign)
    .optional()
    .describe('Outbound contacts that fill the idle time of agents. Default: none.'),
  supervision: supervision.optional().describe('Supervisors who listen, take part, and give orders. Default: none.'),
  cases: cases.optional().describe('Departments that deal with what a conversation does not settle. Default: none.'),
  sites: named('a map of sites, such as { shenzhen: {}, beijing: {} }', site.nullable())
    .optional()
    .describe('Places where agents sit and calls come in. Default: one.'),
  moving: moving.optional().describe('What it takes to move a call from one site to another. Default: nothing.'),
  flows: flows.optional().describe('Menus and surveys before the floor. Default: contacts come to the queue at once.'),
})
