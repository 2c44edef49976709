import type { AcdEvent, PairEvent } from '../event/event.ts'

/** Kinds of events about a contact and an agent that metrics know and an engine may send. */
interface LaterPairEvent extends PairEvent {
  readonly kind: 'held' | 'taken-over'
}
/** As above, with a length: of the hold, or of the agent's part of the conversation. */
interface LaterTimedEvent extends PairEvent {
  readonly kind: 'resumed' | 'transferred'
  readonly durationMs: number
}
/** Kinds of events about a contact alone. */
interface LaterContactEvent extends Omit<PairEvent, 'agent' | 'group'> {
  readonly kind: 'requeued' | 'diverted' | 'moved'
}

/**
 * What metrics take in: the engine's events, and hold, transfer, diversion and moves in the fewest fields that
 * counting them needs. An engine whose own union has these kinds fits as it is.
 */
export type ObservedEvent = AcdEvent | LaterPairEvent | LaterTimedEvent | LaterContactEvent
