import { DeadlineHeap } from '@strowger/acd'
import type { Model } from '../model/model.ts'

/**
 * What lies ahead in a simulated exchange. Owners of events: each type (its next arrival), the roster, three for each agent
 * (the end of its break, its next absence from the phone, its answer where several ring), the orders of supervisors, each
 * campaign (its next list), and two for each caller: its own side (patience, calling again) and that of the agent it is with
 * (answer, release, after-call work).
 */
export class Agenda {
  declare readonly events: DeadlineHeap
  readonly roster: number = 0
  readonly orders: number = 0
  readonly firstCampaign: number = 0
  readonly firstCaller: number = 0
  readonly #firstAgent: number = 0

  constructor({ types, roster, dialling }: Model, callers: number) {
    this.roster = types.length
    this.#firstAgent = this.roster + 1
    this.orders = this.#firstAgent + 3 * roster.length
    this.firstCampaign = this.orders + 1
    this.firstCaller = this.firstCampaign + (dialling?.campaigns.length ?? 0)
    this.events = new DeadlineHeap(this.firstCaller + 2 * callers)
  }

  /** Makes room for so many callers. */
  grow(callers: number): void {
    this.events.grow(this.firstCaller + 2 * callers)
  }

  /** Owner of the end of an agent's break. */
  breakOf(agent: number): number {
    return this.#firstAgent + 3 * agent
  }

  /** Owner of an agent's next absence from the phone, or its end. */
  offPhoneOf(agent: number): number {
    return this.#firstAgent + 3 * agent + 1
  }

  /** Owner of an agent's answer to what rings there. */
  answerOf(agent: number): number {
    return this.#firstAgent + 3 * agent + 2
  }

  /** The agent of any of them. */
  agentOf(owner: number): number {
    return Math.floor((owner - this.#firstAgent) / 3)
  }

  /** Owner of the next list of a campaign. */
  listOf(campaign: number): number {
    return this.firstCampaign + campaign
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
