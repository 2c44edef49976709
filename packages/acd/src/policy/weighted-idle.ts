import { type ByName, valuesOf } from './names.ts'
import { PoolCost } from './pool-cost.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** Weights of {@link WeightedIdle}. */
export interface WeightedIdleConfig {
  /** Agent group → weight ω, 0 or more; 1 for groups not mentioned. */
  readonly weights: ByName
}

/**
 * Longest weighted idle server first (LWISF): argmax_j ω_j · v_j, v_j the idle time of the agent of pool j idle longest.
 * Divides idle time between groups in given proportions without knowing any rate: a group of half the weight rests about
 * twice as long between contacts. With equal weights it is longest idle.
 *
 * Source: Atar, Shaki & Shwartz, Queueing Systems 67, 2011 (blind fair routing).
 */
export class WeightedIdle extends PoolCost {
  override readonly name: string = 'weighted-idle'
  readonly #config: WeightedIdleConfig
  #weight: Float64Array = new Float64Array(0)

  constructor(config: WeightedIdleConfig) {
    super()
    this.#config = config
  }

  prepare(names: RoutingNames): void {
    this.#weight = valuesOf('weights', this.#config.weights, names.groups, 1, 0)
  }

  protected override costOf(selection: AgentSelection, candidate: number): number {
    return -this.#weight[selection.group(candidate)]! * selection.idleMs(selection.longestIdle(candidate))
  }
}
