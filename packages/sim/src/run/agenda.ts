import { DeadlineHeap } from '@strowger/acd'

/**
 * What lies ahead in a simulated exchange. Owners of events: each type (its next arrival), the roster, and two for each
 * caller: its own side (patience, calling again) and that of the agent it is with (answer, release, after-call work).
 */
export class Agenda {
  readonly events: DeadlineHeap
  readonly roster: number
  readonly firstCaller: number

  constructor(types: number, callers: number) {
    this.roster = types
    this.firstCaller = types + 1
    this.events = new DeadlineHeap(this.firstCaller + 2 * callers)
  }

  /** Makes room for so many callers. */
  grow(callers: number): void {
    this.events.grow(this.firstCaller + 2 * callers)
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
