/** Returned by a policy that leaves the contact waiting, or the agent idle, although a choice was there. */
export const HOLD = -1

/** The names a policy may be configured with; a number is a place in the list. */
export interface RoutingNames {
  readonly types: readonly string[]
  readonly groups: readonly string[]
}

/**
 * What a policy sees when a contact looks for an agent; valid during the call only.
 *
 * Candidates are pools (agents of one group with the same skills) that have someone idle and eligible.
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
  /** Group number of a candidate. */
  group(candidate: number): number
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
 * Candidates are waiting lists (one contact type at one stage and priority) that have someone the agent may take.
 * Only the head of a list can be chosen: the order inside a list is first come, first served.
 */
export interface ContactSelection {
  readonly nowMs: number
  readonly agent: number
  readonly group: number
  /** Candidates: 0 … count − 1. At least 1. */
  readonly count: number
  type(candidate: number): number
  priority(candidate: number): number
  /** Id of the contact that waits longest in the list; of two with the same arrival the smaller came first. */
  contact(candidate: number): number
  /** When that contact arrived, less its head start (artificial age), ms. */
  arrivedMs(candidate: number): number
  /** Contacts in the list. */
  waiting(candidate: number): number
}

/**
 * The two dual decisions of routing. A policy chooses among what is possible: eligibility (skills, groups, stages) is
 * the engine's, so no policy can give a contact to an agent who may not take it. It may keep state of its own.
 */
export interface RoutingPolicy {
  readonly name: string
  /**
   * Called once by the engine that uses the policy, before any selection.
   *
   * @throws StrowgerError when the policy was configured with a name that does not exist
   */
  prepare?(names: RoutingNames): void
  /** A contact looks for an agent: the agent chosen, or {@link HOLD}. */
  selectAgent(selection: AgentSelection): number
  /** An agent looks for a contact: the candidate chosen, or {@link HOLD}. */
  selectContact(selection: ContactSelection): number
}
