import type { AcdEvent } from '../event/event.ts'

/** Returned by a policy that leaves the contact waiting, or the agent idle, although a choice was there. */
export const HOLD = -1

/** The names a policy may be configured with; a number is a place in the list. */
export interface RoutingNames {
  readonly types: readonly string[]
  readonly groups: readonly string[]
}

/** The whole floor as a policy sees it: counts at the moment of the decision. Nothing allocates. */
export interface FloorView {
  /** Contacts waiting, of all types; a contact that is just looking for an agent does not count. O(1). */
  readonly waiting: number
  /** Contacts waiting, and agents with a contact in hand (offered, connected, after-call work). O(groups). */
  readonly inside: number
  /** Contacts of a type that wait. O(stages × priorities in use). */
  waitingOf(type: number): number
  /** Agents of a group who are idle. O(pools with someone idle). */
  idleIn(group: number): number
  /** Agents of a group who are signed in, on a break or not. O(1). */
  signedInTo(group: number): number
  /** Agents of a group with a contact in hand: offered, connected or in after-call work. */
  busyIn(group: number): number
}

/**
 * What a policy sees when a contact looks for an agent; valid during the call only.
 *
 * Candidates are pools (agents of one group with the same skills) that have someone idle and eligible; where the contact
 * prefers some of them, those with the highest score. A policy that holds these is asked once more, about all.
 */
export interface AgentSelection {
  readonly nowMs: number
  /** Id of the contact. */
  readonly contact: number
  readonly type: number
  readonly priority: number
  /** Time since its arrival, ms. */
  readonly waitedMs: number
  /** Candidates: 0 … count − 1. At least 1. */
  readonly count: number
  readonly floor: FloorView
  /** Group number of a candidate. */
  group(candidate: number): number
  /** Σ of the candidate's levels in the skills that the contact requires at present; 0 when it requires none. */
  level(candidate: number): number
  /** Number of skills that agents of the candidate hold, required or not. */
  skills(candidate: number): number
  /** Agents idle in a candidate pool. */
  idle(candidate: number): number
  /** The agent of the candidate pool who has been idle longest. */
  longestIdle(candidate: number): number
  /** The agent of the same pool who became idle next after `agent`, {@link HOLD} after the last. */
  nextIdle(agent: number): number
  /** Orders agents across pools: the smaller has been idle longer. */
  idleOrder(agent: number): number
  /** Time since the agent became idle, ms. */
  idleMs(agent: number): number
}

/**
 * What a policy sees when an agent looks for a contact; valid during the call only.
 *
 * Candidates are waiting lists (one contact type at one stage and priority) that have someone the agent may take; where
 * the agent's group takes some types first, those of the highest priority there. A policy that holds these is asked once
 * more, about all.
 * Only the head of a list can be chosen: the order inside a list is first come, first served.
 */
export interface ContactSelection {
  readonly nowMs: number
  readonly agent: number
  readonly group: number
  /** Candidates: 0 … count − 1. At least 1. */
  readonly count: number
  readonly floor: FloorView
  type(candidate: number): number
  priority(candidate: number): number
  /** Id of the contact that waits longest in the list; of two with the same arrival the smaller came first. */
  contact(candidate: number): number
  /** When that contact arrived, less its head start (artificial age), ms. */
  arrivedMs(candidate: number): number
  /** Time since that contact arrived, ms. */
  waitedMs(candidate: number): number
  /** Contacts in the list. */
  waiting(candidate: number): number
  /** Idle agents of the looking agent's group, itself included, who may take from the list. O(pools / 32 + idle pools). */
  idleAlike(candidate: number): number
}

/**
 * The two dual decisions of routing. A policy chooses among what is possible: eligibility (skills, groups, stages) is
 * the engine's, so no policy can give a contact to an agent who may not take it. It may keep state of its own.
 */
export interface RoutingPolicy {
  readonly name: string
  /** True when the policy may return {@link HOLD}: then an agent may be idle while a contact it may take waits. */
  readonly holds?: boolean
  /**
   * Called by the engine that uses the policy, before any selection; again when the names change. What the policy has
   * learned is kept for the names that remain.
   *
   * @throws StrowgerError when the policy was configured with a name that does not exist
   */
  prepare?(names: RoutingNames): void
  /** A contact looks for an agent: the agent chosen, or {@link HOLD}. */
  selectAgent(selection: AgentSelection): number
  /** An agent looks for a contact: the candidate chosen, or {@link HOLD}. */
  selectContact(selection: ContactSelection): number
  /**
   * Called with every event at the moment the engine records it, so also in the middle of a command. The event is valid
   * during the call only; the engine must not be called from here. A policy without it costs nothing.
   */
  observe?(event: AcdEvent): void
}
