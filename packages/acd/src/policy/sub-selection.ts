import { enlarged } from '../memory/enlarge.ts'
import type { AgentSelection, ContactSelection, FloorView } from './policy.ts'

/** Some of the candidates of a selection, in their order: kept by a policy and refilled, so that nothing is allocated. */
class Chosen<Selection> {
  #full: Selection | undefined
  #candidates = new Int32Array(16)
  count = 0

  /** The selection that this is a part of; valid from {@link from} to the end of the decision. */
  protected get full(): Selection {
    return this.#full!
  }

  /** Starts over: no candidate yet. */
  from(full: Selection): void {
    this.#full = full
    this.count = 0
  }

  /** Adds a candidate of the full selection. */
  add(candidate: number): void {
    if (this.count === this.#candidates.length) {
      this.#candidates = enlarged(this.#candidates, new Int32Array(2 * this.count))
    }
    this.#candidates[this.count] = candidate
    this.count += 1
  }

  /** The number that a candidate has in the full selection. */
  original(candidate: number): number {
    return this.#candidates[candidate]!
  }
}

/** Some of the pools that could take a contact. */
export class SubAgentSelection extends Chosen<AgentSelection> implements AgentSelection {
  get nowMs(): number {
    return this.full.nowMs
  }
  get contact(): number {
    return this.full.contact
  }
  get type(): number {
    return this.full.type
  }
  get priority(): number {
    return this.full.priority
  }
  get waitedMs(): number {
    return this.full.waitedMs
  }
  get floor(): FloorView {
    return this.full.floor
  }
  group(candidate: number): number {
    return this.full.group(this.original(candidate))
  }
  level(candidate: number): number {
    return this.full.level(this.original(candidate))
  }
  skills(candidate: number): number {
    return this.full.skills(this.original(candidate))
  }
  idle(candidate: number): number {
    return this.full.idle(this.original(candidate))
  }
  longestIdle(candidate: number): number {
    return this.full.longestIdle(this.original(candidate))
  }
  nextIdle(agent: number): number {
    return this.full.nextIdle(agent)
  }
  idleOrder(agent: number): number {
    return this.full.idleOrder(agent)
  }
  idleMs(agent: number): number {
    return this.full.idleMs(agent)
  }
}

/** Some of the waiting lists from which an agent could take. */
export class SubContactSelection extends Chosen<ContactSelection> implements ContactSelection {
  get nowMs(): number {
    return this.full.nowMs
  }
  get agent(): number {
    return this.full.agent
  }
  get group(): number {
    return this.full.group
  }
  get floor(): FloorView {
    return this.full.floor
  }
  type(candidate: number): number {
    return this.full.type(this.original(candidate))
  }
  priority(candidate: number): number {
    return this.full.priority(this.original(candidate))
  }
  contact(candidate: number): number {
    return this.full.contact(this.original(candidate))
  }
  arrivedMs(candidate: number): number {
    return this.full.arrivedMs(this.original(candidate))
  }
  waitedMs(candidate: number): number {
    return this.full.waitedMs(this.original(candidate))
  }
  waiting(candidate: number): number {
    return this.full.waiting(this.original(candidate))
  }
  idleAlike(candidate: number): number {
    return this.full.idleAlike(this.original(candidate))
  }
}
