import { LongestIdle } from './longest-idle.ts'
import { type AgentSelection, HOLD } from './policy.ts'

/**
 * Base of policies that look at every idle agent and choose the one of least cost; equals by idle time. Contacts are
 * chosen as by {@link LongestIdle}. O(idle agents who may take the contact), nothing allocated.
 */
export abstract class AgentCost extends LongestIdle {
  /** Cost of an idle agent: the least is chosen. Never NaN. */
  protected abstract costOf(selection: AgentSelection, agent: number): number

  override selectAgent(selection: AgentSelection): number {
    let chosen = HOLD
    let least = Infinity
    for (let candidate = 0; candidate < selection.count; candidate += 1) {
      for (let agent = selection.longestIdle(candidate); agent !== HOLD; agent = selection.nextIdle(agent)) {
        const cost = this.costOf(selection, agent)
        const isEqual = cost === least && selection.idleOrder(agent) < selection.idleOrder(chosen)
        if (cost < least || isEqual || chosen === HOLD) {
          chosen = agent
          least = cost
        }
      }
    }
    return chosen
  }
}
