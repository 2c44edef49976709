import type { DistributionSpec } from './distribution-spec.ts'
import type { Label } from './scenario.ts'

/** A stage that follows in the same conversation, with its probability. */
export interface HandlingStageSpec {
  readonly probability: number
  readonly time: DistributionSpec
  /** Probability that the caller buys what is offered in it; undefined: nothing is. */
  readonly converts?: number
}

/** A hold in the middle of a conversation, on top of the talk. */
export interface HoldSpec {
  readonly probability: number
  readonly length: DistributionSpec
}

/** A medium by which contacts come. */
export interface ChannelSpec {
  readonly id: string
  readonly label: Label
  readonly weight: number
  readonly interrupts: readonly string[]
}

/** How much an agent does at once. */
export interface CapacitySpec {
  readonly total: number
  readonly channels: ReadonlyMap<string, number>
}
