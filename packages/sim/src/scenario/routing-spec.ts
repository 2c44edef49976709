import type { ByGroupParameter, ByPairParameter, ByTypeParameter, SingleParameter, TunedPolicy } from './policies.ts'

/** What happens between an offer to an agent and its answer. */
export interface OfferSpec {
  /** How long an offer rings before it counts as not answered. */
  readonly timeoutMs: number
  readonly afterNoAnswer: 'not-ready' | 'ready'
  /** How long an agent who did not answer stays not ready; of no effect with `ready`. */
  readonly notReadyForMs: number
}

/** Who is matched with whom. */
export type RoutingSpec =
  | TunedRouting
  | RankedRouting
  | ExpectedDelayRouting
  | LoadRatioRouting
  | FairThresholdRouting
  | CombinedRouting
  | PerTypeRouting

/** Ids in tiers, the preferred first; ids inside one tier are equals. */
export type Tiers = readonly (readonly string[])[]

/** Tiers that are complete: every type and every group has an entry, and only pairs that the skills allow are in them. */
export interface RankedRouting {
  readonly policy: 'ranked'
  /** Type id → tiers of groups that may take it. */
  readonly agentTiers: ReadonlyMap<string, Tiers>
  /** Group id → tiers of types that it picks when it becomes idle. */
  readonly contactTiers: ReadonlyMap<string, Tiers>
}

/** The first tier that recovers within a target. */
export interface ExpectedDelayRouting {
  readonly policy: 'expected-delay'
  /** Type id → tiers of groups; groups and types that are absent come last. */
  readonly agentTiers: ReadonlyMap<string, Tiers>
  readonly targetMs: number
  /** Handling time of a group that has not handled anything yet; absent: the policy's own. */
  readonly handlingMs?: number
}

/** The first tier that stays under a load. */
export interface LoadRatioRouting {
  readonly policy: 'load-ratio'
  /** As of {@link ExpectedDelayRouting}. */
  readonly agentTiers: ReadonlyMap<string, Tiers>
  /** Contacts per agent. */
  readonly target: number
}

/** An order of groups that depends on how many are inside. */
export interface FairThresholdRouting {
  readonly policy: 'fair-threshold'
  /** Ascending; the last is up to Infinity. */
  readonly bands: readonly { readonly upTo: number; readonly agents: Tiers }[]
}

/** One policy chooses agents for contacts, another contacts for agents. */
export interface CombinedRouting {
  readonly policy: 'combined'
  readonly agentsBy: RoutingSpec
  readonly contactsBy: RoutingSpec
}

/** Each type has the policy that names it. */
export interface PerTypeRouting {
  readonly policy: 'per-type'
  /** No type is in two of them. */
  readonly policies: readonly { readonly types: readonly string[]; readonly by: RoutingSpec }[]
  /** Of the other types. */
  readonly otherwise: RoutingSpec
  /** Chooses among what the policies propose to an agent. */
  readonly across: RoutingSpec
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
