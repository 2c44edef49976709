import { goesBefore } from './order.ts'
import type { AgentSelection, ContactSelection, RoutingPolicy } from './policy.ts'

/**
 * The agent idle longest takes the contact of highest priority that has waited longest (FCFS–ALIS; Adan & Weiss).
 * The default of most exchanges, where it is called longest-idle or most-idle agent.
 */
export class LongestIdle implements RoutingPolicy {
  readonly name: string = 'longest-idle'

  selectAgent(selection: AgentSelection): number {
    let chosen = selection.longestIdle(0)
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      const agent = selection.longestIdle(candidate)
      if (selection.idleOrder(agent) < selection.idleOrder(chosen)) chosen = agent
    }
    return chosen
  }

  selectContact(selection: ContactSelection): number {
    let chosen = 0
    for (let candidate = 1; candidate < selection.count; candidate += 1) {
      if (goesBefore(selection, candidate, chosen)) chosen = candidate
    }
    return chosen
  }
}
