import { AgentCost } from './agent-cost.ts'
import { carried } from './names.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** Added to agents who have to wait for the next round. */
const NEXT_ROUND = 2 ** 32

/**
 * Round robin: of the idle agents, the first by number after the one chosen last for this contact type, then again from
 * the lowest: argmin_k (k − last − 1) mod ∞. For equal turns by list. The turn passes on at selection, so a burst does
 * not pile up on one agent; an agent who takes a waiting contact itself does not move it.
 *
 * Source: Asterisk `rrmemory`, FreeSWITCH round-robin. O(idle agents who may take the contact).
 */
export class RoundRobin extends AgentCost {
  override readonly name: string = 'round-robin'
  #types: readonly string[] = []
  #last: Float64Array = new Float64Array(0)

  prepare({ types }: RoutingNames): void {
    this.#last = carried(this.#last, this.#types, types, -1)
    this.#types = types
  }

  override selectAgent(selection: AgentSelection): number {
    const agent = super.selectAgent(selection)
    this.#last[selection.type] = agent
    return agent
  }

  protected override costOf(selection: AgentSelection, agent: number): number {
    return agent > this.#last[selection.type]! ? agent : agent + NEXT_ROUND
  }
}
