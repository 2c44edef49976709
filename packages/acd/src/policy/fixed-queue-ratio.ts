import { ContactIndex } from './contact-index.ts'
import { type ByName, valuesOf } from './names.ts'
import type { ContactSelection, RoutingNames } from './policy.ts'

/** Ratios of {@link FixedQueueRatio}. */
export interface FixedQueueRatioConfig {
  /** Contact type → its share p of all who wait; any unit, 1 for types not mentioned. */
  readonly ratios: ByName
}

/**
 * Fixed queue ratio (FQR): argmax_i Q_i − p_i · ΣQ, with Q_i the contacts of type i waiting and Σp = 1: the type that
 * most exceeds its share of the queue is served. Holds the queues in given proportions; as Q_i ≈ λ_i w_i this sets
 * service levels per type in large systems.
 *
 * Source: Gurvich & Whitt, Operations Research 58(2), 2010; M&SOM 2009.
 */
export class FixedQueueRatio extends ContactIndex {
  override readonly name: string = 'fixed-queue-ratio'
  readonly #config: FixedQueueRatioConfig
  #share: Float64Array = new Float64Array(0)

  constructor(config: FixedQueueRatioConfig) {
    super()
    this.#config = config
  }

  prepare(names: RoutingNames): void {
    const ratios = valuesOf('ratios', this.#config.ratios, names.types, 1, 0)
    const sum = ratios.reduce((total, ratio) => total + ratio, 0)
    this.#share = sum > 0 ? ratios.map((ratio) => ratio / sum) : ratios
  }

  protected override indexOf(selection: ContactSelection, candidate: number): number {
    const { floor } = selection
    const type = selection.type(candidate)
    return floor.waitingOf(type) - this.#share[type]! * floor.waiting
  }
}
