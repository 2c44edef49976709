import { enlarged } from '../memory/enlarge.ts'
import type { SkillProfile } from './skill-profile.ts'

/** How a contact rings at several agents. */
export interface Ring {
  readonly atOnce: number
  readonly sameGroup: boolean
  /** Undefined: all at once. */
  readonly everyMs: number | undefined
}

/** What a contact asks of agents: a contact type at one of its stages. */
export interface Demand {
  readonly type: number
  readonly stage: number
  readonly channel: number
  /** Undefined: at one agent. */
  readonly ring: Ring | undefined
  /** True for the levels of an agent who has what it takes. */
  readonly accepts: (held: SkillProfile) => boolean
  /** Not 0 for the skills that the requirement names. */
  readonly named: SkillProfile
  /** How much agents with such levels are preferred; undefined: all alike. */
  readonly score: ((held: SkillProfile) => number) | undefined
  /** Groups that may take it, by group number. */
  readonly groups: Uint8Array
}

/** Agents of one group with the same skills, who may take contacts of the same channels now. */
export interface Pool {
  readonly group: number
  readonly held: SkillProfile
  /** A bit for each channel. */
  readonly channels: number
}

const FIRST_WORDS = 1

/**
 * Who may take what: demands × pools, worked out once when a pool appears, read as bit rows when a contact looks for an
 * agent and as short lists when an agent looks for a contact. No string and no skill is compared while routing.
 */
export class Eligibility {
  declare readonly demands: readonly Demand[]
  readonly #pools: Pool[] = []
  readonly #poolByKey = new Map<string, number>()
  /** Per pool, those of the same agents with fewer channels open, by the channels. */
  readonly #narrowed: Map<number, number>[] = []
  /** Per pool, the demands it may take, ascending. */
  readonly #demandsOfPool: Int32Array[] = []
  /** Per demand that prefers somebody, the score of each pool. */
  readonly #scores: readonly (number[] | undefined)[]
  /** Row of pool bits per demand, `words` words each. */
  #rows: Uint32Array = new Uint32Array(0)
  #words = FIRST_WORDS
  /** Per demand, groups that may take it at present although it does not name them: gates that are open. */
  readonly #opened: (Set<number> | undefined)[] = []

  constructor(demands: readonly Demand[]) {
    this.demands = demands
    this.#scores = demands.map(({ score }) => (score === undefined ? undefined : []))
    this.#rows = new Uint32Array(demands.length * FIRST_WORDS)
  }

  /** Pools there are. */
  get pools(): number {
    return this.#pools.length
  }

  /** 32-bit words in a row of pool bits. */
  get words(): number {
    return this.#words
  }

  /** One word of the row of pools that may take a demand. */
  row(demand: number, word: number): number {
    return this.#rows[demand * this.#words + word]!
  }

  /** True when agents of the pool may take the demand. */
  allows(demand: number, pool: number): boolean {
    return (this.row(demand, pool >>> 5) & (1 << (pool & 31))) !== 0
  }

  /** Scores by pool for a demand that prefers somebody, undefined for others. Owned by the matrix: do not write. */
  scores(demand: number): readonly number[] | undefined {
    return this.#scores[demand]
  }

  /** True when agents of the pool may take the demand whatever gates are open. */
  allowsAlways(demand: number, pool: number): boolean {
    const { group, held, channels } = this.#pools[pool]!
    const { accepts, groups, channel } = this.demands[demand]!
    return groups[group] === 1 && (channels & (1 << channel)) !== 0 && accepts(held)
  }

  /** From now on a group may (or may not) take a demand that does not name it. O(pools + demands of the group's pools). */
  setOpen(demand: number, group: number, isOpen: boolean): void {
    const opened = (this.#opened[demand] ??= new Set())
    if (isOpen) opened.add(group)
    else opened.delete(group)
    for (const [pool, { group: groupOfPool }] of this.#pools.entries()) {
      if (groupOfPool !== group) continue
      const bit = 1 << (pool & 31)
      const at = demand * this.#words + (pool >>> 5)
      this.#rows[at]! &= ~bit
      if (this.#mayTake(demand, pool)) this.#rows[at]! |= bit
      this.#demandsOfPool[pool] = Int32Array.from(this.demands.keys()).filter((each) => this.allows(each, pool))
    }
  }

  #mayTake(demand: number, pool: number): boolean {
    const { group, held, channels } = this.#pools[pool]!
    const { accepts, groups, channel } = this.demands[demand]!
    if (groups[group] === 0 && this.#opened[demand]?.has(group) !== true) return false
    return (channels & (1 << channel)) !== 0 && accepts(held)
  }

  /** The demands that agents of a pool may take, ascending. Owned by the matrix: do not write. */
  demandsOf(pool: number): Int32Array {
    return this.#demandsOfPool[pool]!
  }

  /** Channels of which agents of a pool may take contacts, a bit for each. */
  channelsOf(pool: number): number {
    return this.#pools[pool]!.channels
  }

  /** Group of a pool. */
  groupOf(pool: number): number {
    return this.#pools[pool]!.group
  }

  /** Levels held by the agents of a pool. Owned by the matrix: do not write. */
  heldBy(pool: number): SkillProfile {
    return this.#pools[pool]!.held
  }

  /** The pool of those in `pool` who may take contacts of these channels only. A map lookup when it is known. */
  narrowed(pool: number, channels: number): number {
    const { group, held } = this.#pools[pool]!
    const known = this.#narrowed[pool]!.get(channels)
    if (known !== undefined) return known
    const narrow = this.intern(group, held, channels)
    this.#narrowed[pool]!.set(channels, narrow)
    return narrow
  }

  /** The pool of a group, profile and channels, made when it is new. O(demands × skills) then, a map lookup otherwise. */
  intern(group: number, held: SkillProfile, channels: number): number {
    const key = `${group}:${held.join(',')}:${channels}`
    const known = this.#poolByKey.get(key)
    if (known !== undefined) return known
    const pool = this.#pools.length
    this.#pools.push({ group, held, channels })
    this.#narrowed.push(new Map())
    this.#poolByKey.set(key, pool)
    if (pool >= this.#words * 32) this.#widen()
    const takes: number[] = []
    for (const [demand, { score }] of this.demands.entries()) {
      if (score !== undefined) this.#scores[demand]!.push(score(held))
      if (!this.#mayTake(demand, pool)) continue
      this.#rows[demand * this.#words + (pool >>> 5)]! |= 1 << (pool & 31)
      takes.push(demand)
    }
    this.#demandsOfPool.push(Int32Array.from(takes))
    return pool
  }

  #widen(): void {
    const words = this.#words * 2
    const rows = new Uint32Array(this.demands.length * words)
    for (let demand = 0; demand < this.demands.length; demand += 1) {
      enlarged(
        this.#rows.subarray(demand * this.#words, (demand + 1) * this.#words),
        rows.subarray(demand * words, (demand + 1) * words),
      )
    }
    this.#rows = rows
    this.#words = words
  }
}
