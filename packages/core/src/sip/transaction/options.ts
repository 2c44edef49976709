import type { SipLimits } from '../message/limits.ts'
import type { SipTransport } from './peer.ts'
import type { TimerBase } from './timers.ts'

/** Address of this side as Via names it. */
export interface SentBy {
  readonly host: string
  readonly port?: number
}

/** Settings of a {@link TransactionLayer}. */
export interface TransactionLayerOptions {
  /** What stands in Via as this side's address, by transport. */
  readonly sentBy: (transport: SipTransport) => SentBy
  /** A new unguessable token for branches and tags, letters and digits; RFC 3261 §19.3 asks for 32 bits of chance. */
  readonly token: () => string
  readonly timers?: TimerBase
  readonly limits?: SipLimits
  /** Requests of others that may be open at once; further ones get 503. Default 20 000. */
  readonly maxTransactions?: number
}
