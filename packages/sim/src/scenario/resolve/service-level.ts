import type { ServiceLevelSpec } from '../scenario.ts'
import type { RawServiceLevel } from '../schema/service-level.ts'
import { durationMs } from './time.ts'

/** A service level in ms. */
export function resolveServiceLevel({ threshold, definition }: RawServiceLevel): ServiceLevelSpec {
  return { thresholdMs: durationMs(threshold), ...(definition !== undefined && { definition }) }
}
