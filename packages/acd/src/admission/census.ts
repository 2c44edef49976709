import { AgentState, type AgentTable } from '../agent/agent-table.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { Eligibility } from '../match/eligibility.ts'

const STATES = Object.keys(AgentState).length
const IS_SIGNED_IN = new Uint8Array(STATES).fill(1)
IS_SIGNED_IN[AgentState.signedOut] = 0
IS_SIGNED_IN[AgentState.removed] = 0
/** An agent that has not been counted yet. */
const NEW = 255
/** Nobody's pool: the agent takes nothing at present. */
const NONE = -1

/**
 * What the agents of each type's queue are doing, counted. Agents of a queue are those who may take a contact of the
 * type as it arrives: at its first stage, without reserves.
 *
 * Agents are noted when something happens to them and counted afterwards, in the state they were left in:
 * O(types that the agent serves) for each of them, nothing for the others.
 */
export class Census {
  readonly #agents: AgentTable
  readonly #eligibility: Eligibility
  readonly #firstDemand: Int32Array
  /** By type and state. */
  readonly #count: Int32Array
  /** By pool, the types it serves; grows with the pools. */
  readonly #typesOf: Int32Array[] = []
  /** By type, agents who would take a contact now. */
  readonly #able: Int32Array
  #counted: Uint8Array = new Uint8Array(16).fill(NEW)
  /** The pool by whose types an agent was counted. */
  #countedIn: Int32Array = new Int32Array(16).fill(NONE)
  /** Agents by pool. */
  readonly #members: number[] = []
  #version = 0
  /** The pool in which an agent was counted as able. */
  #ableIn: Int32Array = new Int32Array(16).fill(NONE)
  #isNoted: Uint8Array = new Uint8Array(16)
  readonly #noted: number[] = []

  constructor(agents: AgentTable, eligibility: Eligibility, firstDemands: readonly number[]) {
    this.#agents = agents
    this.#eligibility = eligibility
    this.#firstDemand = Int32Array.from(firstDemands)
    this.#count = new Int32Array(firstDemands.length * STATES)
    this.#able = new Int32Array(firstDemands.length)
  }

  /** Something happens to an agent. O(1). */
  note(agent: number): void {
    if (agent >= this.#isNoted.length) {
      this.#isNoted = enlarged(this.#isNoted, new Uint8Array(2 * agent))
      this.#counted = enlarged(this.#counted, new Uint8Array(2 * agent).fill(NEW))
      this.#countedIn = enlarged(this.#countedIn, new Int32Array(2 * agent).fill(NONE))
      this.#ableIn = enlarged(this.#ableIn, new Int32Array(2 * agent).fill(NONE))
    }
    if (this.#isNoted[agent] === 1) return
    this.#isNoted[agent] = 1
    this.#noted.push(agent)
  }

  /** Counts those noted; `changed` is told the types whose agents do something else now. */
  recount(changed: (type: number) => void): void {
    for (let agent = this.#noted.pop(); agent !== undefined; agent = this.#noted.pop()) {
      this.#isNoted[agent] = 0
      this.#recountState(agent, changed)
      this.#recountAble(agent, changed)
    }
  }

  #recountState(agent: number, changed: (type: number) => void): void {
    const before = this.#counted[agent]!
    const now = this.#agents.state[agent]!
    const pool = this.#agents.fullPool[agent]!
    const poolBefore = this.#countedIn[agent]!
    if (before === now && poolBefore === pool) return
    this.#counted[agent] = now
    this.#countedIn[agent] = pool
    if (before !== NEW) this.#addState(poolBefore, before, -1, changed)
    this.#addState(pool, now, 1, changed)
    if (poolBefore === pool) return
    if (poolBefore !== NONE) this.#addMember(poolBefore, -1)
    this.#addMember(pool, 1)
  }

  #addState(pool: number, state: number, by: number, changed: (type: number) => void): void {
    const types = this.#typesServed(pool)
    for (let at = 0; at < types.length; at += 1) {
      this.#count[types[at]! * STATES + state]! += by
      changed(types[at]!)
    }
  }

  #addMember(pool: number, by: number): void {
    const before = this.#members[pool] ?? 0
    this.#members[pool] = before + by
    if (before === 0 || before + by === 0) this.#version += 1
  }

  /** Rises when a pool gets its first agent, or loses its last. */
  get version(): number {
    return this.#version
  }

  /** True when somebody is of the pool. */
  hasMembers(pool: number): boolean {
    return (this.#members[pool] ?? 0) > 0
  }

  #recountAble(agent: number, changed: (type: number) => void): void {
    const before = this.#ableIn[agent]!
    const now = this.#agents.listed[agent] === 1 ? this.#agents.pool[agent]! : NONE
    if (before === now) return
    this.#ableIn[agent] = now
    if (before !== NONE) this.#addAble(before, -1, changed)
    if (now !== NONE) this.#addAble(now, 1, changed)
  }

  #addAble(pool: number, by: number, changed: (type: number) => void): void {
    const types = this.#typesServed(pool)
    for (let at = 0; at < types.length; at += 1) {
      this.#able[types[at]!]! += by
      changed(types[at]!)
    }
  }

  /** Agents of the queue whom a contact finds now: idle, or with room for another. */
  able(type: number): number {
    return this.#able[type]!
  }

  /** Agents of the queue in a state. */
  in(type: number, state: number): number {
    return this.#count[type * STATES + state]!
  }

  signedIn(type: number): number {
    let signedIn = 0
    for (let state = 0; state < STATES; state += 1) if (IS_SIGNED_IN[state] === 1) signedIn += this.in(type, state)
    return signedIn
  }

  /** Agents of the queue who serve contacts now or are ready to. */
  staffed(type: number): number {
    return this.signedIn(type) - this.in(type, AgentState.notReady) - this.in(type, AgentState.unreachable)
  }

  /** Agents of the queue in none of these states; `absent` has a 1 for each. */
  outside(type: number, absent: Uint8Array): number {
    let outside = 0
    for (let state = 0; state < STATES; state += 1) if (absent[state] === 0) outside += this.in(type, state)
    return outside
  }

  /** The types that agents of a pool serve. Owned by the census. */
  #typesServed(pool: number): Int32Array {
    const known = this.#typesOf[pool]
    if (known !== undefined) return known
    const types: number[] = []
    for (let type = 0; type < this.#firstDemand.length; type += 1) {
      if (this.#eligibility.allowsAlways(this.#firstDemand[type]!, pool)) types.push(type)
    }
    return (this.#typesOf[pool] = Int32Array.from(types))
  }
}
