import { ContactIndex } from './contact-index.ts'
import { type ByName, valuesOf } from './names.ts'
import type { ContactSelection, RoutingNames } from './policy.ts'

/** Weights of {@link LongestWeightedWait}. */
export interface LongestWeightedWaitConfig {
  /** Contact type → weight ω, 0 or more; 1 for types not mentioned. */
  readonly weights: ByName
}

/**
 * Longest weighted wait: argmax_i ω_i · w_i, w_i the wait of the longest waiting contact of type i. For types that
 * should wait in given proportions: under load, waits tend to be inversely proportional to the weights. No type
 * starves unless its weight is 0. Priorities only settle equal indices.
 *
 * Source: ContactCenters' LongestWeightedWaitingTimeRouter.
 */
export class LongestWeightedWait extends ContactIndex {
  override readonly name: string = 'longest-weighted-wait'
  readonly #config: LongestWeightedWaitConfig
  #weight: Float64Array = new Float64Array(0)

  constructor(config: LongestWeightedWaitConfig) {
    super()
    this.#config = config
  }

  prepare(names: RoutingNames): void {
    this.#weight = valuesOf('weights', this.#config.weights, names.types, 1, 0)
  }

  protected override indexOf(selection: ContactSelection, candidate: number): number {
    return this.#weight[selection.type(candidate)]! * selection.waitedMs(candidate)
  }
}
