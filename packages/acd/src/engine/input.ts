import type { AgentIdleState } from '../event/event.ts'
import type { CapacityConfig, SkillLevels } from '../config/config.ts'

/** A contact as the host hands it over. The object is only read during the call and may be used again. */
export interface ContactOffer {
  /** Number of its type: its place in the configuration, or `AcdEngine.typeNumber`. */
  readonly type: number
  /** Any 32-bit number of the host's; it comes back in every event. Default 0. */
  readonly ref?: number
  /** 0..31, the larger is served first. Default: that of the type. */
  readonly priority?: number
  /** It stands in the queue as if it had arrived so much earlier, ms (artificial age). Default: that of the type. */
  readonly headStartMs?: number
  /** It waits for this agent alone (the last one, a personal one) for at most so long, if the agent is signed in. */
  readonly preferred?: { readonly agent: number; readonly forMs: number }
  /** Agents who never get it. */
  readonly exclude?: readonly number[]
}

/** An agent as the host introduces it. */
export interface AgentIntroduction {
  /** Number of its group: its place in the configuration, or `AcdEngine.groupNumber`. */
  readonly group: number
  /** Skills and levels of this agent. Default: those of the group. */
  readonly skills?: SkillLevels
  /** How much this agent does at once. Default: what the group says. */
  readonly capacity?: CapacityConfig
}

/** What an agent is doing. */
export type AgentStateName = AgentIdleState | 'offered' | 'connected' | 'wrap-up'

/** By `AgentState`. */
export const STATE_NAMES: readonly AgentStateName[] = [
  'signed-out',
  'not-ready',
  'ready',
  'offered',
  'connected',
  'wrap-up',
  'unreachable',
  'removed',
]
