import type { AcdEvent } from '../event/event.ts'
import type { AgentSelection, ContactSelection, RoutingNames, RoutingPolicy } from './policy.ts'

/** The two halves of {@link Combined}. */
export interface CombinedConfig {
  /** Chooses agents for contacts. */
  readonly agents: RoutingPolicy
  /** Chooses contacts for agents. */
  readonly contacts: RoutingPolicy
}

/** One policy's choice of agents with another's choice of contacts: least occupied with accumulating priority, say. */
export class Combined implements RoutingPolicy {
  readonly name: string
  readonly holds: boolean
  readonly #agents: RoutingPolicy
  readonly #contacts: RoutingPolicy

  constructor({ agents, contacts }: CombinedConfig) {
    this.name = `${agents.name} with ${contacts.name}`
    this.holds = agents.holds === true || contacts.holds === true
    this.#agents = agents
    this.#contacts = contacts
  }

  prepare(names: RoutingNames): void {
    this.#agents.prepare?.(names)
    if (this.#contacts !== this.#agents) this.#contacts.prepare?.(names)
  }

  observe(event: AcdEvent): void {
    this.#agents.observe?.(event)
    if (this.#contacts !== this.#agents) this.#contacts.observe?.(event)
  }

  selectAgent(selection: AgentSelection): number {
    return this.#agents.selectAgent(selection)
  }

  selectContact(selection: ContactSelection): number {
    return this.#contacts.selectContact(selection)
  }
}
