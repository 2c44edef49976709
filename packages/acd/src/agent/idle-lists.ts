import { NONE } from '../contact/contact-table.ts'
import { enlarged } from '../memory/enlarge.ts'
import type { AgentTable } from './agent-table.ts'

/**
 * Agents whom contacts find (idle, or with room for more): one doubly linked list per pool, idle longest first, linked through the agent table.
 *
 * Append and removal are O(1); `nonEmpty` has a bit for each pool that has someone idle.
 */
export class IdleLists {
  declare private readonly agents: AgentTable
  #head = new Int32Array(0)
  #tail = new Int32Array(0)
  #length = new Int32Array(0)
  /** What the next agent to become idle is ordered by. */
  nextSeq = 0
  /** Bit set over pools, 32 to a word. */
  nonEmpty: Uint32Array = new Uint32Array(1)

  constructor(agents: AgentTable) {
    this.agents = agents
  }

  /** Makes room for pools 0 … pools − 1. */
  grow(pools: number): void {
    if (pools <= this.#head.length) return
    this.#head = enlarged(this.#head, new Int32Array(pools).fill(NONE))
    this.#tail = enlarged(this.#tail, new Int32Array(pools).fill(NONE))
    this.#length = enlarged(this.#length, new Int32Array(pools))
    this.nonEmpty = enlarged(this.nonEmpty, new Uint32Array((pools + 31) >>> 5))
  }

  /** The agent idle longest in a pool, NONE when nobody is. */
  head(pool: number): number {
    return this.#head[pool]!
  }

  /** Idle agents of a pool. */
  length(pool: number): number {
    return this.#length[pool]!
  }

  /** Puts an agent at the end of its pool: idle since now. */
  append(agent: number): void {
    const { pool, prev, next, idleSeq, listed } = this.agents
    const at = pool[agent]!
    listed[agent] = 1
    const tail = this.#tail[at]!
    idleSeq[agent] = this.nextSeq
    this.nextSeq += 1
    prev[agent] = tail
    next[agent] = NONE
    if (tail === NONE) this.#head[at] = agent
    else next[tail] = agent
    this.#tail[at] = agent
    if ((this.#length[at]! += 1) === 1) this.nonEmpty[at >>> 5]! |= 1 << (at & 31)
  }

  /** Puts an agent back where its idle time says: the offer that took it away came to nothing through no act of its. */
  restore(agent: number): void {
    const { pool, prev, next, idleSeq, listed } = this.agents
    const at = pool[agent]!
    listed[agent] = 1
    let after = this.#head[at]!
    let before = NONE
    while (after !== NONE && idleSeq[after]! < idleSeq[agent]!) {
      before = after
      after = next[after]!
    }
    prev[agent] = before
    next[agent] = after
    if (before === NONE) this.#head[at] = agent
    else next[before] = agent
    if (after === NONE) this.#tail[at] = agent
    else prev[after] = agent
    if ((this.#length[at]! += 1) === 1) this.nonEmpty[at >>> 5]! |= 1 << (at & 31)
  }

  /** Gives an agent who is in no list the last place, to be found there should it be put back. */
  renew(agent: number): void {
    this.agents.idleSeq[agent] = this.nextSeq
    this.nextSeq += 1
  }

  /** Takes an agent out of its pool's list. */
  remove(agent: number): void {
    const { pool, prev, next, listed } = this.agents
    const at = pool[agent]!
    listed[agent] = 0
    const before = prev[agent]!
    const after = next[agent]!
    if (before === NONE) this.#head[at] = after
    else next[before] = after
    if (after === NONE) this.#tail[at] = before
    else prev[after] = before
    if ((this.#length[at]! -= 1) === 0) this.nonEmpty[at >>> 5]! &= ~(1 << (at & 31))
  }
}
