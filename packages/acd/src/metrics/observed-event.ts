import type { AcdEvent, PairEvent } from '../event/event.ts'

/** An event about a contact and an agent. */
interface PairEventOf<K extends string> extends PairEvent {
  readonly kind: K
}
/** With a length: of the hold, or of the agent's part of the conversation. */
interface TimedEventOf<K extends string> extends PairEventOf<K> {
  readonly durationMs: number
}
/** An event about a contact alone. */
interface ContactEventOf<K extends string> extends Omit<PairEvent, 'agent' | 'group'> {
  readonly kind: K
}

/**
 * What metrics take in: the engine's events, and hold, transfer, diversion and moves in the fewest fields that
 * counting them needs. An engine whose own union has these kinds fits as it is.
 */
export type ObservedEvent =
  | AcdEvent
  | PairEventOf<'held'>
  | PairEventOf<'taken-over'>
  | TimedEventOf<'resumed'>
  | TimedEventOf<'transferred'>
  | ContactEventOf<'requeued'>
  | ContactEventOf<'diverted'>
  | ContactEventOf<'moved'>
