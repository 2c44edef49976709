import { type AgentTable, AgentState } from '../agent/agent-table.ts'
import type { IdleLists } from '../agent/idle-lists.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { FloorView } from '../policy/policy.ts'
import { listOf, type WaitingLists } from '../queue/waiting-lists.ts'
import type { Eligibility } from './eligibility.ts'

/** Counts of the floor for policies: read from the lists where these know, kept per group where they do not. */
export class FloorCounts implements FloorView {
  declare private readonly agents: AgentTable
  declare private readonly idle: IdleLists
  readonly #waiting: WaitingLists
  declare private readonly eligibility: Eligibility
  /** First demand of each type, and one past the last: stages of a type follow each other. */
  readonly #firstDemand: Int32Array = new Int32Array(0)
  readonly #signedIn: Int32Array = new Int32Array(0)
  /** Signed in and not on a break: idle or busy. */
  readonly #atWork: Int32Array = new Int32Array(0)
  /** State each agent was last seen to enter without a contact. */
  #entered: Uint8Array = new Uint8Array(16)

  constructor(groups: number, agents: AgentTable, idle: IdleLists, waiting: WaitingLists, eligibility: Eligibility) {
    this.agents = agents
    this.idle = idle
    this.#waiting = waiting
    this.eligibility = eligibility
    this.#signedIn = new Int32Array(groups)
    this.#atWork = new Int32Array(groups)
    const firsts = eligibility.demands.flatMap(({ stage }, demand) => (stage === 0 ? [demand] : []))
    this.#firstDemand = Int32Array.from([...firsts, eligibility.demands.length])
  }

  /** An agent has entered the state it intended; states with a contact in hand lie between two of these. O(1). */
  enter(agent: number): void {
    if (agent >= this.#entered.length) this.#entered = enlarged(this.#entered, new Uint8Array(2 * agent))
    const group = this.agents.group[agent]!
    const before = this.#entered[agent]!
    const now = enteredBy(this.agents.state[agent]!)
    this.#entered[agent] = now
    if (before !== AgentState.signedOut) this.#signedIn[group]! -= 1
    if (now !== AgentState.signedOut) this.#signedIn[group]! += 1
    if (before === AgentState.ready) this.#atWork[group]! -= 1
    if (now === AgentState.ready) this.#atWork[group]! += 1
  }

  get waiting(): number {
    return this.#waiting.size
  }

  get inside(): number {
    let inside = this.#waiting.size
    for (let group = 0; group < this.#atWork.length; group += 1) inside += this.busyIn(group)
    return inside
  }

  waitingOf(type: number): number {
    const end = this.#firstDemand[type + 1]!
    let waiting = 0
    for (let demand = this.#firstDemand[type]!; demand < end; demand += 1) {
      let bits = this.#waiting.nonEmpty[demand]!
      while (bits !== 0) {
        const priority = 31 - Math.clz32(bits)
        bits &= ~(1 << priority)
        waiting += this.#waiting.length(listOf(demand, priority))
      }
    }
    return waiting
  }

  idleIn(group: number): number {
    const words = this.idle.nonEmpty
    let idle = 0
    for (let word = 0; word < words.length; word += 1) {
      let bits = words[word]!
      while (bits !== 0) {
        const bit = bits & -bits
        bits ^= bit
        const pool = word * 32 + 31 - Math.clz32(bit)
        if (this.eligibility.groupOf(pool) === group) idle += this.idle.length(pool)
      }
    }
    return idle
  }

  signedInTo(group: number): number {
    return this.#signedIn[group]!
  }

  busyIn(group: number): number {
    return this.#atWork[group]! - this.idleIn(group)
  }
}

function enteredBy(state: number): number {
  if (state === AgentState.unreachable) return AgentState.notReady
  if (state === AgentState.removed) return AgentState.signedOut
  // A restored agent may have a contact in hand: it was ready before.
  return Math.min(state, AgentState.ready)
}
