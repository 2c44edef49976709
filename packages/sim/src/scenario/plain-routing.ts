import type { TunedPolicy } from './policies.ts'
import type { TunedRouting } from './routing-spec.ts'

/** A policy with the defaults of its parameters. */
export function plainRouting(policy: TunedPolicy): TunedRouting {
  return { policy, byType: new Map(), byGroup: new Map(), byPair: new Map(), single: new Map() }
}
