import type { DistributionSpec } from './distribution-spec.ts'
import type { Label } from './scenario.ts'

/** What those who are called do; what is left of the probabilities is that nobody answers. */
export interface CalledSpec {
  readonly reached: number
  readonly machine: number
  readonly busy: number
  /** From dialling to the answer; absent: at once. */
  readonly after?: DistributionSpec
  readonly machineAfter?: DistributionSpec
  readonly busyAfter?: DistributionSpec
}

/** What a call came to that reached nobody. */
export type UnreachedBy = 'busy' | 'machine' | 'no-answer'

/** How calls are made and tried again; what is absent is the engine's default. */
export interface RedialSpec {
  readonly called: CalledSpec
  readonly attempts?: number
  readonly retryMs?: number
  readonly retryMsAfter?: Readonly<Partial<Record<UnreachedBy, number>>>
  /** No further call after these. */
  readonly giveUpAfter?: readonly UnreachedBy[]
  readonly ringMs?: number
  readonly expireMs?: number
}

/** Callers of a type who may hang up to be called back. */
export interface CallbackSpec extends RedialSpec {
  /** Probability of accepting. */
  readonly accepts: number
  readonly promiseMs: number
  readonly priorityWhenDue?: number
}

/** Outbound contacts. */
export interface CampaignSpec extends RedialSpec {
  readonly id: string
  readonly label: Label
  /** Id of the type of its contacts. */
  readonly type: string
  readonly mode: 'predictive' | 'preview' | 'progressive'
  /** Lists, from time zero, ascending. */
  readonly lists: readonly { readonly atMs: number; readonly contacts: number }[]
  readonly reserve?: number
  readonly holds?: readonly { readonly type: string; readonly when: string }[]
  readonly abandonCap?: number
  readonly maxHoldMs?: number
  /** Persons who answer and are not the right ones; absent: all are. */
  readonly wrongParty?: { readonly probability: number; readonly talk: DistributionSpec }
}

/** Who is called after a conversation. */
export interface FollowUpSpec {
  /** Id of the campaign. */
  readonly campaign: string
  readonly probability: number
  readonly after: DistributionSpec
  /** Ids of the groups after whose conversations; absent: all. */
  readonly from?: readonly string[]
}

/** Callers who gave up and are called back unasked. */
export interface WinBackSpec {
  readonly campaign: string
  readonly afterMs: number
  readonly minWaitMs: number
}
