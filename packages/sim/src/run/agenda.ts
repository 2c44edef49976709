import { DeadlineHeap } from '@strowger/acd'

/**
 * What lies ahead in a simulated exchange. Owners of events: each type (its next arrival), the roster, two for each agent
 * (the end of its break, and its next absence from the phone), and two for each caller: its own side (patience, calling
 * again) and that of the agent it is with (answer, release, after-call work).
 */
export class Agenda {
  readonly events: DeadlineHeap
  readonly roster: number
  readonly firstCaller: number
  readonly #firstAgent: number

  constructor(types: number, agents: number, callers: number) {
    this.roster = types
    this.#firstAgent = types + 1
    this.firstCaller = this.#firstAgent + 2 * agents
    this.events = new DeadlineHeap(this.firstCaller + 2 * callers)
  }

  /** Makes room for so many callers. */
  grow(callers: number): void {
    this.events.grow(this.firstCaller + 2 * callers)
  }

  /** Owner of the end of an agent's break. */
  breakOf(agent: number): number {
    return this.#firstAgent + 2 * agent
  }

  /** Owner of an agent's next absence from the phone, or its end. */
  offPhoneOf(agent: number): number {
    return this.#firstAgent + 2 * agent + 1
  }

  /** The agent of either. */
  agentOf(owner: number): number {
    return (owner - this.#firstAgent) >> 1
  }

  /** Owner of what the caller itself will do. */
  ownSide(caller: number): number {
    return this.firstCaller + 2 * caller
  }

  /** Owner of what the agent will do about the caller. */
  agentSide(caller: number): number {
    return this.firstCaller + 2 * caller + 1
  }

  /** The caller of either side. */
  callerOf(owner: number): number {
    return (owner - this.firstCaller) >> 1
  }
}
