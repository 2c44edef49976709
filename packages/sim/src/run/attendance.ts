import type { Presence } from '../model/model.ts'
import { EventPriority } from './event-priority.ts'
import type { World } from './world.ts'

/** An agent signs in or out. */
interface RosterChange {
  readonly atMs: number
  readonly agent: number
  readonly priority: number
}

/** Agents who come and go by the roster. The end of a shift never cuts a call off: the engine sees to that. */
export class Attendance {
  readonly #world: World
  readonly #changes: readonly RosterChange[]
  #next = 0

  constructor(world: World) {
    this.#world = world
    this.#changes = this.#introduce(world.model.roster)
  }

  /** Sets the next change. */
  schedule(): void {
    const next = this.#changes[this.#next]
    const { agenda } = this.#world
    if (next !== undefined) agenda.events.set(agenda.roster, next.atMs, next.priority)
  }

  /** Carries out the change that is due. */
  change(nowMs: number): void {
    const { engine } = this.#world
    const { agent, priority } = this.#changes[this.#next]!
    this.#next += 1
    if (priority === EventPriority.shiftStart) {
      engine.signIn(agent, nowMs)
      engine.ready(agent, nowMs)
    } else engine.signOut(agent, nowMs)
    this.schedule()
  }

  #introduce(roster: readonly Presence[]): RosterChange[] {
    const changes = roster.flatMap(({ group, fromMs, toMs, skills }) => {
      const agent = this.#world.engine.addAgent(skills === undefined ? { group } : { group, skills })
      return [
        { atMs: fromMs, agent, priority: EventPriority.shiftStart },
        { atMs: toMs, agent, priority: EventPriority.shiftEnd },
      ]
    })
    return changes
      .filter((change) => change.atMs < Infinity)
      .sort((a, b) => a.atMs - b.atMs || a.priority - b.priority || a.agent - b.agent)
  }
}
