import type { ByGroupParameter, ByPairParameter, ByTypeParameter, SingleParameter, TunedPolicy } from './policies.ts'

/** What happens between an offer to an agent and its answer. */
export interface OfferSpec {
  /** How long an offer rings before it counts as not answered. */
  readonly timeoutMs: number
  readonly afterNoAnswer: 'not-ready' | 'ready'
  /** How long an agent who did not answer stays not ready; of no effect with `ready`. */
  readonly notReadyForMs: number
}

/**
 * Who is matched with whom. Ranked tiers are complete: every type and every group has an entry, and only pairs that the
 * skills allow are in them; they are ordered by preference, groups (or types) inside one tier are equals.
 */
export type RoutingSpec =
  | TunedRouting
  | {
      readonly policy: 'ranked'
      /** Type id → tiers of groups that may take it. */
      readonly agentTiers: ReadonlyMap<string, readonly (readonly string[])[]>
      /** Group id → tiers of types that it picks when it becomes idle. */
      readonly contactTiers: ReadonlyMap<string, readonly (readonly string[])[]>
    }

/** A policy with numbers for parameters; those not written are absent, and the policy has defaults. Durations are ms. */
export interface TunedRouting {
  readonly policy: TunedPolicy
  /** Parameter → type id → number. */
  readonly byType: ReadonlyMap<ByTypeParameter, ReadonlyMap<string, number>>
  /** Parameter → group id → number. */
  readonly byGroup: ReadonlyMap<ByGroupParameter, ReadonlyMap<string, number>>
  /** Parameter → type id → group id → number. */
  readonly byPair: ReadonlyMap<ByPairParameter, ReadonlyMap<string, ReadonlyMap<string, number>>>
  readonly single: ReadonlyMap<SingleParameter, number>
}

/** The group may take contacts of the type only once they have waited `afterMs`. */
export interface OverflowSpec {
  readonly type: string
  readonly group: string
  readonly afterMs: number
}

/** How a group's agents serve a type: a routing profile. */
export interface GroupQueueSpec {
  /** They take a contact only once it has waited so long. */
  readonly delayMs: number
  /** 0 to 255: an agent who looks for a contact takes types with the largest first. */
  readonly priority: number
}
