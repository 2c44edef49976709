import type { Round } from '../agent/rings.ts'
import type { PaceSnapshot } from '../outbound/pacing.ts'
import type { HistorySnapshot } from '../admission/history.ts'
import type { ToldSnapshot } from '../announce/told-waits.ts'
import type { Leg } from '../contact/legs.ts'
import type { EstimatorMemory } from '../estimate/estimator-memory.ts'
import type { CapacityConfig, SkillLevels } from '../config/config.ts'

/** A contact inside, as data; times in ms. */
export interface ContactSnapshot {
  readonly id: number
  readonly state: number
  readonly type: number
  readonly stage: number
  readonly priority: number
  readonly ref: number
  readonly agent: number
  readonly preferred: number
  /** null: for ever. */
  readonly preferredUntilMs: number | null
  readonly arrivedMs: number
  readonly queuedMs: number
  readonly orderMs: number
  readonly sinceMs: number
  readonly heldMs: number
  readonly excluded: readonly number[]
  /** How it rings at several agents; null when it does not. */
  readonly round: Round | null
  /** The type it came in as. */
  readonly entry: number
  /** What rules have done to it; null when nothing. */
  readonly history: HistorySnapshot | null
  /** What it was told of its wait; null, or absent in older ones, when nothing is. */
  readonly told?: ToldSnapshot | null
  /** What it is to another; null for a caller's contact. `parent` is not a slot here but 0, or 1 while it belongs to one. */
  readonly leg: Leg | null
  /** What is known of one that is, or was, to be called; null of others. */
  readonly dial: DialSnapshot | null
}

/** A contact that is called, as data; times in ms, null for never. */
export interface DialSnapshot {
  readonly line: number
  /** Number of the campaign; −1 for a callback. */
  readonly campaign: number
  readonly attempts: number
  readonly acceptedMs: number
  readonly promisedMs: number | null
  readonly expiresMs: number | null
  readonly dueMs: number
  /** When something is due for it; null when nothing. */
  readonly deadlineMs: number | null
}

/** What a campaign has learnt, and its list in order. */
export interface CampaignSnapshot extends PaceSnapshot {
  readonly name: string
  readonly list: readonly { readonly contact: number; readonly dueMs: number }[]
}

/** An agent, as data. */
export interface AgentSnapshot {
  readonly group: number
  /** Its own skills; null when it has those of its group. */
  readonly skills: SkillLevels | null
  /** How much it does at once, as introduced; null when that is its group's to say. */
  readonly capacity: CapacityConfig | null
  readonly unreachable: boolean
  readonly removed: boolean
  readonly state: number
  readonly intention: number
  readonly reason: string
  /** Id of the contact that rings, 0 for none. */
  readonly ringing: number
  /** Ids of the contacts in hand, in the order in which they came. */
  readonly inHand: readonly number[]
  readonly idleSeq: number
  readonly sinceMs: number
  readonly idleSinceMs: number
  /** Offers in a row not answered; negative: declined. */
  readonly missed: number
}

/** A deadline, as data: of a contact (by id) or an agent (by number). */
export interface DeadlineSnapshot {
  readonly of: 'contact' | 'agent'
  readonly number: number
  readonly atMs: number
  readonly rank: number
}

/**
 * Everything an engine knows between two commands, as plain data that survives JSON. What a policy has learnt is the
 * policy's to keep.
 */
export interface EngineSnapshot {
  readonly strowgerSnapshot: 2
  /** Time of the last command; null before the first. */
  readonly nowMs: number | null
  /** Names, to recognise a configuration that does not fit. */
  readonly types: readonly string[]
  readonly groups: readonly string[]
  /** Stages of each type. */
  readonly stages: readonly number[]
  readonly capacity: number
  readonly lastId: number
  readonly nextIdleSeq: number
  /** Reserves whose gates are open, as `type: name`. */
  readonly openReserves: readonly string[]
  /** What the estimator has learnt, where it says so. */
  readonly estimator: { readonly name: string; readonly memory: EstimatorMemory } | null
  readonly campaigns: readonly CampaignSnapshot[]
  readonly contacts: readonly ContactSnapshot[]
  readonly agents: readonly AgentSnapshot[]
  /** In the order in which equal ones fire. */
  readonly deadlines: readonly DeadlineSnapshot[]
}
