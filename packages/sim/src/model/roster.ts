import { Exponential } from '../random/exponential.ts'
import { Lognormal } from '../random/lognormal.ts'
import type { AgentGroupSpec, Scenario, ShiftSpec } from '../scenario/scenario.ts'
import type { GroupModel, Model, Presence, StaffingModel } from './model.ts'
import { sampler } from './sampler.ts'

/** Everybody who may come, group by group, and the groups whose number changes from interval to interval. */
export function rosterOf({ groups, run }: Scenario): Pick<Model, 'pauses' | 'roster' | 'staffing'> {
  const roster: Presence[] = []
  const staffing: StaffingModel[] = []
  for (const [group, spec] of groups.entries()) {
    if (spec.staffing === undefined) {
      const worked = spec.shifts.filter(({ days }) => days?.includes(run.weekday) !== false)
      for (const shift of worked) roster.push(...presences(shift, group))
      continue
    }
    const { intervalMs, agents: levels, leaving } = spec.staffing
    const agents = Math.max(...levels)
    staffing.push({ group, firstAgent: roster.length, agents, intervalMs, levels, chosen: leaving === 'chosen' })
    // They come and go by the levels, not by a shift of their own.
    for (let agent = 0; agent < agents; agent += 1) roster.push({ group, fromMs: Infinity, toMs: Infinity })
  }
  const hasBreaks = roster.some(({ breaks = [] }) => breaks.length > 0)
  return { roster, staffing, pauses: hasBreaks || groups.some(({ offPhone }) => offPhone !== undefined) }
}

/** What single agents of a group do by themselves. */
export function agentsModel(
  group: AgentGroupSpec,
): Pick<GroupModel, 'absence' | 'breakOverrun' | 'lateness' | 'learning' | 'offPhone' | 'speed'> {
  const { absence = 0, lateness, breakOverrun, offPhone, speedCv, learning } = group
  return {
    absence,
    lateness: lateness === undefined ? undefined : sampler(lateness),
    breakOverrun: breakOverrun === undefined ? undefined : sampler(breakOverrun),
    offPhone: offPhone === undefined ? undefined : offPhoneModel(offPhone),
    speed: speedCv === undefined || speedCv === 0 ? undefined : Lognormal.ofMean(1, speedCv),
    learning,
  }
}

function offPhoneModel({ share, length: spec }: NonNullable<AgentGroupSpec['offPhone']>): GroupModel['offPhone'] {
  const length = sampler(spec)
  return { gap: new Exponential((length.mean * (1 - share)) / share), length }
}

/** The agents of a shift: starts, ends and breaks are spread evenly over their stagger. */
function presences({ agents, fromMs, toMs, staggerMs = 0, breaks = [] }: ShiftSpec, group: number): Presence[] {
  return Array.from({ length: agents }, (_, at) => {
    const laterMs = (staggerMs * at) / agents
    return {
      group,
      fromMs: fromMs + laterMs,
      toMs: toMs + laterMs,
      breaks: breaks.map((each) => {
        return { atMs: each.atMs + laterMs + (each.staggerMs * at) / agents, lengthMs: each.lengthMs }
      }),
    }
  })
}
