import type { NameDeclaration } from '../expression/vocabulary.ts'

/**
 * What conditions may ask about a queue, and about the contact they are asked for. The engine implements it with getters
 * that allocate nothing; the object is only read during a call.
 */
export interface QueueFacts {
  /** The time of the question, ms; epoch ms where a condition uses `time`, `weekday` or a schedule. */
  readonly nowMs: number
  /** Contacts that wait in the queue. */
  readonly waiting: number
  /** How long the one that has waited longest has, ms; 0 when none waits. */
  readonly longestWaitMs: number
  /** How long the contact in question has waited, ms; NaN when no contact is in question. */
  readonly waitedMs: number
  /** Expected wait of a contact that joined now, ms; Infinity when nobody would come, NaN when it is not known. */
  readonly ewtMs: number
  /** Agents of the queue who are ready and idle. */
  readonly ready: number
  /** Agents of the queue who are signed in, whatever they do. */
  readonly signedIn: number
  /** Contacts of the queue that hold a trunk: waiting, offered or connected. */
  readonly inside: number
}

/** The names of {@link QueueFacts} in conditions, apart from the clock's. */
export const QUEUE_NAMES: readonly (readonly [string, NameDeclaration<QueueFacts>])[] = [
  ['waiting', { kind: 'number', read: (facts) => facts.waiting }],
  ['longestWait', { kind: 'duration', read: (facts) => facts.longestWaitMs }],
  ['waited', { kind: 'duration', read: (facts) => facts.waitedMs }],
  ['ewt', { kind: 'duration', read: (facts) => facts.ewtMs }],
  ['ready', { kind: 'number', read: (facts) => facts.ready }],
  ['signedIn', { kind: 'number', read: (facts) => facts.signedIn }],
  ['inside', { kind: 'number', read: (facts) => facts.inside }],
]
