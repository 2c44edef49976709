import type { AgentConfig } from '../config/host-config.ts'

/** The agents of a host: the number that people know, and that of the engine. */
export class Agents {
  readonly #byNumber = new Map<string, { agent: number; config: AgentConfig }>()
  readonly #byAgent = new Map<number, string>()

  /** An agent is known, or has another configuration from now on. */
  set(config: AgentConfig, agent: number): void {
    this.#byNumber.set(config.number, { agent, config })
    this.#byAgent.set(agent, config.number)
  }

  /** The agent has left for good; its number of the engine stays taken. */
  remove(number: string): void {
    this.#byNumber.delete(number)
  }

  /** Number of the engine; undefined for nobody's. */
  agentOf(number: string): number | undefined {
    return this.#byNumber.get(number)?.agent
  }

  /** The number that people know; empty for one that is not known. */
  numberOf(agent: number): string {
    return this.#byAgent.get(agent) ?? ''
  }

  configOf(number: string): AgentConfig | undefined {
    return this.#byNumber.get(number)?.config
  }

  /** All numbers. */
  get numbers(): readonly string[] {
    return [...this.#byNumber.keys()]
  }
}
