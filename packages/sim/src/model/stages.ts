import type { StageConfig } from '@strowger/acd'
import type { RelaxationSpec } from '../scenario/relaxation-spec.ts'
import type { ContactTypeSpec } from '../scenario/scenario.ts'
import { preferenceConfig } from './beside.ts'
import { requirementOf } from './requirement.ts'
import type { Reach } from './routing.ts'

/** The groups that may take a type, and in stages the groups that join and what is asked of agents from then on. */
export function stagedReach({ relaxation = [] }: ContactTypeSpec, { groups, stages }: Reach): Reach {
  const byTime = new Map<number, StageConfig>()
  for (const stage of [...stages, ...relaxation.map(relaxedStage)]) {
    byTime.set(stage.afterMs, { ...byTime.get(stage.afterMs), ...stage })
  }
  return { groups, stages: [...byTime.values()].sort((a, b) => a.afterMs - b.afterMs) }
}

function relaxedStage({ afterMs, requires, requirement, prefers, ring }: RelaxationSpec): StageConfig {
  return {
    afterMs,
    ...((requires ?? requirement) !== undefined && {
      requires: requirementOf({ ...(requires && { requires }), ...(requirement !== undefined && { requirement }) }),
    }),
    ...(prefers !== undefined && { prefers: prefers.map(preferenceConfig) }),
    ...(ring !== undefined && { ring }),
  }
}
