import type { DistributionSpec } from './distribution-spec.ts'
import type { AgentGroupSpec, ContactTypeSpec } from './scenario.ts'

/** After-call work of a group's agents for contacts of a type; undefined: none. */
export function afterCallWorkOf(type: ContactTypeSpec, group: AgentGroupSpec): DistributionSpec | undefined {
  return group.afterCallWork?.get(type.id) ?? type.afterCallWork
}

/** Whether anybody works on after a contact of the type. */
export function hasAfterCallWork(type: ContactTypeSpec, groups: readonly AgentGroupSpec[]): boolean {
  return groups.some((group) => afterCallWorkOf(type, group) !== undefined)
}
