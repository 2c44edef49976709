import { LongestIdle } from './longest-idle.ts'
import type { AgentSelection } from './policy.ts'

/**
 * Base of policies that choose the pool of least cost, and in it the agent idle longest; equals by idle time. Contacts
 * are chosen as by {@link LongestIdle}. O(candidates), nothing allocated.
 */
export abstract class PoolCost extends LongestIdle {
  /** Cost of a candidate pool: the least is chosen. Never NaN. */
  protected abstract costOf(selection: AgentSelection, candidate: number): number

  override selectAgent(selection: AgentSelection): number {
    let chosen = selection.longestIdle(0)
    let least = this.costOf(selection, 0)
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const agent = selection.longestIdle(candidate)
      const cost = this.costOf(selection, candidate)
      if (cost < least || (cost === least && selection.idleOrder(agent) < selection.idleOrder(chosen))) {
        chosen = agent
        least = cost
      }
    }
    return chosen
  }
}
