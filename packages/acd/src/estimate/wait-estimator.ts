import type { EstimatorMemory } from './estimator-memory.ts'
import type { AcdEvent } from '../event/event.ts'

/** A contact whose wait is asked for, and what is known of the queue now; plain numbers, so that any host can ask. */
export interface WaitQuery {
  /** Number of the contact's type. */
  readonly type: number
  /** Contacts that the same agents will serve before it: its position, counted from 0. */
  readonly ahead: number
  /** Those of them that are of its own type; default: all. */
  readonly aheadOfType?: number
  /** Eligible agents who are ready now. */
  readonly ready: number
  /** Eligible agents who serve contacts now or are ready to: signed in, and not out of the way. */
  readonly staffed: number
  /** How long the contact at the head of the queue has waited, ms; 0 when nobody waits. */
  readonly headWaitedMs: number
  readonly nowMs: number
}

/**
 * Predicts how long a contact that joins (or stands in) a queue will wait. Learns from the engine's events.
 *
 * All estimators agree where nothing is uncertain: 0 when an eligible agent is ready for it, Infinity when no eligible
 * agent is there. An estimator that has nothing to go on yet returns NaN: nothing should then be announced.
 */
export interface WaitEstimator {
  /** Name, as in reports. */
  readonly name: string
  /** Takes in one event; events come in order. O(1). */
  observe(event: AcdEvent): void
  /** Expected wait from now, ms. */
  expectedWaitMs(query: WaitQuery): number
  /** What it has learnt: part of an engine's snapshot. Without it, a restored one starts anew. */
  memory?(): EstimatorMemory
  /** Takes up what an estimator of the same name and options had learnt, and forgets what it knew itself. */
  recall?(memory: EstimatorMemory): void
}

/** The wait where it is certain; undefined where an estimator has to estimate. */
export function certainWaitMs({ ahead, ready, staffed }: WaitQuery): number | undefined {
  if (ready > ahead) return 0
  return staffed > 0 ? undefined : Infinity
}
