import { compileConfig, type CompiledConfig } from '../config/compile.ts'
import type { AcdConfig } from '../config/config.ts'
import { QueueLengthEstimator } from '../estimate/queue-length.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import { LongestIdle } from '../policy/longest-idle.ts'
import type { RoutingPolicy } from '../policy/policy.ts'
import { Floor } from './floor.ts'

/**
 * An empty floor for a configuration.
 *
 * @throws StrowgerError with the path of the first mistake
 */
export function newFloor(config: AcdConfig): Floor {
  const policy = policyOf(config)
  const compiled = compileConfig(config)
  preparePolicy(policy, compiled)
  return new Floor(compiled, policy, estimatorOf(config))
}

/** The estimator of a configuration. */
export function estimatorOf({ estimator }: AcdConfig): WaitEstimator {
  return estimator ?? new QueueLengthEstimator()
}

/** The policy of a configuration. */
export function policyOf({ policy }: AcdConfig): RoutingPolicy {
  return policy ?? new LongestIdle()
}

/** Tells a policy the names it works with. @throws StrowgerError when it was configured with one that does not exist */
export function preparePolicy(policy: RoutingPolicy, { types, groups }: CompiledConfig): void {
  policy.prepare?.({ types: types.map(({ name }) => name), groups: groups.map(({ name }) => name) })
}
