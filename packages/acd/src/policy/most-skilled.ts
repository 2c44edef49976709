import { PoolCost } from './pool-cost.ts'
import type { AgentSelection } from './policy.ts'

/**
 * Most skilled first (expert agent distribution): argmax_j Σ_{s required by the contact} level_j(s), then longest idle.
 * For work whose quality grows with the agent's level. A contact that requires no skill finds all agents equal.
 *
 * Source: Avaya EAD (Business Advocate guide 2006); Cisco precision queue, agent ordering 2.
 */
export class MostSkilled extends PoolCost {
  override readonly name: string = 'most-skilled'

  protected override costOf(selection: AgentSelection, candidate: number): number {
    return -selection.level(candidate)
  }
}
