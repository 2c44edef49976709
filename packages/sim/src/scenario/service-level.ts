import type { ContactTypeSpec, Scenario, ServiceLevelSpec } from './scenario.ts'

/**
 * What is called service level, by name: of all who waited; of the answered (4PS formula 2); with those who gave up in time left out
 * (formula 4); with them as served (formula 1).
 */
export const SERVICE_LEVEL_DEFINITIONS = ['offered', 'answered', 'patient', 'served'] as const

/** One of {@link SERVICE_LEVEL_DEFINITIONS}. */
export type ServiceLevelDefinition = (typeof SERVICE_LEVEL_DEFINITIONS)[number]

/** By what a type is judged: its own service level, or the scenario's. */
export function serviceLevelOf({ serviceLevel }: ContactTypeSpec, scenario: Scenario): ServiceLevelSpec {
  return serviceLevel ?? scenario.serviceLevel
}
