import { StrowgerError } from '../errors/strowger-error.ts'
import { type Tiers, tierRanks } from './names.ts'
import { PoolCost } from './pool-cost.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** An order of groups that holds while few enough are inside. */
export interface FairThresholdBand {
  /** The order holds up to so many inside, the looking contact included; `Infinity` in the last band. */
  readonly upTo: number
  /** Tiers of agent groups, the preferred first; groups not mentioned come last. */
  readonly agents: Tiers
}

/** Bands of {@link FairThreshold}, in ascending order. */
export interface FairThresholdConfig {
  readonly bands: readonly FairThresholdBand[]
}

/**
 * Fair threshold: the order of pools depends on the number n in the system (waiting and in hand): band k, the first with
 * n ≤ upTo_k, says which group is asked first; then longest idle. Fast groups are asked first only when it matters, so that
 * being good is not punished by having no rest; with tuned thresholds it beats longest idle under a fairness constraint.
 *
 * Source: Armony & Ward, Operations Research 58(3), 2010.
 */
export class FairThreshold extends PoolCost {
  override readonly name: string = 'fair-threshold'
  readonly #bands: readonly FairThresholdBand[]
  #groups = 0
  /** Row per band, column per group. */
  #rank: Uint8Array = new Uint8Array(0)
  #band = 0

  /** @throws StrowgerError `out-of-range` when the bands do not ascend to `Infinity` */
  constructor({ bands }: FairThresholdConfig) {
    super()
    this.#bands = bands
    for (const [at, { upTo }] of bands.entries()) {
      const least = bands[at - 1]?.upTo ?? 0
      if (upTo > least) continue
      throw new StrowgerError('out-of-range', `bands[${at}].upTo`, upTo, `more than ${least}`)
    }
    const end = bands.at(-1)?.upTo
    if (end !== Infinity) throw new StrowgerError('out-of-range', 'bands', end, 'a last band with upTo: Infinity')
  }

  prepare({ groups }: RoutingNames): void {
    this.#groups = groups.length
    const rows = this.#bands.map((_, at) => String(at))
    const tiers = Object.fromEntries(this.#bands.map(({ agents }, at) => [String(at), agents]))
    this.#rank = tierRanks('bands', tiers, rows, groups)
  }

  override selectAgent(selection: AgentSelection): number {
    const inside = selection.floor.inside + 1
    this.#band = 0
    // The last band has no end.
    while (inside > this.#bands[this.#band]!.upTo) this.#band += 1
    return super.selectAgent(selection)
  }

  protected override costOf(selection: AgentSelection, candidate: number): number {
    return this.#rank[this.#band * this.#groups + selection.group(candidate)]!
  }
}
