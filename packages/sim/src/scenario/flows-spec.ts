import type { FlowsConfig } from '@strowger/acd'
import type { FlowBehaviour } from '../flow/flow-behaviour.ts'

/** Flows before the floor: which contacts come through them, and what callers do inside. */
export interface FlowsSpec {
  /** The flow file as a live host reads it. */
  readonly config: FlowsConfig
  /** IANA name: time zero is when this clock shows the start of the run. */
  readonly timeZone: string
  /** Type id → called number; contacts of other types come to the queue without a flow. */
  readonly calls: ReadonlyMap<string, string>
  readonly behaviour: FlowBehaviour
}
