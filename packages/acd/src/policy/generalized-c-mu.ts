import { ContactIndex } from './contact-index.ts'
import { type ByName, matrixOf, valuesOf } from './names.ts'
import type { ContactSelection, RoutingNames } from './policy.ts'

/** Costs and handling times of {@link GeneralizedCMu}. */
export interface GeneralizedCMuConfig {
  /** Contact type → cost of each second of waiting, a ≥ 0; 1 for types not mentioned. */
  readonly linear?: ByName
  /** Contact type → cost of each squared second of waiting, b ≥ 0; 0 for types not mentioned. */
  readonly quadratic?: ByName
  /** Contact type → agent group → mean handling time in any unit, above 0; 1 for pairs not mentioned. */
  readonly handlingTimes?: Readonly<Record<string, ByName>>
}

/**
 * Generalized cμ: argmax_i C'_i(w_i) · μ_ij, where waiting w seconds costs C_i(w) = a_i·w + b_i·w², so C'_i = a_i + 2·b_i·w,
 * and μ_ij = 1 ÷ mean handling time of type i by group j. Serves where a second of an agent saves the most cost; near
 * optimal in heavy traffic for convex costs. With b = 0 it is the cμ rule: a strict order, which can starve.
 *
 * Source: Van Mieghem 1995; Mandelbaum & Stolyar, Operations Research 52(6), 2004.
 */
export class GeneralizedCMu extends ContactIndex {
  override readonly name: string = 'generalized-c-mu'
  readonly #config: GeneralizedCMuConfig
  #groups = 0
  #linear: Float64Array = new Float64Array(0)
  #quadratic: Float64Array = new Float64Array(0)
  /** Row per type, column per group. */
  #handling: Float64Array = new Float64Array(0)

  constructor(config: GeneralizedCMuConfig) {
    super()
    this.#config = config
  }

  prepare({ types, groups }: RoutingNames): void {
    const { linear, quadratic, handlingTimes } = this.#config
    this.#groups = groups.length
    this.#linear = valuesOf('linear', linear, types, 1, 0)
    this.#quadratic = valuesOf('quadratic', quadratic, types, 0, 0)
    this.#handling = matrixOf('handlingTimes', handlingTimes, types, groups, 1, Number.MIN_VALUE)
  }

  protected override indexOf(selection: ContactSelection, candidate: number): number {
    const type = selection.type(candidate)
    const waitedSeconds = selection.waitedMs(candidate) / 1000
    const marginalCost = this.#linear[type]! + 2 * this.#quadratic[type]! * waitedSeconds
    return marginalCost / this.#handling[type * this.#groups + selection.group]!
  }
}
