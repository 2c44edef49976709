import type { DistributionSpec } from './distribution-spec.ts'

/** At how many agents a contact rings at once. */
export interface RingSpec {
  readonly atOnce?: number
  readonly sameGroup?: boolean
  readonly everyMs?: number
}

/** Agents who are preferred, with what they score: who meets both. */
export interface PreferenceSpec {
  readonly skills: ReadonlyMap<string, number>
  /** An expression of the engine over skills; absent: nothing more. */
  readonly requirement?: string
  readonly weight: number
}

/** Agents who ask somebody while the caller holds. */
export interface ConsultSpec {
  /** Id of the type whose agents are asked; absent: somebody outside. */
  readonly with?: string
  readonly outside?: string
  readonly probability: number
  /** When the talk is over, instead of at a random moment of it. */
  readonly atEnd: boolean
  /** Ids of the groups whose agents ask; absent: all. */
  readonly from?: readonly string[]
  readonly takes: DistributionSpec
  /** How long the agent tries to find somebody. */
  readonly waits: DistributionSpec
  readonly transfers: number
  readonly conference?: { readonly probability: number; readonly takes: DistributionSpec }
}

/** A forced state by the clock. */
export interface OrderSpec {
  readonly atMs: number
  readonly order: 'not-ready' | 'ready' | 'sign-out'
  readonly group: string
  /** Infinity: all who are signed in. */
  readonly agents: number
  /** Infinity: for good. */
  readonly forMs: number
}

/** Supervisors, and what they do. */
export interface SupervisionSpec {
  readonly group: string
  readonly listens: number
  /** Absent: to the end of the talk. */
  readonly takes?: DistributionSpec
  readonly whispers: number
  readonly bargesIn: number
  readonly intercepts: number
  readonly orders: readonly OrderSpec[]
}
