import { PoolCost } from './pool-cost.ts'
import type { AgentSelection } from './policy.ts'

/**
 * Least skilled first, or specialist first: argmin_j |{s : agent j holds s}|, then the lowest Σ level in the skills
 * required, then longest idle. Keeps those who can do much free for what nobody else can take.
 *
 * Source: Cisco precision queue, agent ordering 3; ContactCenters' LocalSpecRouter (number of skills).
 */
export class LeastSkilled extends PoolCost {
  override readonly name: string = 'least-skilled'

  protected override costOf(selection: AgentSelection, candidate: number): number {
    // A sum of levels is at most 255 per skill: it never outweighs one skill more or less.
    return selection.skills(candidate) * LEVELS + selection.level(candidate)
  }
}

const LEVELS = 2 ** 32
