import { compileConfig } from '../config/compile.ts'
import type { AcdConfig } from '../config/config.ts'
import { Floor } from '../engine/floor.ts'
import { estimatorOf, policyOf, preparePolicy } from '../engine/new-floor.ts'
import { renumbered } from './renumber.ts'
import { restoreSnapshot } from './restore.ts'
import { takeSnapshot } from './take.ts'

/**
 * A floor under another configuration, with all who are on `from` and the events that were not read. Whatever can fail is
 * done before the policy, which may be the one in use, is told of the new names.
 *
 * @throws StrowgerError when the configuration has a mistake, or lacks what someone has
 */
export function movedFloor(from: Floor, config: AcdConfig): Floor {
  const compiled = compileConfig(config)
  const policy = policyOf(config)
  const floor = new Floor(compiled, policy, estimatorOf(config), from)
  restoreSnapshot(floor, renumbered(takeSnapshot(from), compiled))
  preparePolicy(policy, compiled)
  return floor
}
