import type { AcdEvent } from '@strowger/acd'
import type { RandomStream } from '../../random/stream.ts'
import type { World } from '../world.ts'
import { ThresholdDialler, type ThresholdDiallerSpec } from './threshold-dialler.ts'
import { VirtualHold, type VirtualHoldSpec } from './virtual-hold.ts'

/** A host beside the scenario, that does with the engine what no scenario can say. Plain data: types and groups by number. */
export type OutsideSpec = ThresholdDiallerSpec | VirtualHoldSpec

/** Who sees every event, and may give the engine commands or have somebody call. */
export interface Outside {
  readonly observe: (event: AcdEvent) => void
}

/** The host of a replication. Its scenario must be one whose callers have random numbers of their own (balking, rules). */
export function outsideOf(spec: OutsideSpec, world: World, stream: RandomStream): Outside {
  if (spec.kind === 'threshold-dialler') return new ThresholdDialler(spec, world, stream)
  return new VirtualHold(spec, world, stream)
}
