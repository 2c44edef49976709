import type { SipLimits } from '../message/limits.ts'
import type { Peer, SipTransport } from './peer.ts'
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
  /**
   * Where a request goes that is too large for a datagram: to the same place by a transport that delivers. When it cannot be reached there it
   * goes as it is after all. Default: it goes as it is. RFC 3261 §18.1.1
   */
  readonly overLarge?: (peer: Peer) => Peer | undefined
  readonly timers?: TimerBase
  readonly limits?: SipLimits
  /** Requests of others that may be open at once; further ones get 503. Default 20 000. */
  readonly maxTransactions?: number
}
