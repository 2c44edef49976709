import { ContactIndex } from './contact-index.ts'
import { type ByName, checked, valuesOf } from './names.ts'
import type { ContactSelection, RoutingNames } from './policy.ts'

/** Rates and head starts of {@link AccumulatingPriority}. */
export interface AccumulatingPriorityConfig {
  /** Contact type → points a second of waiting, b ≥ 0; 1 for types not mentioned. */
  readonly rates?: ByName
  /** Contact type → points on arrival; 0 for types not mentioned. */
  readonly offsets?: ByName
  /** Points on arrival for each step of the contact's own priority. Default 0: priority only settles equal points. */
  readonly perPriority?: number
}

/**
 * Accumulating priority: argmax b_i · w_i + o_i + p · priority, with w_i the wait in seconds. A preferred type is ahead
 * by a head start or gains faster, yet everyone who waits long enough comes first: with b_i > 0 no type starves.
 * Equal rates with offsets alone are linear ageing with a head start (mod_callcenter, Genesys' conversation score).
 *
 * Source: Kleinrock 1964; Stanford, Taylor & Ziedins, Queueing Systems 77(3), 2014.
 */
export class AccumulatingPriority extends ContactIndex {
  override readonly name: string = 'accumulating-priority'
  readonly #config: AccumulatingPriorityConfig
  readonly #perPriority: number
  #rate: Float64Array = new Float64Array(0)
  #offset: Float64Array = new Float64Array(0)

  /** @throws StrowgerError `out-of-range` */
  constructor(config: AccumulatingPriorityConfig) {
    super()
    this.#config = config
    this.#perPriority = checked(config.perPriority ?? 0, 'perPriority', 0)
  }

  prepare(names: RoutingNames): void {
    this.#rate = valuesOf('rates', this.#config.rates, names.types, 1, 0)
    this.#offset = valuesOf('offsets', this.#config.offsets, names.types, 0, -Infinity)
  }

  protected override indexOf(selection: ContactSelection, candidate: number): number {
    const type = selection.type(candidate)
    const earned = (this.#rate[type]! * selection.waitedMs(candidate)) / 1000
    return earned + this.#offset[type]! + this.#perPriority * selection.priority(candidate)
  }
}
