import { type Tiers, tierRanks } from './names.ts'
import { goesBefore } from './order.ts'
import type { AgentSelection, ContactSelection, RoutingNames, RoutingPolicy } from './policy.ts'

/** Preferences of {@link RankedLists}; what is not mentioned comes after all that is. */
export interface RankedListsConfig {
  /** Contact type → tiers of agent groups. */
  readonly agents?: Readonly<Record<string, Tiers>>
  /** Agent group → tiers of contact types. */
  readonly contacts?: Readonly<Record<string, Tiers>>
}

/**
 * Ranked lists: a contact goes to the most preferred group that has someone idle, an agent takes from the most
 * preferred type that has someone waiting; equals by priority, then longest wait, and longest idle
 * (Wallace & Whitt 2005; the rank matrices of ContactCenters).
 */
export class RankedLists implements RoutingPolicy {
  readonly name: string = 'ranked-lists'
  readonly #config: RankedListsConfig
  #groups = 0
  #types = 0
  /** Rank of a group for a type, row per type. */
  #agentRank: Uint8Array = new Uint8Array(0)
  /** Rank of a type for a group, row per group. */
  #contactRank: Uint8Array = new Uint8Array(0)

  constructor(config: RankedListsConfig) {
    this.#config = config
  }

  prepare(names: RoutingNames): void {
    // Both before either is kept: a name that does not exist leaves the ranks in use as they are.
    const agentRank = tierRanks('agents', this.#config.agents ?? {}, names.types, names.groups)
    const contactRank = tierRanks('contacts', this.#config.contacts ?? {}, names.groups, names.types)
    this.#groups = names.groups.length
    this.#types = names.types.length
    this.#agentRank = agentRank
    this.#contactRank = contactRank
  }

  selectAgent(selection: AgentSelection): number {
    const row = selection.type * this.#groups
    let chosen = selection.longestIdle(0)
    let rank = this.#agentRank[row + selection.group(0)]!
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const agent = selection.longestIdle(candidate)
      const itsRank = this.#agentRank[row + selection.group(candidate)]!
      if (itsRank < rank || (itsRank === rank && selection.idleOrder(agent) < selection.idleOrder(chosen))) {
        chosen = agent
        rank = itsRank
      }
    }
    return chosen
  }

  selectContact(selection: ContactSelection): number {
    const row = selection.group * this.#types
    let chosen = 0
    let rank = this.#contactRank[row + selection.type(0)]!
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const itsRank = this.#contactRank[row + selection.type(candidate)]!
      if (itsRank < rank || (itsRank === rank && goesBefore(selection, candidate, chosen))) {
        chosen = candidate
        rank = itsRank
      }
    }
    return chosen
  }
}
