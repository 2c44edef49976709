import { checked, type Tiers, tierRanks } from './names.ts'
import { PoolCost } from './pool-cost.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** Tiers and target of {@link QueueRatio}. */
export interface QueueRatioConfig {
  /** Contact type → tiers of agent groups, the preferred first; groups not mentioned come last. */
  readonly agents: Readonly<Record<string, Tiers>>
  /** Load up to which a group is filled before the next tier helps, contacts per agent. */
  readonly target: number
}

/** Above every rank of a tier. */
const OVER_TARGET = 2 ** 16

/**
 * Queue ratio: the first tier with a group j whose load after taking the contact, (B_j + 1) ÷ N_j, does not exceed the target;
 * when all do, the group of least load. B_j are j's contacts in hand, N_j its agents at work. Fills the own site to a
 * planned occupancy before a partner helps, and never leaves a contact waiting for it.
 *
 * Source: ContactCenters' QueueRatioOverflowRouter, which has a queue per group, (Q_j + 1) ÷ N_j; here contacts wait in
 * one place, so that the load in hand takes the queue's part.
 */
export class QueueRatio extends PoolCost {
  override readonly name: string = 'queue-ratio'
  readonly #config: QueueRatioConfig
  readonly #target: number
  #groups = 0
  #rank: Uint8Array = new Uint8Array(0)

  /** @throws StrowgerError `out-of-range` */
  constructor(config: QueueRatioConfig) {
    super()
    this.#config = config
    this.#target = checked(config.target, 'target', 0)
  }

  prepare({ types, groups }: RoutingNames): void {
    this.#groups = groups.length
    this.#rank = tierRanks('agents', this.#config.agents, types, groups)
  }

  protected override costOf(selection: AgentSelection, candidate: number): number {
    const { floor } = selection
    const group = selection.group(candidate)
    const busy = floor.busyIn(group)
    // There is a candidate, so somebody of the group is idle.
    const load = (busy + 1) / (busy + floor.idleIn(group))
    return load <= this.#target ? this.#rank[selection.type * this.#groups + group]! : OVER_TARGET + load
  }
}
