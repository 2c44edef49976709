import type { AcdEvent } from '../event/event.ts'
import { ContactIndex } from './contact-index.ts'
import { type ByName, carried, valuesOf } from './names.ts'
import type { ContactSelection, RoutingNames } from './policy.ts'

/** Objectives of {@link ServiceObjective}. */
export interface ServiceObjectiveConfig {
  /** Contact type → wait to aim at, ms, above 0; 20 000 for types not mentioned. */
  readonly objectives: ByName
  /** `predicted` adds the wait still expected if this agent goes elsewhere. Default `predicted`. */
  readonly wait?: 'current' | 'predicted'
}

const OBJECTIVE_MS = 20_000
/** Weight of the newest observation of a type's advance. */
const NEWEST = 1 / 8

/**
 * Service objective, or greatest need: argmax_i (w_i + A_i) ÷ objective_i, where w_i is the wait of the type's longest
 * waiting contact and A_i its predicted advance: the mean time that recent heads of its queue spent at the head, which
 * is what the next one will wait if this agent goes elsewhere. With `wait: 'current'`, A_i = 0.
 *
 * For types with promises of different lengths: waits tend to the proportions of the objectives.
 * Source: Avaya Business Advocate 2006 (greatest need, predicted wait time, service objective); A_i is our estimator.
 */
export class ServiceObjective extends ContactIndex {
  override readonly name: string = 'service-objective'
  readonly #config: ServiceObjectiveConfig
  readonly #isPredicted: boolean
  #types: readonly string[] = []
  #objectiveMs: Float64Array = new Float64Array(0)
  #advanceMs: Float64Array = new Float64Array(0)
  #lastConnectedMs: Float64Array = new Float64Array(0)

  constructor(config: ServiceObjectiveConfig) {
    super()
    this.#config = config
    this.#isPredicted = config.wait !== 'current'
  }

  prepare({ types }: RoutingNames): void {
    this.#objectiveMs = valuesOf('objectives', this.#config.objectives, types, OBJECTIVE_MS, Number.MIN_VALUE)
    this.#advanceMs = carried(this.#advanceMs, this.#types, types, 0)
    this.#lastConnectedMs = carried(this.#lastConnectedMs, this.#types, types, -Infinity)
    this.#types = types
  }

  observe(event: AcdEvent): void {
    if (event.kind !== 'connected') return
    const { type, atMs, arrivedMs } = event
    // Who was answered at once says nothing about how fast the queue moves.
    if (atMs > arrivedMs) {
      const atHeadMs = atMs - Math.max(arrivedMs, this.#lastConnectedMs[type]!)
      this.#advanceMs[type]! += NEWEST * (atHeadMs - this.#advanceMs[type]!)
    }
    this.#lastConnectedMs[type] = atMs
  }

  protected override indexOf(selection: ContactSelection, candidate: number): number {
    const type = selection.type(candidate)
    const advanceMs = this.#isPredicted ? this.#advanceMs[type]! : 0
    return (selection.waitedMs(candidate) + advanceMs) / this.#objectiveMs[type]!
  }
}
