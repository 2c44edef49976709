import type { RoutingSpec, Tiers } from './routing-spec.ts'

/** Whether the routing lets a group take a type: ranked tiers leave out, every other policy only says who goes first. */
export function allows(routing: RoutingSpec, type: string, group: string): boolean {
  if (routing.policy === 'ranked') {
    const { agentTiers, contactTiers } = routing
    return hasInside(agentTiers.get(type), group) && hasInside(contactTiers.get(group), type)
  }
  if (routing.policy === 'combined') {
    return allows(routing.agentsBy, type, group) && allows(routing.contactsBy, type, group)
  }
  if (routing.policy === 'per-type') {
    const { by } = routing.policies.find(({ types }) => types.includes(type)) ?? { by: routing.otherwise }
    return allows(by, type, group)
  }
  return true
}

function hasInside(tiers: Tiers | undefined, id: string): boolean {
  return tiers?.some((tier) => tier.includes(id)) ?? false
}
