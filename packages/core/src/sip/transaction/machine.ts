import type { SipView } from '../message/sip-view.ts'

/** What a transaction does to the world around it. */
export interface TransactionPort {
  /** To the other side. */
  send(bytes: Uint8Array): void
  /** A response for the user of a client transaction; the first, and every further 2xx of an INVITE. */
  deliver(response: SipView): void
  /** Nothing came in time: timers B, F, H. */
  timedOut(): void
}

/** Where a transaction stands. RFC 3261 §17, RFC 6026 */
export type TransactionState =
  | 'calling'
  | 'trying'
  | 'proceeding'
  | 'completed'
  | 'confirmed'
  | 'accepted'
  | 'terminated'

/** One transaction: events and the time go in, messages go out by its port. */
export interface TransactionMachine {
  readonly state: TransactionState
  /** When {@link fire} must be called, ms; `Infinity` when nothing is due. */
  readonly nextMs: number
  /** Does what is due at `nowMs`. */
  fire(nowMs: number): void
}
