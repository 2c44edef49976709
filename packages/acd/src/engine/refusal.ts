import { Intention } from '../agent/agent-table.ts'
import type { RefusalConfig } from '../config/config.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import type { Transitions } from './transitions.ts'

/** What becomes of an agent who declined or did not answer, as its group says. */
export function afterRefusal(
  floor: Floor,
  transitions: Transitions,
  agent: number,
  reason: string,
  refusal: RefusalConfig,
): void {
  const { agents } = floor
  // A refusal of the other kind begins a new row.
  const before = agents.missed[agent]!
  agents.missed[agent] = reason === 'declined' ? Math.min(before, 0) - 1 : Math.max(before, 0) + 1
  if (agents.intention[agent] !== Intention.ready || refusal.become === 'ready') {
    transitions.offering.settle(agent, false)
    return
  }
  const signsOut = Math.abs(agents.missed[agent]) >= (refusal.signOutAfter ?? Infinity)
  agents.intention[agent] = signsOut ? Intention.signedOut : Intention.notReady
  agents.reason[agent] = floor.reasons.numberOf(reason)
  transitions.offering.settle(agent, false)
  if (signsOut) transitions.placement.endPreferencesFor(agent)
  else floor.setAgentDeadline(agent, floor.nowMs + refusal.forMs, DeadlineRank.readyAgain)
}
