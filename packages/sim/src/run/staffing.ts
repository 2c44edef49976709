import type { StaffingModel } from '../model/model.ts'
import type { World } from './world.ts'

/**
 * Groups whose number of agents is given for each interval. When it falls, idle agents go at once, and for the rest
 * whoever is free first: nobody is cut off, and nobody is free while another is owed a departure. Or it is fixed at once who of
 * the busy goes, each after what it has in hand; of those, who has not gone yet stays when the number rises again.
 */
export class Staffing {
  readonly #world: World
  readonly #ofGroup: readonly (StaffingModel | undefined)[]
  /** 1 while the agent is signed in. */
  readonly #present: Uint8Array
  /** By group: how many more will go as soon as they are free. */
  readonly #owed: Int32Array

  constructor(world: World) {
    const { groups, roster, staffing } = world.model
    this.#world = world
    this.#ofGroup = groups.map((_, group) => staffing.find((each) => each.group === group))
    this.#present = new Uint8Array(roster.length)
    this.#owed = new Int32Array(groups.length)
  }

  /** The group has the agents of the interval from now on. */
  change(group: number, interval: number, nowMs: number): void {
    const { firstAgent, agents, levels, chosen } = this.#ofGroup[group]!
    let missing = levels[interval]! + this.#owed[group]!
    for (let agent = firstAgent; agent < firstAgent + agents; agent += 1) missing -= this.#present[agent]!
    // First those who were about to go may stay.
    while (missing > 0 && this.#owed[group]! > 0) {
      this.#owed[group]! -= 1
      missing -= 1
    }
    const { engine } = this.#world
    const isGone = (agent: number) => engine.agentState(agent) === 'signed-out'
    if (chosen) missing -= this.#bring(group, missing, nowMs, (agent) => !isGone(agent))
    missing -= this.#bring(group, missing, nowMs, () => true)
    for (let agent = firstAgent + agents - 1; agent >= firstAgent && missing < 0; agent -= 1) {
      if (this.#present[agent] === 0 || engine.agentState(agent) !== 'ready') continue
      this.#present[agent] = 0
      engine.signOut(agent, nowMs)
      missing += 1
    }
    if (!chosen) {
      if (missing < 0) this.#owed[group]! -= missing
      return
    }
    for (let agent = firstAgent; agent < firstAgent + agents && missing < 0; agent += 1) {
      if (this.#present[agent] === 0) continue
      this.#present[agent] = 0
      engine.signOut(agent, nowMs)
      missing += 1
    }
  }

  /** So many agents at most come, of those who may; tells how many. */
  #bring(group: number, most: number, nowMs: number, mayCome: (agent: number) => boolean): number {
    const { engine } = this.#world
    const { firstAgent, agents } = this.#ofGroup[group]!
    let come = 0
    for (let agent = firstAgent; agent < firstAgent + agents && come < most; agent += 1) {
      if (this.#present[agent] === 1 || !mayCome(agent)) continue
      this.#present[agent] = 1
      engine.signIn(agent, nowMs)
      engine.ready(agent, nowMs)
      come += 1
    }
    return come
  }

  /** An agent is about to be free: it goes if one of its group should. */
  beforeFree(agent: number, nowMs: number): void {
    const { group } = this.#world.model.roster[agent]!
    if (this.#owed[group] === 0) return
    this.#owed[group]! -= 1
    this.#present[agent] = 0
    this.#world.engine.signOut(agent, nowMs)
  }
}
