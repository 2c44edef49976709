import { allows } from '../allows.ts'
import { show } from '../issue.ts'
import { keysAt } from '../source.ts'
import type { AgentGroupSpec, ContactTypeSpec } from '../scenario.ts'
import type { RoutingSpec } from '../routing-spec.ts'
import type { Context } from './context.ts'
import { agentsOn } from './shifts.ts'
import { qualifies } from './requirement.ts'
import type { Roster } from './tiers.ts'

/** Adds mistakes for groups that can serve no type, types that nobody can serve, and a floor without agents. */
export function checkReach(routing: RoutingSpec, { types, groups }: Roster, context: Context): void {
  const { issues, run } = context
  const hasAgents = (group: AgentGroupSpec): boolean =>
    agentsOn(group.shifts, run.weekday) > 0 || (group.staffing?.agents.some((agents) => agents > 0) ?? false)
  if (!groups.some(hasAgents)) {
    const remedy = 'write agents for at least one group, or another run.weekday'
    issues.add('no-agents', ['groups'], `no group has agents on ${run.weekday}`, remedy)
    return
  }
  for (const group of groups) {
    if (group.id === context.raw.supervision?.group) continue
    if (types.some((type) => serves(group, type, routing))) continue
    const remedy = types.some((type) => qualifies(group.skills, type))
      ? 'add the group to tiers of routing.agents and types to its tiers of routing.contacts'
      : `give it the skills of a contact type, such as those of ${show(types[0]?.id)}: ${skillsOf(types[0])}`
    issues.add('serves-nothing', ['groups', group.id], `group ${show(group.id)} can serve no contact type`, remedy)
  }
  for (const type of types) {
    const path = ['types', type.base, ...(type.split === undefined ? [] : ['split', 'shares', type.split.value])]
    const servers = groups.filter(
      (group) => group.id !== context.raw.supervision?.group && serves(group, type, routing),
    )
    if (servers.length === 0) {
      const remedy = groups.some((group) => qualifies(group.skills, type))
        ? 'name it in tiers of routing.agents and routing.contacts'
        : `give a group its skills: ${skillsOf(type)}`
      issues.add('served-by-nobody', path, `no group can serve ${show(type.id)}`, remedy)
    } else if (!servers.some((group) => hasRoom(group, type, context))) {
      const problem = `no group that can serve ${show(type.id)} has room for one: it weighs ${weightOf(type, context)}`
      issues.add('served-by-nobody', path, problem, 'give one of them a capacity with a total of that, and its channel')
    } else if (!servers.some(hasAgents)) {
      const names = servers.map((group) => group.id).join(', ')
      const problem = `only groups without agents on ${run.weekday} can serve ${show(type.id)} (${names})`
      issues.add('served-by-nobody', path, problem, 'give one of them agents')
    }
  }
}

function serves(group: AgentGroupSpec, type: ContactTypeSpec, routing: RoutingSpec): boolean {
  if (group.tenant !== type.tenant) return false
  const levels = [group.skills, ...(group.rises ?? []).map(({ skills }) => skills)]
  return levels.some((skills) => qualifies(skills, type)) && allows(routing, type.id, group.id)
}

/** Whether an agent with nothing in hand takes a contact of the type. */
function hasRoom({ capacity }: AgentGroupSpec, type: ContactTypeSpec, context: Context): boolean {
  const total = capacity?.total ?? 1
  const most = capacity?.channels.get(channelOf(type, context) ?? '') ?? Infinity
  return most > 0 && weightOf(type, context) <= total
}

function weightOf(type: ContactTypeSpec, context: Context): number {
  return context.raw.channels?.[channelOf(type, context) ?? '']?.weight ?? 1
}

function channelOf({ channel }: ContactTypeSpec, { root }: Context): string | undefined {
  return channel ?? keysAt(root, ['channels'])[0]
}

function skillsOf(type: ContactTypeSpec | undefined): string {
  const skills = [...(type?.requires ?? [])].map(([skill, level]) => `${skill} at level ${level}`)
  if (type?.requirement !== undefined) skills.push(`what meets ${show(type.requirement)}`)
  return skills.length === 0 ? 'none' : skills.join(', ')
}
