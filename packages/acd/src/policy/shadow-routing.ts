import type { AcdEvent } from '../event/event.ts'
import { type ByName, carried, matrixOf, valuesOf } from './names.ts'
import { PoolCost } from './pool-cost.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** What {@link ShadowRouting} must know; arrival rates are not needed. */
export interface ShadowRoutingConfig {
  /** Contact type → agent group → mean handling time s_ij, any unit; pairs not mentioned are used only when idle alone. */
  readonly handlingTimes: Readonly<Record<string, ByName>>
  /** Agent group → agents β_j; 1 for groups not mentioned. */
  readonly agents?: ByName
}

/** Virtual work, in largest steps, above which it is drained: larger follows the optimum closer and changes slower. */
const DEPTH = 100

/**
 * Shadow routing: each contact that arrives is first routed in a virtual system, to the group m = argmin_j V_j · s_ij ÷ β_j,
 * which adds s_im ÷ β_m to V_m; when ΣV is large, all V_j are drained by one step. The contact goes to group m if
 * somebody there is idle, otherwise to the idle group of least V_j · s_ij ÷ β_j; then longest idle.
 *
 * The virtual system finds the split of types that balances the groups' loads without knowing arrival rates, and
 * follows when they change. Source: Stolyar & Tezcan, Queueing Systems 66, 2010 (our reading of the drain).
 */
export class ShadowRouting extends PoolCost {
  override readonly name: string = 'shadow-routing'
  readonly #config: ShadowRoutingConfig
  #groups: readonly string[] = []
  /** s_ij ÷ β_j, row per type; 0 where there is no such pair. */
  #step: Float64Array = new Float64Array(0)
  #largestStep = 0
  #virtual: Float64Array = new Float64Array(0)
  #contact = 0
  #shadowGroup = -1

  constructor(config: ShadowRoutingConfig) {
    super()
    this.#config = config
  }

  prepare({ types, groups }: RoutingNames): void {
    const sizes = valuesOf('agents', this.#config.agents, groups, 1, Number.MIN_VALUE)
    const handling = matrixOf('handlingTimes', this.#config.handlingTimes, types, groups, 0, 0)
    this.#step = handling.map((time, pair) => time / sizes[pair % groups.length]!)
    this.#largestStep = this.#step.reduce((largest, step) => Math.max(largest, step), 0)
    this.#virtual = carried(this.#virtual, this.#groups, groups, 0)
    this.#groups = groups
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'arrived') return
    this.#contact = event.contact
    this.#shadowGroup = this.#route(event.type)
  }

  protected override costOf(selection: AgentSelection, candidate: number): number {
    const group = selection.group(candidate)
    if (group === this.#shadowGroup && selection.contact === this.#contact) return -1
    return this.#index(selection.type, group)
  }

  /** The virtual decision, and what it does to the virtual work. */
  #route(type: number): number {
    const virtual = this.#virtual
    let chosen = -1
    let least = Infinity
    let sum = 0
    for (let group = 0; group < virtual.length; group += 1) {
      sum += virtual[group]!
      const index = this.#index(type, group)
      if (index >= least) continue
      chosen = group
      least = index
    }
    if (chosen >= 0) virtual[chosen]! += this.#step[type * virtual.length + chosen]!
    if (sum > DEPTH * this.#largestStep) {
      for (let group = 0; group < virtual.length; group += 1) {
        virtual[group] = Math.max(0, virtual[group]! - this.#largestStep)
      }
    }
    return chosen
  }

  #index(type: number, group: number): number {
    const step = this.#step[type * this.#virtual.length + group]!
    return step > 0 ? this.#virtual[group]! * step : Infinity
  }
}
