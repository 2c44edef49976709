import type { AcdEvent } from '../event/event.ts'
import { type ByName, checked, matrixOf } from './names.ts'
import { PoolCost } from './pool-cost.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** Shares of {@link PercentAllocation}. */
export interface PercentAllocationConfig {
  /** Contact type → agent group → share of the type's contacts, any unit. A group without one helps when no other can. */
  readonly shares: Readonly<Record<string, ByName>>
  /** When a type has counted so many contacts, all its counts are halved: so long an outage is made up for. Default 1000. */
  readonly memory?: number
}

/**
 * Percent allocation: argmin_j (n_ij + 1) ÷ share_ij, then longest idle, n_ij being the contacts of type i that group j
 * answered. Splits a type between sites or partners by contract, as far as somebody of each is idle.
 *
 * Source: Avaya Business Advocate 2006 (PAD: least adjusted work ÷ target allocation); we count contacts, since work is
 * known only when it is done, and a burst would all go one way meanwhile.
 */
export class PercentAllocation extends PoolCost {
  override readonly name: string = 'percent-allocation'
  readonly #config: PercentAllocationConfig
  readonly #memory: number
  #names: RoutingNames = { types: [], groups: [] }
  /** Row per type, column per group. */
  #share: Float64Array = new Float64Array(0)
  #answered: Float64Array = new Float64Array(0)

  /** @throws StrowgerError `out-of-range` */
  constructor(config: PercentAllocationConfig) {
    super()
    this.#config = config
    this.#memory = checked(config.memory ?? 1000, 'memory', 1)
  }

  prepare(names: RoutingNames): void {
    const { types, groups } = names
    this.#share = matrixOf('shares', this.#config.shares, types, groups, 0, 0)
    const before = this.#names
    const answered = new Float64Array(types.length * groups.length)
    for (const [row, type] of types.entries()) {
      for (const [column, group] of groups.entries()) {
        const [oldRow, oldColumn] = [before.types.indexOf(type), before.groups.indexOf(group)]
        if (oldRow < 0 || oldColumn < 0) continue
        answered[row * groups.length + column] = this.#answered[oldRow * before.groups.length + oldColumn]!
      }
    }
    this.#answered = answered
    this.#names = names
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'connected') return
    const first = event.type * this.#names.groups.length
    const last = first + this.#names.groups.length
    this.#answered[first + event.group]! += 1
    let sum = 0
    for (let pair = first; pair < last; pair += 1) sum += this.#answered[pair]!
    if (sum >= this.#memory) for (let pair = first; pair < last; pair += 1) this.#answered[pair]! /= 2
  }

  protected override costOf(selection: AgentSelection, candidate: number): number {
    const pair = selection.type * this.#names.groups.length + selection.group(candidate)
    const share = this.#share[pair]!
    return share > 0 ? (this.#answered[pair]! + 1) / share : Infinity
  }
}
