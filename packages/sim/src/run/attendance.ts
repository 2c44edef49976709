import type { AgentEvent } from '@strowger/acd'
import type { Presence } from '../model/model.ts'
import { AgentPurpose } from './agent-draws.ts'
import { EventPriority } from './event-priority.ts'
import { Pauses } from './pauses.ts'
import { Staffing } from './staffing.ts'
import type { World } from './world.ts'

/** An agent signs in or out or has a break, or a group's number of agents changes. */
interface RosterChange {
  readonly atMs: number
  /** The agent; the group, of a change of its number. */
  readonly who: number
  readonly priority: number
  /** Length of a break, ms; number of the interval, of a change of a group's number. */
  readonly what: number
}

/** Agents who come and go by the roster. The end of a shift never cuts a call off: the engine sees to that. */
export class Attendance {
  readonly #world: World
  readonly #pauses: Pauses | undefined
  readonly #staffing: Staffing | undefined
  readonly #changes: readonly RosterChange[]
  #next = 0

  constructor(world: World) {
    const { model } = world
    this.#world = world
    this.#pauses = model.pauses ? new Pauses(world) : undefined
    this.#staffing = model.staffing.length > 0 ? new Staffing(world) : undefined
    // Introduced in the order of the roster: an agent's number is its place there.
    for (const { group, skills } of model.roster) {
      world.engine.addAgent(skills === undefined ? { group } : { group, skills })
    }
    const changes = [...model.roster.flatMap((presence, agent) => this.#changesOf(presence, agent)), ...this.#levels()]
    this.#changes = changes
      .filter((change) => change.atMs < Infinity)
      .sort((a, b) => a.atMs - b.atMs || a.priority - b.priority || a.who - b.who)
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
    const { who, priority, what } = this.#changes[this.#next]!
    this.#next += 1
    if (priority === EventPriority.shiftStart) {
      engine.signIn(who, nowMs)
      engine.ready(who, nowMs)
      this.#pauses?.signedIn(who, nowMs)
    } else if (priority === EventPriority.shiftEnd) engine.signOut(who, nowMs)
    else if (priority === EventPriority.staffing) this.#staffing!.change(who, what, nowMs)
    else this.#pauses!.beginBreak(who, what, nowMs)
    this.schedule()
  }

  /** Something about an agent's pauses is due. */
  fire(agent: number, priority: number, nowMs: number): void {
    this.#pauses!.fire(agent, priority, nowMs)
  }

  /** The agent has nothing in hand and changed state. */
  changed(event: AgentEvent): void {
    if (this.#pauses !== undefined && event.state === 'not-ready') this.#pauses.begun(event)
  }

  /** The agent is about to have nothing in hand. */
  beforeFree(agent: number, nowMs: number): void {
    if (this.#staffing !== undefined) this.#staffing.beforeFree(agent, nowMs)
  }

  #changesOf({ group, fromMs, toMs, breaks = [] }: Presence, agent: number): RosterChange[] {
    const { agentDraws, model } = this.#world
    const { absence, lateness } = model.groups[group]!
    if (absence > 0 && agentDraws.of(agent, AgentPurpose.absence) < absence) return []
    const lateMs = lateness === undefined ? 0 : lateness.quantile(agentDraws.of(agent, AgentPurpose.lateness))
    const comesMs = fromMs + lateMs
    if (comesMs >= toMs) return []
    return [
      { atMs: comesMs, who: agent, priority: EventPriority.shiftStart, what: 0 },
      ...breaks.map(({ atMs, lengthMs }) => ({ atMs, who: agent, priority: EventPriority.pauseStart, what: lengthMs })),
      { atMs: toMs, who: agent, priority: EventPriority.shiftEnd, what: 0 },
    ]
  }

  #levels(): RosterChange[] {
    return this.#world.model.staffing.flatMap(({ group, intervalMs, levels }) =>
      Array.from(levels, (_, interval) => {
        return { atMs: interval * intervalMs, who: group, priority: EventPriority.staffing, what: interval }
      }),
    )
  }
}
